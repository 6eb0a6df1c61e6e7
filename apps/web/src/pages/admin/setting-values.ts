import type { ProviderSettings } from '@farebox/sdk';
import type { AdminMessages } from '../../i18n/admin.ts';

export type SettingField = ProviderSettings['fields'][string];
export type FieldName = keyof AdminMessages['settings']['fields'];
export type Control = 'switch' | 'version' | 'mode' | 'currencies' | 'types' | 'long' | 'text';

const controls: Partial<Record<FieldName, Control>> = {
  enabled: 'switch',
  automaticTax: 'switch',
  version: 'version',
  mode: 'mode',
  currencies: 'currencies',
  types: 'types',
  privateKey: 'long',
  platformPublicKey: 'long',
};

export const controlOf = (field: string): Control => controls[field as FieldName] ?? 'text';

export const isSecret = (field: SettingField): field is Extract<SettingField, { set: boolean }> => 'set' in field;

export const choices: Partial<Record<Control, readonly string[]>> = {
  version: ['v1', 'v2'],
  mode: ['submit', 'mapi'],
};

interface WayOfPaying {
  type: string;
  label: string;
  colour: string;
}

/** What is kept, as it is typed. */
export function shownValue(control: Control, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (control === 'switch') return value ? '1' : '0';
  if (control === 'currencies') return (value as string[]).join(' ');
  if (control === 'types') {
    return (value as WayOfPaying[]).map(({ type, label, colour }) => `${type}, ${label}, ${colour}`).join('\n');
  }
  return String(value);
}

function wayIn(line: string): WayOfPaying | null {
  const [type, label, colour, ...more] = line.split(/[,，]/).map((part) => part.trim());
  return type && label && colour && more.length === 0 ? { type, label, colour } : null;
}

/** What was typed, as it is kept; undefined when it makes no sense. */
export function readValue(control: Control, typed: string): unknown {
  if (control === 'switch') return typed === '1';
  const text = typed.trim();
  if (text === '') return null;
  if (control === 'currencies') return text.toUpperCase().split(/[\s,，]+/);
  if (control === 'types') {
    const ways = text
      .split('\n')
      .filter((line) => line.trim())
      .map(wayIn);
    return ways.includes(null) ? undefined : ways;
  }
  return text;
}

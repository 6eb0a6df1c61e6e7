import type { PriceListWish } from '@farebox/sdk';
import { isDecimal, plainDecimal } from './price-rows.ts';

export const formats = ['csv', 'json', 'litellm'] as const;
export type Format = (typeof formats)[number];

/** What the form holds besides the list itself. */
export interface ImportValues extends Record<string, string> {
  creditsPerUsd: string;
  markup: string;
  validFrom: string;
  note: string;
}

export type ListFault = 'noText' | 'notJson' | 'notList' | 'notEntries';

/** Read: what is sent. Else why it cannot be. */
export type ReadList = { wish: PriceListWish } | { fault: ListFault; message?: string };

/** A request may not be much larger than this; LiteLLM's whole list is. */
const SENT_WHOLE_CHARS = 500_000;

/** The format of a file, by its name and how it begins. */
export function guessFormat(name: string, text: string): Format {
  if (/\.csv$/i.test(name)) return 'csv';
  const [first] = text.trimStart();
  if (first === '[') return 'json';
  if (first !== '{') return 'csv';
  return /"(litellm_provider|input_cost_per_token)"/.test(text) ? 'litellm' : 'json';
}

/**
 * Reads a list as far as is needed to send it. `ours`: the names by which a list may call our models; of a very long
 * one only these are sent.
 */
export function readList(format: Format, text: string, values: ImportValues, ours: ReadonlySet<string>): ReadList {
  if (text.trim() === '') return { fault: 'noText' };
  const when = {
    ...(values.validFrom && { validFrom: new Date(values.validFrom).toISOString() }),
    ...(values.note.trim() && { note: values.note.trim() }),
  };
  if (format === 'csv') return { wish: { format, csv: text, ...when } };
  const json = parsed(text);
  if ('message' in json) return { fault: 'notJson', message: json.message };
  if (format === 'json') {
    const prices = isObject(json.value) ? json.value.prices : json.value;
    return Array.isArray(prices) ? { wish: { format, prices, ...when } } : { fault: 'notList' };
  }
  if (!isObject(json.value)) return { fault: 'notEntries' };
  const { creditsPerUsd, markup } = values;
  const entries = text.length > SENT_WHOLE_CHARS ? only(json.value, ours) : json.value;
  const money = { creditsPerUsd: plainDecimal(creditsPerUsd), ...(markup.trim() && { markup: plainDecimal(markup) }) };
  return { wish: { format, entries, ...money, ...when } };
}

export function valueFaults(format: Format, { creditsPerUsd, markup }: ImportValues) {
  if (format !== 'litellm') return {};
  return {
    ...(!isDecimal(creditsPerUsd) && { creditsPerUsd: 'import.needCredits' as const }),
    ...(markup.trim() !== '' && !isDecimal(markup) && { markup: 'form.wrongFigure' as const }),
  };
}

function parsed(text: string): { value: unknown } | { message: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { message: (error as Error).message };
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function only(entries: Record<string, unknown>, names: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entries).filter(([name]) => names.has(name)));
}

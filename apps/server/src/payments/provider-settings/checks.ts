import type { z } from 'zod';
import { edgeErrors } from '../../http/errors.ts';
import { addressProblem } from './base-address.ts';
import { fields } from './fields.ts';
import type { ProviderName } from './types.ts';

interface Fault {
  /** The field, or the place within it. */
  path: string;
  message: string;
}

export type Checked = { value: unknown } | { faults: Fault[] };

export function fieldsOf(name: ProviderName): string[] {
  return Object.keys(fields[name]);
}

/** One value by the rules of its field, and by what production demands besides. No fault repeats the value. */
export function check(name: ProviderName, field: string, given: unknown, production: boolean): Checked {
  if (!fieldsOf(name).includes(field)) return { faults: [{ path: field, message: `is not a setting of ${name}` }] };
  const parsed = (fields[name] as Record<string, z.ZodType>)[field]?.safeParse(given);
  if (!parsed?.success) {
    const issues = parsed?.error.issues ?? [];
    return { faults: issues.map(({ path, message }) => ({ path: [field, ...path].join('.'), message })) };
  }
  const message = production ? refusedInProduction(name, field, parsed.data) : null;
  return message === null ? { value: parsed.data } : { faults: [{ path: field, message }] };
}

/** What was entered, each value by its rules; null stays null. Throws `invalid_request`, naming places only. */
export function checkAll(
  name: ProviderName,
  given: Readonly<Record<string, unknown>>,
  production: boolean,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const issues: Fault[] = [];
  for (const [field, value] of Object.entries(given)) {
    const known = fieldsOf(name).includes(field);
    const checked: Checked = known && value === null ? { value } : check(name, field, value, production);
    if ('value' in checked) values[field] = checked.value;
    else issues.push(...checked.faults.map(({ path, message }) => ({ path: `values.${path}`, message })));
  }
  const [first] = issues;
  if (!first) return values;
  throw edgeErrors.invalid_request({ issues, param: first.path }, `Invalid ${first.path}: ${first.message}`);
}

function refusedInProduction(name: ProviderName, field: string, value: unknown): string | null {
  if (field === 'baseUrl') return addressProblem(String(value), true);
  if (name === 'mockpay' && value === true) return 'must stay off in production: the test provider gives credits away';
  return null;
}

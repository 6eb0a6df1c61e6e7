import { invalid } from './errors.ts';

/** A JSON body whose members are read one by one; each reader refuses what Creem would refuse. */
export type Fields = Record<string, unknown>;

export function fieldsOf(body: string): Fields {
  if (body === '') return {};
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  } catch {
    throw invalid('The body is not valid JSON');
  }
  throw invalid('The body must be an object');
}

export function text(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw invalid(`${name} must be a string`);
}

export function requiredText(fields: Fields, name: string): string {
  const value = text(fields, name);
  if (value) return value;
  throw invalid(`The '${name}' field is required.`);
}

export function whole(fields: Fields, name: string, [least, most]: [number, number]): number | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw invalid(`${name} must be an integer number`);
  if (value < least) throw invalid(`${name} must not be less than ${least}`);
  if (value > most) throw invalid(`${name} must not be greater than ${most}`);
  return value;
}

export function oneOf<T extends string>(fields: Fields, name: string, choices: readonly T[]): T | undefined {
  const value = text(fields, name);
  if (value === undefined || choices.includes(value as T)) return value as T | undefined;
  throw invalid(`${name} must be one of the following values: ${choices.join(', ')}`);
}

export function address(fields: Fields, name: string): string | undefined {
  const value = text(fields, name);
  if (value === undefined || (/^https?:\/\//.test(value) && URL.canParse(value))) return value;
  throw invalid(`${name} must be a valid URL`);
}

export function group(fields: Fields, name: string): Fields {
  const value = fields[name] ?? {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Fields;
  throw invalid(`${name} must be an object`);
}

export function list(fields: Fields, name: string, most: number): unknown[] {
  const value = fields[name] ?? [];
  if (!Array.isArray(value)) throw invalid(`${name} must be an array`);
  if (value.length > most) throw invalid(`${name} must contain no more than ${most} elements`);
  return value;
}

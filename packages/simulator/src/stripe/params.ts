import type { FormGroup, FormValue } from './form.ts';
import { invalid } from './problem.ts';

export type Metadata = Record<string, string>;

function isGroup(value: FormValue | undefined): value is FormGroup {
  return typeof value === 'object' && !Array.isArray(value);
}

function checkedMetadata(entries: [string, FormValue][], name: string): [string, string][] {
  return entries.map(([key, value]) => {
    const param = `${name}[${key}]`;
    if (typeof value !== 'string') throw invalid(`Invalid string: ${param}`, { param });
    if (key.length > 40) throw invalid('Metadata keys can have up to 40 characters.', { param });
    if (value.length > 500) {
      const message = `Metadata values can have up to 500 characters, but you passed in a value that is ${value.length} characters.`;
      throw invalid(message, { param });
    }
    return [key, value];
  });
}

/** The parameters of a request or of one group in it, read one by one and refused in Stripe's words. */
export class Params {
  readonly #group: FormGroup;
  readonly #path: string;

  constructor(group: FormGroup, path = '') {
    this.#group = group;
    this.#path = path;
  }

  /** The whole name: `line_items[0][price_data][currency]`. */
  name(key: string): string {
    return this.#path ? `${this.#path}[${key}]` : key;
  }

  has(key: string): boolean {
    return Object.hasOwn(this.#group, key);
  }

  /** Refuses every parameter that is not among the words. */
  only(words: string): this {
    const known = new Set(words.split(' '));
    const stranger = Object.keys(this.#group).find((key) => !known.has(key));
    if (stranger === undefined) return this;
    const param = this.name(stranger);
    throw invalid(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
  }

  /** Null when it is absent or empty. */
  text(key: string, max = 5_000): string | null {
    const value = this.#group[key];
    const param = this.name(key);
    if (value === undefined || value === '') return null;
    if (typeof value !== 'string') throw invalid(`Invalid string: ${param}`, { param });
    if (value.length <= max) return value;
    throw invalid(`Invalid string: ${param} must be at most ${max} characters`, { param });
  }

  need(key: string): string {
    const value = this.text(key);
    if (value !== null) return value;
    const param = this.name(key);
    if (!this.has(key)) throw invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
    const message = `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset.`;
    throw invalid(message, { code: 'parameter_invalid_empty', param });
  }

  integer(key: string): number | null {
    const value = this.text(key);
    if (value === null) return null;
    const number = /^-?\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    const param = this.name(key);
    if (Number.isSafeInteger(number)) return number;
    throw invalid(`Invalid integer: ${value}`, { code: 'parameter_invalid_integer', param });
  }

  needInteger(key: string): number {
    this.need(key);
    return this.integer(key) ?? 0;
  }

  flag(key: string): boolean | null {
    const value = this.text(key);
    if (value === null || value === 'true' || value === 'false') return value === null ? null : value === 'true';
    throw invalid(`Invalid boolean: ${value}`, { param: this.name(key) });
  }

  choice<T extends string>(key: string, values: readonly T[]): T | null {
    const value = this.text(key);
    if (value === null) return null;
    const found = values.find((each) => each === value);
    if (found !== undefined) return found;
    const param = this.name(key);
    throw invalid(`Invalid ${param}: must be one of ${values.join(', ')}`, { param });
  }

  url(key: string): string | null {
    const value = this.text(key);
    if (value === null) return null;
    // The braces of {CHECKOUT_SESSION_ID} are no part of a valid address.
    if (/^https?:\/\/[^/]/.test(value) && URL.canParse(value.replaceAll(/[{}]/g, ''))) return value;
    throw invalid('Not a valid URL', { code: 'url_invalid', param: this.name(key) });
  }

  texts(key: string): string[] {
    const value = this.#group[key];
    if (value === undefined || value === '') return [];
    const list = Array.isArray(value) ? value : [value];
    return list.map((each) => {
      if (typeof each === 'string') return each;
      throw invalid('Invalid array', { param: this.name(key) });
    });
  }

  groups(key: string): Params[] {
    const value = this.#group[key];
    if (value === undefined || value === '') return [];
    if (!Array.isArray(value)) throw invalid('Invalid array', { param: this.name(key) });
    return value.map((each, index) => {
      const path = `${this.name(key)}[${index}]`;
      if (!isGroup(each)) throw invalid('Invalid object', { param: path });
      return new Params(each, path);
    });
  }

  /** Without anything in it when the group is absent. */
  group(key: string): Params {
    const value = this.#group[key];
    if (value === undefined || value === '') return new Params({}, this.name(key));
    if (!isGroup(value)) throw invalid('Invalid object', { param: this.name(key) });
    return new Params(value, this.name(key));
  }

  /** The metadata as it is after this request: an empty value removes its key, an empty `metadata` all of them. */
  metadata(before: Metadata = {}): Metadata {
    const value = this.#group.metadata;
    if (value === undefined) return { ...before };
    if (value === '') return {};
    const entries = isGroup(value) ? Object.entries(value) : [];
    const given = checkedMetadata(entries, this.name('metadata'));
    const after = Object.entries({ ...before, ...Object.fromEntries(given) }).filter(([, text]) => text !== '');
    if (after.length <= 50) return Object.fromEntries(after);
    throw invalid('You may have at most 50 keys in metadata.', { param: this.name('metadata') });
  }
}

/** The fields of a form, a query or an answer, as text. */
export type Fields = ReadonlyMap<string, string>;

/** A query string or a form, where `+` is a space. Null when a field comes twice: which one was signed is not known. */
export function readFields(raw: Buffer): Fields | null {
  const pairs = [...new URLSearchParams(raw.toString('utf8'))];
  const fields = new Map(pairs);
  return fields.size === pairs.length && fields.size > 0 ? fields : null;
}

/** The plain values of a JSON answer as text: forks write numbers with and without quotes. Null when it is none. */
export function fieldsOfAnswer(text: string): Fields | null {
  const json = parseJson(text);
  return isObject(json) ? fieldsOfObject(json) : null;
}

function fieldsOfObject(object: object): Fields {
  const plain = Object.entries(object).filter(([, value]) => ['string', 'number'].includes(typeof value));
  return new Map(plain.map(([key, value]) => [key, String(value)]));
}

/** The rows of a list; null when there is none in the answer. */
export function rowsOfAnswer(text: string): Fields[] | null {
  const json = parseJson(text);
  const rows = isObject(json) && 'data' in json ? json.data : null;
  return Array.isArray(rows) ? rows.filter(isObject).map(fieldsOfObject) : null;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

import { invalid } from './problem.ts';

export type FormValue = string | FormValue[] | FormGroup;
export interface FormGroup {
  [name: string]: FormValue;
}

const PAIRS_MAX = 5_000;
const DEPTH_MAX = 10;
const keyShape = /^([^[\]]+)((?:\[[^[\]]*\])*)$/;

function pathOf(key: string): string[] {
  const [, head, brackets = ''] = keyShape.exec(key) ?? [];
  if (head === undefined) throw invalid(`Invalid request: the parameter name ${key} cannot be read.`);
  const path = [head, ...[...brackets.matchAll(/\[([^[\]]*)\]/g)].map(([, name = '']) => name)];
  if (path.length > DEPTH_MAX) throw invalid(`Invalid request: ${key} is nested too deeply.`);
  return path;
}

function groupAt(group: FormGroup, name: string, key: string): FormGroup {
  group[name] ??= Object.create(null) as FormGroup;
  const inner = group[name];
  if (typeof inner === 'string' || Array.isArray(inner)) {
    throw invalid(`Invalid request: ${key} is given both as a value and as a group.`);
  }
  return inner;
}

function put(root: FormGroup, key: string, value: string): void {
  const path = pathOf(key);
  let group = root;
  for (const name of path.slice(0, -1)) group = groupAt(group, name, key);
  const last = path.at(-1) ?? '';
  group[last === '' ? String(Object.keys(group).length) : last] = value;
}

/** Groups whose names are all numbers were lists. */
function withLists(value: FormValue): FormValue {
  if (typeof value === 'string' || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([name, inner]): [string, FormValue] => [name, withLists(inner)]);
  const isList = entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name));
  if (!isList) return Object.fromEntries(entries);
  return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, inner]) => inner);
}

/** `a[b][0][c]=1` as it is meant. Refuses what is nested deeper than 10 or longer than 5,000 pairs. */
export function parseForm(text: string): FormGroup {
  const root = Object.create(null) as FormGroup;
  let pairs = 0;
  for (const [key, value] of new URLSearchParams(text)) {
    pairs += 1;
    if (pairs > PAIRS_MAX) throw invalid('Invalid request: too many parameters.');
    put(root, key, value);
  }
  return Object.fromEntries(Object.entries(root).map(([name, value]) => [name, withLists(value)]));
}

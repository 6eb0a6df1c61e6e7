import { isJson, type Json } from '../json.ts';

/**
 * The usage after one more event told of it. All figures are of the whole message so far: a later one replaces an earlier
 * one and is never added. None can become less: some servers end with zeros where they mean that they do not know.
 */
export function mergedUsage(before: Json, told: Json): Json {
  const merged: Json = { ...before };
  for (const [name, value] of Object.entries(told)) {
    if (value !== null && value !== undefined) merged[name] = later(before[name], value);
  }
  return merged;
}

function later(before: unknown, value: unknown): unknown {
  if (typeof before === 'number' && typeof value === 'number') return Math.max(before, value);
  return isJson(before) && isJson(value) ? mergedUsage(before, value) : value;
}

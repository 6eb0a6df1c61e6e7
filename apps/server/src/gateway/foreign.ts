import { gatewayErrors } from './errors.ts';
import { isJson, type Json } from './json.ts';
import type { SharedRule } from './settings.ts';

/** Fields that name something which an upstream keeps under the operator's account, for whomever it was made. */
const names = new Set(['file_id', 'file_ids', 'vector_store_ids', 'container_id', 'skill_id', 'tunnel_id']);

/** What is only told or described there, and never looked up: labels, citations, results, schemas. */
const inert = new Set(['metadata', 'annotations', 'results', 'parameters', 'schema']);

/** No request nests deeper; beyond it nothing is understood upstream either. */
const DEEPEST = 64;

/**
 * Refuses a request that names what the upstream keeps under the operator's account: all customers share that account
 * there, so that one could reach what is another's, or the operator's own. Conversations are always refused; files, vector
 * stores, containers and skills, and stored prompts, unless the operator shares them. Throws `unsupported_parameter` (400).
 */
export function refuseForeign(body: Json, { files, prompts }: SharedRule): void {
  if ((body.conversation ?? null) !== null) {
    throw gatewayErrors.unsupported_parameter(
      { param: 'conversation' },
      'Conversations kept upstream cannot be used here; continue with previous_response_id.',
    );
  }
  if ((body.prompt ?? null) !== null && !prompts) {
    throw gatewayErrors.unsupported_parameter({ param: 'prompt' }, 'Stored prompts cannot be used here.');
  }
  if (files) return;
  for (const [param, value] of Object.entries(body)) walk(param, value, { param, depth: 0 });
}

function walk(name: string, value: unknown, { param, depth }: { param: string; depth: number }): void {
  if (typeof value !== 'object' && typeof value !== 'string') return;
  if (inert.has(name) || value === null) return;
  if (isForeign(name, value)) {
    throw gatewayErrors.unsupported_parameter(
      { param },
      `${name} names something kept upstream, which cannot be used here; send the content itself.`,
    );
  }
  if (typeof value === 'string') return;
  if (depth > DEEPEST) throw gatewayErrors.invalid_request({ param }, `${param} is nested too deeply.`);
  const inside = { param, depth: depth + 1 };
  if (Array.isArray(value)) for (const one of value) walk('', one, inside);
  else for (const [key, one] of Object.entries(value)) walk(key, one, inside);
}

/** Sound of an earlier answer is named by an object with an id, a container by its bare id. */
function isForeign(name: string, value: string | object): boolean {
  if (names.has(name)) return typeof value === 'string' ? value !== '' : Array.isArray(value) && value.length > 0;
  if (name === 'container') return typeof value === 'string';
  return name === 'audio' && isJson(value) && typeof value.id === 'string';
}

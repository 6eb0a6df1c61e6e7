import { gatewayErrors } from '../errors.ts';
import { isJson, type Json, objects } from '../json.ts';

/**
 * What goes upstream. Everything else is refused: Anthropic refuses what it does not know too, and what it knows and is
 * not here would cost what its usage does not tell (other models, compactions, a dearer region), or lead into the
 * operator's account there (files, profiles, threads), where a container of another customer's could be named.
 */
const passed: ReadonlySet<string> = new Set([
  'cache_control',
  'context_management',
  'max_tokens',
  'mcp_servers',
  'messages',
  'metadata',
  'model',
  'output_config',
  'output_format',
  'service_tier',
  'speed',
  'stop_sequences',
  'stream',
  'system',
  'temperature',
  'thinking',
  'tool_choice',
  'tools',
  'top_k',
  'top_p',
]);

/** Taken out without a word: it asks what became of an earlier message's cache, and changes nothing. */
const dropped: ReadonlySet<string> = new Set(['diagnostics']);

/** Of those, what a count of tokens is asked with. */
const counted = [
  'cache_control',
  'context_management',
  'mcp_servers',
  'messages',
  'output_config',
  'output_format',
  'system',
  'thinking',
  'tool_choice',
  'tools',
] as const;

/** Throws `invalid_request` and `unsupported_parameter` (400). Fields that are null are taken out of the body. */
export function checkFields(body: Json): void {
  for (const [name, value] of Object.entries(body)) {
    if (value === null || dropped.has(name)) delete body[name];
    else if (!passed.has(name) && !isPlainGeography(name, value))
      refuse(name, `${name.slice(0, 64)} is not supported here.`);
  }
  if (!Array.isArray(body.messages) || body.messages.length === 0) {
    throw gatewayErrors.invalid_request({ param: 'messages' }, 'messages must be a list with at least one message.');
  }
  if (body.system !== undefined && typeof body.system !== 'string' && !Array.isArray(body.system)) {
    throw gatewayErrors.invalid_request({ param: 'system' }, 'system must be text or a list of text blocks.');
  }
  refuseCompaction(body);
}

export function countedFields(body: Json): Json {
  return Object.fromEntries(counted.filter((name) => name in body).map((name) => [name, body[name]]));
}

/** Everywhere is where it costs least. */
function isPlainGeography(name: string, value: unknown): boolean {
  return name === 'inference_geo' && value === 'global';
}

/** What a compaction uses is not part of the usage. */
function refuseCompaction({ context_management: management }: Json): void {
  const edits = objects(isJson(management) ? management.edits : []);
  if (edits.every(({ type }) => typeof type === 'string' && type.startsWith('clear_'))) return;
  refuse('context_management', 'Only edits that clear something are supported in context_management.');
}

function refuse(param: string, message: string): never {
  throw gatewayErrors.unsupported_parameter({ param: param.slice(0, 64) }, message);
}

import { gatewayErrors } from '../errors.ts';
import type { Survey } from '../estimate.ts';
import { isJson, type Json } from '../json.ts';

/** What of a request cannot be told from the length of its text. */
export interface ContentSurvey extends Survey {
  /** What it may write to the upstream's cache. */
  cache: 'nothing' | 'minutes' | 'hour';
  /** Definitions of tools, wherever they are: a message can bring one too. */
  tools: Json[];
}

/** Where blocks hold other blocks. What a tool was called with (`input`) is the client's own and never looked at. */
const inner = ['content', 'source', 'tool', 'tool_changes'] as const;
const DEEPEST = 12;

/** Looks through the system prompt, the messages and the tools. Throws `unsupported_parameter` for ids of files. */
export function surveyContent(body: Json): ContentSurvey {
  const found: ContentSurvey = { images: 0, imageBytes: 0, history: false, cache: 'nothing', tools: [] };
  noteCache(body, found);
  for (const tool of list(body.tools)) noteTool(tool, found);
  for (const part of [...list(body.system), ...list(body.messages)]) lookAt(part, found, 0);
  return found;
}

function lookAt(part: unknown, found: ContentSurvey, depth: number): void {
  if (Array.isArray(part)) for (const one of part) lookAt(one, found, depth);
  if (!isJson(part) || depth > DEEPEST) return;
  noteCache(part, found);
  noteSource(part, found);
  if (part.type === 'tool_definition') noteTool(part.definition, found);
  for (const name of inner) lookAt(part[name], found, depth + 1);
}

/** Files lie in the operator's account, where one customer's are not kept from another. */
function noteSource({ type, source, file_id: file }: Json, found: ContentSurvey): void {
  if (type === 'container_upload' || (type === 'file' && file !== undefined)) {
    throw gatewayErrors.unsupported_parameter(
      { param: 'messages' },
      'Ids of files cannot be used here: send the content itself, or its address.',
    );
  }
  if (!isJson(source)) return;
  if (type === 'image') {
    found.images += 1;
    if (source.type === 'base64' && typeof source.data === 'string') found.imageBytes += source.data.length;
  }
  // Pages are read as text and as images: how many there are, only the upstream knows.
  if (type === 'document' && (source.type === 'base64' || source.type === 'url')) found.history = true;
}

function noteTool(tool: unknown, found: ContentSurvey): void {
  if (!isJson(tool)) return;
  found.tools.push(tool);
  noteCache(tool, found);
}

function noteCache({ cache_control: control }: Json, found: ContentSurvey): void {
  if (!isJson(control)) return;
  if (control.ttl !== undefined && control.ttl !== '5m') found.cache = 'hour';
  else if (found.cache === 'nothing') found.cache = 'minutes';
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

import { isJson, type Json, objects } from './json.ts';
import type { ReportedUsage } from './usage.ts';

/** Reads the usage in a `chat.completion`, or in a chunk of one; null when it has none. */
export function chatReport({ usage, service_tier }: Json): ReportedUsage | null {
  if (!isJson(usage)) return null;
  const [input, output] = [within(usage, 'prompt_tokens_details'), within(usage, 'completion_tokens_details')];
  return {
    input: usage.prompt_tokens,
    cachedInput: input.cached_tokens,
    cacheWrite: input.cache_write_tokens,
    audioInput: input.audio_tokens,
    imageInput: input.image_tokens,
    output: usage.completion_tokens,
    reasoning: output.reasoning_tokens,
    audioOutput: output.audio_tokens,
    tier: service_tier,
    raw: usage,
  };
}

/** Reads the usage in a `response`, and the calls of tools among its items. */
export function responsesReport(response: Json): ReportedUsage | null {
  const { usage, service_tier } = response;
  if (!isJson(usage)) return null;
  const [input, output] = [within(usage, 'input_tokens_details'), within(usage, 'output_tokens_details')];
  const lasting = within(input, 'cache_write_tokens_details').ttl_12h_tokens;
  return {
    input: usage.input_tokens,
    cachedInput: input.cached_tokens,
    ...written(input.cache_write_tokens, lasting),
    audioInput: input.audio_tokens,
    imageInput: input.image_tokens,
    output: usage.output_tokens,
    reasoning: output.reasoning_tokens,
    toolCalls: hostedCalls(objects(response.output)),
    tier: service_tier,
    raw: usage,
  };
}

/** Reads the usage in a list of embeddings: input alone. */
export function embeddingsReport({ usage }: Json): ReportedUsage | null {
  if (!isJson(usage)) return null;
  return { input: usage.prompt_tokens, cachedInput: undefined, output: 0, raw: usage };
}

/**
 * Reads an answer with images, or the last event of a streamed one. `kind` is the `size/quality` that was asked for:
 * models that report no tokens are charged by their images.
 */
export function imagesReport(answer: Json, kind: string): ReportedUsage {
  const usage = isJson(answer.usage) ? answer.usage : {};
  const [input, output] = [within(usage, 'input_tokens_details'), within(usage, 'output_tokens_details')];
  const made = Array.isArray(answer.data) ? answer.data.length : 1;
  // What a model that makes images reports without saying of what kind is images.
  const said = output.image_tokens ?? output.text_tokens;
  return {
    input: usage.input_tokens,
    cachedInput: input.cached_tokens,
    imageInput: input.image_tokens,
    output: usage.output_tokens,
    imageOutput: said === undefined ? usage.output_tokens : output.image_tokens,
    images: { [kind]: made },
    raw: isJson(answer.usage) ? answer.usage : null,
  };
}

/** Reads the usage of a transcription: tokens, or seconds. */
export function transcriptionReport({ usage }: Json): ReportedUsage | null {
  if (!isJson(usage)) return null;
  const input = within(usage, 'input_token_details');
  const audioInput = input.audio_tokens;
  return {
    input: usage.input_tokens,
    cachedInput: undefined,
    audioInput,
    output: usage.output_tokens,
    seconds: usage.seconds,
    raw: usage,
  };
}

/** Reads the last event of streamed speech: what was spoken is sound. Without a stream there is no usage. */
export function speechReport({ usage }: Json): ReportedUsage | null {
  if (!isJson(usage)) return null;
  const { input_tokens, output_tokens } = usage;
  return { input: input_tokens, cachedInput: undefined, output: output_tokens, audioOutput: output_tokens, raw: usage };
}

/**
 * Reads the usage of an Anthropic message. Its `input_tokens` are without those read from and written to the cache; ours
 * are all of them. In a stream the usage of `message_start` and of the last `message_delta` belong together: the later
 * one's figures replace the earlier one's.
 */
export function messagesReport({ usage }: Json): ReportedUsage | null {
  if (!isJson(usage)) return null;
  const { cache_read_input_tokens: read, cache_creation_input_tokens: creation } = usage;
  return {
    input: sumOf(usage.input_tokens, read, creation),
    cachedInput: read,
    ...written(creation, within(usage, 'cache_creation').ephemeral_1h_input_tokens),
    output: usage.output_tokens,
    reasoning: within(usage, 'output_tokens_details').thinking_tokens,
    toolCalls: serverTools(within(usage, 'server_tool_use')),
    tier: usage.service_tier,
    raw: usage,
  };
}

/** The tool that an item of a response tells of, by the name under which it has a price; null when it is none of ours. */
export function hostedTool({ type, action }: Json): string | null {
  const tool = /^(web_search|file_search|code_interpreter|image_generation|mcp)_call$/.exec(String(type))?.[1] ?? null;
  // A page that is opened or searched belongs to the search that found it.
  const within = isJson(action) && typeof action.type === 'string' && action.type !== 'search';
  return tool === 'web_search' && within ? null : tool;
}

function hostedCalls(items: Json[]): Record<string, number> {
  const calls: Record<string, number> = {};
  for (const tool of items.flatMap((item) => hostedTool(item) ?? [])) calls[tool] = (calls[tool] ?? 0) + 1;
  return calls;
}

function serverTools({ web_search_requests, web_fetch_requests }: Json): Record<string, unknown> {
  const calls = { web_search: web_search_requests, web_fetch: web_fetch_requests };
  return Object.fromEntries(Object.entries(calls).filter(([, count]) => (count ?? 0) !== 0));
}

/** What was written to a cache, split by how long it stays; where the split cannot be true, all of it is the short kind. */
function written(all: unknown, lasting: unknown): Pick<ReportedUsage, 'cacheWrite' | 'cacheWrite1h'> {
  const split = typeof all === 'number' && typeof lasting === 'number' && lasting > 0 && lasting <= all;
  return split ? { cacheWrite: all - lasting, cacheWrite1h: lasting } : { cacheWrite: all };
}

/** The sum, or the first figure that is none, for `meter` to judge. */
function sumOf(first: unknown, ...others: unknown[]): unknown {
  const figures = [first, ...others.filter((figure) => figure !== undefined && figure !== null)];
  const wrong = figures.find((figure) => !Number.isSafeInteger(figure) || (figure as number) < 0);
  if (figures.includes(wrong)) return wrong;
  return figures.reduce<number>((sum, figure) => sum + (figure as number), 0);
}

function within(outer: Json, name: string): Json {
  const inner = outer[name];
  return isJson(inner) ? inner : {};
}

import type { EventSourceMessage } from 'eventsource-parser';
import { isJson, type Json, objects, parseJson, textOr } from '../json.ts';
import { hostedTool, responsesReport } from '../reported.ts';
import type { Sighting, WholeAnswer } from '../sighting.ts';

const terminal = new Set(['response.completed', 'response.incomplete', 'response.failed']);

/** Failures that tell of the upstream (and maybe of the operator's account there), not of the client's request. */
const upstreamFaults = new Set(['server_error', 'rate_limit_exceeded', 'vector_store_timeout', 'insufficient_quota']);

/** Reads a `response` object. */
export function responsesWhole(answer: Json): WholeAnswer {
  const text = () => objects(answer.output).map(itemText).join('');
  return { usage: responsesReport(answer), state: stateOf(answer), text };
}

/** Looks at one event by its name; only a terminal one, or one that may tell of a tool, is parsed. */
export function sightResponses({ event, data }: EventSourceMessage): Sighting {
  const type = event ?? textOr(parseJson(data)?.type, '');
  if (type === 'error') return { kind: 'failure' };
  if (type === 'response.output_item.done') return { kind: 'pass', text: false, tool: toolIn(data) };
  if (!terminal.has(type)) return { kind: 'pass', text: type.endsWith('.delta') };
  const parsed = parseJson(data);
  const response = isJson(parsed?.response) ? parsed.response : {};
  const usage = responsesReport(response);
  if (type !== 'response.failed') return { kind: 'end', usage, answer: response };
  const softened = softenedResponse({ ...response, status: 'failed' });
  return {
    kind: 'end',
    usage,
    answer: response,
    failed: true,
    ...(softened && { instead: JSON.stringify({ ...parsed, response: softened }) }),
  };
}

export function responsesDelta(data: Json): string {
  return textOr(data.delta, '');
}

export function responsesFailure(message: string, code: string, lastData: string): string {
  const last = /"sequence_number"\s*:\s*(\d+)/.exec(lastData)?.[1];
  const sequence_number = last === undefined ? 0 : Number(last) + 1;
  const data = { type: 'error', code, message, param: null, sequence_number };
  return `event: error\ndata: ${JSON.stringify(data)}\n\n`;
}

function stateOf(answer: Json): WholeAnswer['state'] {
  if (answer.status === 'failed' || answer.status === 'cancelled')
    return isUpstreamFault(answer) ? 'broken' : 'refused';
  return Array.isArray(answer.output) ? 'complete' : 'broken';
}

/** A failure without a known reason counts as the upstream's. */
function isUpstreamFault({ error }: Json): boolean {
  return !isJson(error) || typeof error.code !== 'string' || upstreamFaults.has(error.code);
}

/** A response that failed for the upstream's reasons, in words of ours; null for one that can be shown as it is. */
export function softenedResponse(response: Json): Json | null {
  if (response.status !== 'failed' || !isUpstreamFault(response)) return null;
  // The upstream's words may speak of the operator's limits.
  return { ...response, error: { code: 'server_error', message: 'The model could not finish the answer.' } };
}

/** The tool that the upstream ran, in an event that tells of a finished item. */
function toolIn(data: string): string | null {
  const item = /"\w+_call"/.test(data) ? parseJson(data)?.item : null;
  return isJson(item) ? hostedTool(item) : null;
}

/** Everything in an output item that the model wrote. */
function itemText(item: Json): string {
  const parts = [...objects(item.content), ...objects(item.summary)];
  const said = parts.map((part) => textOr(part.text, textOr(part.refusal, ''))).join('');
  return said + textOr(item.name, '') + textOr(item.arguments, textOr(item.input, ''));
}

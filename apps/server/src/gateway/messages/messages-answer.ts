import type { EventSourceMessage } from 'eventsource-parser';
import { isJson, type Json, objects, parseJson, textOr } from '../json.ts';
import { messagesReport } from '../reported.ts';
import type { Sighting, WholeAnswer } from '../sighting.ts';
import type { ReportedUsage } from '../usage.ts';
import { errorTypeOf } from './error-type.ts';
import { mergedUsage } from './merged-usage.ts';
import { toolRun } from './tools.ts';

/** Reads a `message`. */
export function messagesWhole(answer: Json): WholeAnswer {
  const blocks = objects(answer.content);
  const state = Array.isArray(answer.content) && !isJson(answer.error) ? 'complete' : 'broken';
  const text = () => blocks.map(blockText).join('');
  return { usage: reportOf(answer, countRuns(blocks)), state, text };
}

/**
 * A reader of one stream. `message_start` tells the input, each `message_delta` all figures so far: until one came the
 * usage is not whole, and what was said is counted here.
 */
export function messagesSighting(): (event: EventSourceMessage) => Sighting {
  let usage: Json = {};
  const runs: Record<string, number> = {};
  return ({ event, data }) => {
    const type = event ?? textOr(parseJson(data)?.type, '');
    if (type === 'content_block_delta') return { kind: 'pass', text: true };
    if (type === 'error') return { kind: 'failure' };
    if (type === 'message_stop') return { kind: 'end' };
    if (type === 'content_block_start') return sightBlock(data, runs);
    if (type !== 'message_start' && type !== 'message_delta') return { kind: 'pass', text: false };
    const parsed = parseJson(data) ?? {};
    const told = type === 'message_start' ? parsed.message : parsed;
    if (!isJson(told) || !isJson(told.usage)) return { kind: 'pass', text: false };
    usage = mergedUsage(usage, told.usage);
    if (type === 'message_delta') return passWith(reportOf({ usage }, runs));
    const report = messagesReport({ usage });
    return { ...passWith(report && { ...report, output: undefined, toolCalls: undefined }), partial: true };
  };
}

/** What the model wrote in an event: text, thoughts, the arguments and names of tools. */
export function messagesDelta({ type, delta, content_block: block }: Json): string {
  if (type === 'content_block_start') return isJson(block) ? textOr(block.name, '') : '';
  if (!isJson(delta)) return '';
  return textOr(delta.text, textOr(delta.thinking, textOr(delta.partial_json, '')));
}

/** The event that Anthropic's clients throw on. */
export function messagesFailure(message: string, code: string): string {
  const error = { type: errorTypeOf(code), message, details: { error_code: code } };
  return `event: error\ndata: ${JSON.stringify({ type: 'error', error })}\n\n`;
}

function passWith(usage: ReportedUsage | null): Extract<Sighting, { kind: 'pass' }> {
  return { kind: 'pass', text: false, ...(usage && { usage }) };
}

/** Only blocks of tools are of interest; the others begin empty. */
function sightBlock(data: string, runs: Record<string, number>): Sighting {
  const block = data.includes('tool_use') ? parseJson(data)?.content_block : null;
  if (!isJson(block)) return { kind: 'pass', text: false };
  const tool = toolRun(block);
  if (tool) runs[tool] = (runs[tool] ?? 0) + 1;
  return { kind: 'pass', text: typeof block.name === 'string', tool };
}

/** The usage tells of searches and fetches; other tools are known by their blocks alone. */
function reportOf(message: Json, runs: Readonly<Record<string, number>>): ReportedUsage | null {
  const report = messagesReport(message);
  if (!report) return null;
  const { usage } = message;
  const isTold = isJson(usage) && isJson(usage.server_tool_use);
  const { web_search: _, web_fetch: __, ...untold } = runs;
  const fast = isJson(usage) && usage.speed === 'fast';
  return {
    ...report,
    toolCalls: isTold ? { ...untold, ...report.toolCalls } : runs,
    ...(fast && { tier: 'fast' }),
  };
}

function countRuns(blocks: readonly Json[]): Record<string, number> {
  const runs: Record<string, number> = {};
  for (const tool of blocks.flatMap((block) => toolRun(block) ?? [])) runs[tool] = (runs[tool] ?? 0) + 1;
  return runs;
}

function blockText({ text, thinking, name, input }: Json): string {
  const called = input === undefined ? '' : JSON.stringify(input);
  return textOr(text, textOr(thinking, '')) + textOr(name, '') + called;
}

import { describe, expect, it } from 'vitest';
import type { Json } from './json.ts';
import {
  chatReport,
  embeddingsReport,
  imagesReport,
  messagesReport,
  responsesReport,
  speechReport,
  transcriptionReport,
} from './reported.ts';
import { type MeteredUsage, meter, type ReportedUsage, withOutput } from './usage.ts';

const never = async () => {
  throw new Error('counted without need');
};
const own = { input: never, output: never };

/** The record of a call that was allowed so much that nothing is cut. */
async function recordOf(report: ReportedUsage | null, bounds: object = {}): Promise<Partial<MeteredUsage>> {
  const { raw, ...record } = await meter(report, { input: 10_000, output: 10_000, ...bounds }, own);
  expect(record.estimated).toBe(false);
  return record;
}

const plain = { estimated: false, marks: [] };
const searches = { toolCalls: { most: 3, tools: ['web_search', 'file_search'] } };

describe('a usage record from a recorded shape', () => {
  it.each<[string, ReportedUsage | null, object, object]>([
    [
      'chat with every detail',
      chatReport({
        service_tier: 'flex',
        usage: {
          prompt_tokens: 2006,
          completion_tokens: 300,
          total_tokens: 2306,
          prompt_tokens_details: { cached_tokens: 1920, cache_write_tokens: 50, audio_tokens: 0, image_tokens: 20 },
          completion_tokens_details: {
            reasoning_tokens: 192,
            audio_tokens: 0,
            accepted_prediction_tokens: 0,
            rejected_prediction_tokens: 0,
          },
        },
      }),
      { tier: 'flex' },
      {
        inputTokens: 2006,
        cachedInputTokens: 1920,
        cacheWriteTokens: 50,
        imageInputTokens: 20,
        outputTokens: 300,
        reasoningTokens: 192,
        tier: 'flex',
      },
    ],
    [
      'chat with sound',
      chatReport({
        usage: {
          prompt_tokens: 100,
          completion_tokens: 80,
          prompt_tokens_details: { audio_tokens: 60 },
          completion_tokens_details: { audio_tokens: 70 },
        },
      }),
      {},
      { inputTokens: 100, cachedInputTokens: 0, audioInputTokens: 60, outputTokens: 80, audioOutputTokens: 70 },
    ],
    [
      'chat of another vendor, without details',
      chatReport({ usage: { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 } }),
      {},
      { inputTokens: 9, cachedInputTokens: 0, outputTokens: 3 },
    ],
    [
      'a response with tools and a long cache write',
      responsesReport({
        output: [
          { type: 'web_search_call', status: 'completed', action: { type: 'search', query: 'x' } },
          { type: 'web_search_call', status: 'completed', action: { type: 'open_page' } },
          { type: 'file_search_call', status: 'completed' },
          { type: 'function_call', name: 'mine' },
          { type: 'message' },
        ],
        usage: {
          input_tokens: 900,
          input_tokens_details: {
            cached_tokens: 100,
            cache_write_tokens: 500,
            cache_write_tokens_details: { ttl_30m_tokens: 200, ttl_12h_tokens: 300 },
          },
          output_tokens: 40,
          output_tokens_details: { reasoning_tokens: 10 },
          total_tokens: 940,
        },
      }),
      searches,
      {
        inputTokens: 900,
        cachedInputTokens: 100,
        cacheWriteTokens: 200,
        cacheWrite1hTokens: 300,
        outputTokens: 40,
        reasoningTokens: 10,
        toolCalls: { web_search: 1, file_search: 1 },
      },
    ],
    [
      'embeddings',
      embeddingsReport({ object: 'list', usage: { prompt_tokens: 8, total_tokens: 8 } }),
      { output: 0 },
      { inputTokens: 8, cachedInputTokens: 0, outputTokens: 0 },
    ],
    [
      'images by tokens',
      imagesReport(
        {
          data: [{}],
          usage: {
            input_tokens: 50,
            input_tokens_details: { text_tokens: 10, image_tokens: 40 },
            output_tokens: 4160,
            total_tokens: 4210,
          },
        },
        '1024x1024/high',
      ),
      {},
      { inputTokens: 50, cachedInputTokens: 0, imageInputTokens: 40, outputTokens: 4160, imageOutputTokens: 4160 },
    ],
    [
      'images without usage',
      imagesReport({ data: [{}, {}] }, '1024x1024/hd'),
      { input: 0, output: 0, images: { '1024x1024/hd': 2 } },
      { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, images: { '1024x1024/hd': 2 } },
    ],
    [
      'a transcription by tokens',
      transcriptionReport({
        text: 'x',
        usage: {
          type: 'tokens',
          input_tokens: 14,
          input_token_details: { text_tokens: 4, audio_tokens: 10 },
          output_tokens: 45,
          total_tokens: 59,
        },
      }),
      {},
      { inputTokens: 14, cachedInputTokens: 0, audioInputTokens: 10, outputTokens: 45 },
    ],
    [
      'a transcription by seconds, a part of one is one',
      transcriptionReport({ text: 'x', usage: { type: 'duration', seconds: 8.2 } }),
      { input: 0, output: 0, seconds: 60 },
      { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, seconds: 9 },
    ],
    [
      'speech that is streamed',
      speechReport({ type: 'speech.audio.done', usage: { input_tokens: 14, output_tokens: 101, total_tokens: 115 } }),
      {},
      { inputTokens: 14, cachedInputTokens: 0, outputTokens: 101, audioOutputTokens: 101 },
    ],
    [
      'speech that is not: its characters are ours to count',
      null,
      { input: 0, output: 0, characters: 33 },
      { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, characters: 33, marks: ['usage_missing'] },
    ],
    [
      'an Anthropic message',
      messagesReport({
        usage: {
          input_tokens: 21,
          cache_creation_input_tokens: 188,
          cache_read_input_tokens: 2000,
          cache_creation: { ephemeral_5m_input_tokens: 88, ephemeral_1h_input_tokens: 100 },
          output_tokens: 393,
          output_tokens_details: { thinking_tokens: 200 },
          server_tool_use: { web_search_requests: 2, web_fetch_requests: 0 },
          service_tier: 'standard',
        },
      }),
      searches,
      {
        inputTokens: 2209,
        cachedInputTokens: 2000,
        cacheWriteTokens: 88,
        cacheWrite1hTokens: 100,
        outputTokens: 393,
        reasoningTokens: 200,
        toolCalls: { web_search: 2 },
      },
    ],
    [
      'an old Anthropic message',
      messagesReport({
        usage: { input_tokens: 10, output_tokens: 5, cache_creation_input_tokens: null, cache_read_input_tokens: null },
      }),
      {},
      { inputTokens: 10, cachedInputTokens: 0, outputTokens: 5 },
    ],
  ])('%s', async (_, report, bounds, expected) => {
    expect(await recordOf(report, bounds)).toEqual({ ...plain, ...expected });
  });

  it.each([
    [chatReport],
    [responsesReport],
    [embeddingsReport],
    [transcriptionReport],
    [speechReport],
    [messagesReport],
  ])('is none where there is no usage (%#)', (read: (answer: Json) => ReportedUsage | null) => {
    for (const usage of [undefined, null, 7, 'many', []]) expect(read({ usage })).toBeNull();
  });

  it('with a figure of Anthropic’s that cannot be is counted here', async () => {
    for (const wrong of [{ cache_read_input_tokens: -5 }, { input_tokens: 1.5 }, { input_tokens: undefined }]) {
      const report = messagesReport({ usage: { input_tokens: 10, output_tokens: 5, ...wrong } });
      const counted = await meter(report, { input: 100, output: 100 }, { input: async () => 7, output: never });
      expect(counted).toMatchObject({ inputTokens: 7, cachedInputTokens: 0, estimated: true });
    }
  });
});

describe('parts of a record', () => {
  const report = (more: object): ReportedUsage => ({ input: 100, cachedInput: 0, output: 50, raw: null, ...more });
  it.each<[string, object, object, object, string[]]>([
    [
      'where they overlap the first is believed',
      { cachedInput: 80, audioInput: 40 },
      {},
      { cachedInputTokens: 80, audioInputTokens: 20 },
      [],
    ],
    ['more than the whole', { cacheWrite: 101 }, {}, { cacheWriteTokens: 100 }, ['cache_write_above_input']],
    ['negative', { audioInput: -1 }, {}, {}, ['audio_input_invalid']],
    ['not whole', { audioOutput: 0.5 }, {}, {}, ['audio_output_invalid']],
    ['that the request cannot have', { audioInput: 10 }, { parts: { audioInput: 0 } }, {}, ['audio_input_above_limit']],
    ['more output than output', { audioOutput: 60 }, {}, { audioOutputTokens: 50 }, ['audio_output_above_output']],
    ['reasoning above output is cut', { reasoning: 70 }, {}, { reasoningTokens: 50 }, []],
    ['reasoning that is none', { reasoning: 'much' }, {}, {}, []],
    ['tools nobody asked for', { toolCalls: { web_search: 3 } }, {}, {}, ['tool_calls_unexpected']],
    [
      'more tool calls than were allowed',
      { toolCalls: { web_search: 3, file_search: 2 } },
      searches,
      { toolCalls: { web_search: 3 } },
      ['tool_calls_above_limit'],
    ],
    ['tool calls that are no number', { toolCalls: { web_search: -1 } }, searches, {}, ['tool_calls_unexpected']],
    ['seconds above the bound', { seconds: 90 }, { seconds: 60 }, { seconds: 60 }, ['seconds_above_limit']],
    ['no seconds: all that were held for', {}, { seconds: 60 }, { seconds: 60 }, ['seconds_missing']],
    ['fewer images than asked for', { images: { a: 1 } }, { images: { a: 2 } }, { images: { a: 1 } }, []],
    ['a tier nobody asked for', { tier: 'priority' }, {}, {}, []],
    ['another tier than asked for', { tier: 'default' }, { tier: 'flex' }, {}, []],
    ['a tier of which nothing is said', {}, { tier: 'flex' }, { tier: 'flex' }, []],
  ])('%s', async (_, reported, bounds, expected, marks) => {
    const whole = { inputTokens: 100, cachedInputTokens: 0, outputTokens: 50, estimated: false, raw: null };
    const record = await meter(report(reported), { input: 100, output: 50, ...bounds }, own);
    expect(record).toEqual({ ...whole, ...expected, marks });
  });

  it('that were only seen to pass count when the report never came', async () => {
    const seen = { input: async () => 1, output: async () => 1, toolCalls: () => ({ web_search: 2 }) };
    expect(await meter(null, { input: 9, output: 9, ...searches }, seen)).toMatchObject({
      toolCalls: { web_search: 2 },
    });
  });

  it('of an output that was cut are cut with it', async () => {
    const usage = await meter(report({ audioOutput: 30, reasoning: 50 }), { input: 100, output: 50 }, own);
    expect(withOutput(usage, 20)).toMatchObject({ outputTokens: 20, audioOutputTokens: 20, reasoningTokens: 20 });
    expect(withOutput(usage, 90)).toEqual(usage);
  });
});

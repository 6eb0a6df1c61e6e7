/** What the upstream says, in the shapes of OpenAI's API. */
const named = { id: 'chatcmpl-CbE3xUXqFQkBd0pCkVdLxXyq1QJ7n', created: 1_763_600_000, model: 'gpt-5-mini-2025-08-07' };
const usage = {
  prompt_tokens: 61,
  completion_tokens: 48,
  total_tokens: 109,
  prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
  completion_tokens_details: {
    reasoning_tokens: 0,
    audio_tokens: 0,
    accepted_prediction_tokens: 0,
    rejected_prediction_tokens: 0,
  },
};
const pieces = [
  'A tide is the slow rise ',
  'and fall of the sea. ',
  'The Moon pulls on the water ',
  'that faces it more than on the Earth, ',
  'and on the Earth more than ',
  'on the water behind it, ',
  'so that two bulges go round ',
  'once a day.',
];

const message = { role: 'assistant', content: pieces.join(''), refusal: null, annotations: [] };

/** An answer that is not streamed. */
export const wholeAnswer = JSON.stringify({
  ...named,
  object: 'chat.completion',
  choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }],
  usage,
  service_tier: 'default',
  system_fingerprint: 'fp_44added55e',
});

/** The events of a stream: its beginning, its words, its end. */
export const firstEvent = eventOf({ delta: { role: 'assistant', content: '', refusal: null } });
export const wordEvents = pieces.map((content) => eventOf({ delta: { content } }));
export const lastEvents = [
  eventOf({ delta: {}, finish_reason: 'stop' }),
  `data: ${JSON.stringify({ ...head(), choices: [], usage })}\n\n`,
  'data: [DONE]\n\n',
].join('');

function eventOf(choice: { delta: object; finish_reason?: string }): string {
  const choices = [{ index: 0, logprobs: null, finish_reason: null, ...choice }];
  return `data: ${JSON.stringify({ ...head(), choices, usage: null })}\n\n`;
}

function head() {
  return { ...named, object: 'chat.completion.chunk', service_tier: 'default', system_fingerprint: 'fp_44added55e' };
}

// The official openai client against Farebox: a streamed completion, a response, and what they cost.
// Usage: FAREBOX_API_KEY=fb-… node docs/examples/openai-client.mjs
import OpenAI from 'openai';

const server = process.env.FAREBOX_URL ?? 'http://localhost:3000';
const client = new OpenAI({ baseURL: `${server}/v1`, apiKey: process.env.FAREBOX_API_KEY });

const { data: stream, response } = await client.chat.completions
  .create({
    model: 'demo-small',
    messages: [{ role: 'user', content: 'Tell me about fare boxes.' }],
    stream: true,
    stream_options: { include_usage: true },
  })
  .withResponse();

for await (const chunk of stream) {
  process.stdout.write(chunk.choices[0]?.delta?.content ?? '');
  if (chunk.usage) console.log('\n\ntokens:', chunk.usage.prompt_tokens, 'in,', chunk.usage.completion_tokens, 'out');
}
console.log('receipt:', response.headers.get('x-farebox-receipt'));

const answer = await client.responses.create({ model: 'demo-large', input: 'And in one sentence?' });
console.log(`\n${answer.output_text}`);
console.log('tokens:', answer.usage?.input_tokens, 'in,', answer.usage?.output_tokens, 'out');

import { chatChunk, chatUsageChunk, responsesEvent } from '../testing/upstream.ts';
import { type Order, words } from './words.ts';

/** How one endpoint puts words and figures on the wire. */
export interface Wire {
  /** An answer that is not streamed; without usage where the order says so. */
  whole(order: Order): object;
  /** What a stream begins with, before any word. */
  begin(order: Order): string;
  delta(text: string): string;
  /** The end of a stream and what belongs to it. */
  end(order: Order): string;
  error: string;
}

const message = (content: string) => ({ role: 'assistant', content });
const reported = ({ fault }: Order) => fault !== 'no usage';

const chat: Wire = {
  whole: (order) => ({
    ...{ id: `chatcmpl-${order.n}`, object: 'chat.completion', created: 1, model: 'up-1' },
    choices: [{ index: 0, message: message(words(order.output)), finish_reason: 'stop' }],
    ...(reported(order) && { usage: chatUsage(order) }),
  }),
  begin: () => chatChunk(message('')),
  delta: (text) => chatChunk(text),
  end(order) {
    const finish = chatChunk({}, { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
    return `${finish}${reported(order) ? chatUsageChunk(chatUsage(order)) : ''}data: [DONE]\n\n`;
  },
  error: 'data: {"error":{"message":"The engine broke down.","code":"server_error"}}\n\n',
};

const responses: Wire = {
  whole: (order) => responseOf(order, 'completed', [{ type: 'output_text', text: words(order.output) }]),
  begin: (order) => responsesEvent('response.created', 0, { response: responseOf(order, 'in_progress', []) }),
  delta: (delta) => responsesEvent('response.output_text.delta', 1, { delta, output_index: 0, content_index: 0 }),
  end: (order) => responsesEvent('response.completed', 2, { response: responseOf(order, 'completed', []) }),
  error: responsesEvent('error', 2, { message: 'The engine broke down.', code: 'server_error' }),
};

export const wires = { chat, responses };

function chatUsage({ input, output }: Order) {
  return { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
}

function responseOf(order: Order, status: string, content: object[]): object {
  const { n, input, output } = order;
  const usage = { input_tokens: input, output_tokens: output, total_tokens: input + output };
  return {
    ...{ id: `resp_${n}`, object: 'response', created_at: 1, model: 'up-1', status },
    output: [{ type: 'message', id: `msg_${n}`, role: 'assistant', status, content }],
    usage: status === 'completed' && reported(order) ? usage : null,
  };
}

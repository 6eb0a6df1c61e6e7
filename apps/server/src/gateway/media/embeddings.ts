import type { Ask, Upstream } from '../ask.ts';
import type { Offer } from '../catalog.ts';
import { countTokens } from '../count.ts';
import type { Dialect } from '../dialect.ts';
import { gatewayErrors } from '../errors.ts';
import { isJson, type Json } from '../json.ts';
import { embeddingsReport } from '../reported.ts';
import type { RequestBody } from '../request-body.ts';
import type { EstimateRule } from '../settings.ts';
import type { WholeAnswer } from '../sighting.ts';
import { mediaAsk, unstreamed } from './media-ask.ts';

/** As many as OpenAI takes. */
const MOST_INPUTS = 2_048;

/** What is to be embedded: texts, or texts that are tokens already. */
type Input = { texts: readonly string[] } | { tokens: number; inputs: number };

export const embeddings: Dialect = {
  feature: 'embeddings',
  path: '/embeddings',
  pricedBy: [['input']],
  readAsk: readEmbeddingsAsk,
  readWhole: embeddingsWhole,
  ...unstreamed,
};

/** Reads `POST /v1/embeddings`. Tokens are counted as they are, texts bounded by the body's bytes. There is no output. */
function readEmbeddingsAsk({ json: body, bytes }: RequestBody, model: Offer, rule: EstimateRule): Ask {
  const input = inputIn(body.input);
  const [most, inputs] =
    'texts' in input
      ? [Math.ceil(bytes / rule.bytesPerToken) + rule.overheadTokens, input.texts.length]
      : [input.tokens, input.inputs];
  const window = model.contextTokens === null ? Number.POSITIVE_INFINITY : model.contextTokens * inputs;
  const text = () => ('texts' in input ? input.texts.join('\n') : '');
  return mediaAsk({
    model,
    answer: 'whole',
    bounds: { input: Math.min(most, window), output: 0 },
    payload: (upstream: Upstream) => JSON.stringify({ ...body, model: upstream.model }),
    prompt: () => ({ text: text(), messages: 0, images: 0 }),
    countInput: async () => ('texts' in input ? countTokens(text()) : input.tokens),
  });
}

function inputIn(value: unknown): Input {
  if (typeof value === 'string') return { texts: [value] };
  const list: unknown[] = Array.isArray(value) ? value : [];
  if (list.length > 0 && list.length <= MOST_INPUTS) {
    if (list.every((one) => typeof one === 'string')) return { texts: list };
    if (isTokens(list)) return { tokens: list.length, inputs: 1 };
    if (list.every((one) => isTokens(one) && one.length > 0)) {
      return { tokens: (list as unknown[][]).reduce((sum, one) => sum + one.length, 0), inputs: list.length };
    }
  }
  const what = `input must be a text, a list of tokens, or a list of at most ${MOST_INPUTS} of either.`;
  throw gatewayErrors.invalid_request({ param: 'input' }, what);
}

function isTokens(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((token) => Number.isSafeInteger(token) && (token as number) >= 0);
}

function embeddingsWhole(answer: Json): WholeAnswer {
  const complete = Array.isArray(answer.data) && !isJson(answer.error);
  return { usage: embeddingsReport(answer), state: complete ? 'complete' : 'broken', text: () => '' };
}

import type { Ask, Upstream } from '../ask.ts';
import type { Offer } from '../catalog.ts';
import type { Dialect } from '../dialect.ts';
import { gatewayErrors } from '../errors.ts';
import { inputBound, survey } from '../estimate.ts';
import { type Json, objects, textOr } from '../json.ts';
import type { RequestBody } from '../request-body.ts';
import type { EstimateRule } from '../settings.ts';
import type { WholeAnswer } from '../sighting.ts';
import { counts, mediaAsk, unstreamed, untold } from './media-ask.ts';

const MOST_INPUTS = 2_048;

export const moderations: Dialect = {
  feature: 'moderations',
  path: '/moderations',
  pricedBy: [['input']],
  defaultModel: 'omni-moderation-latest',
  readAsk: readModerationAsk,
  readWhole: moderationWhole,
  ...unstreamed,
};

/**
 * Reads `POST /v1/moderations`. No upstream reports tokens for it: where they have a price they are counted here.
 * Throws `invalid_request`.
 */
function readModerationAsk({ json: body, bytes }: RequestBody, model: Offer, rule: EstimateRule): Ask {
  const { input } = body;
  const texts = textsIn(input);
  const found = survey([{ content: input }]);
  const priced = counts(model.sale, 'input', 'imageInput');
  return mediaAsk({
    model,
    answer: 'whole',
    bounds: { input: priced ? inputBound(bytes, found, null, rule) : 0, output: 0 },
    payload: (upstream: Upstream) => JSON.stringify({ ...body, model: upstream.model }),
    prompt: () => ({ text: texts.join('\n'), messages: 0, images: found.images }),
  });
}

function textsIn(input: unknown): string[] {
  if (typeof input === 'string') return [input];
  const list: unknown[] = Array.isArray(input) ? input : [];
  if (list.length === 0 || list.length > MOST_INPUTS) {
    throw gatewayErrors.invalid_request({ param: 'input' }, 'input must be a text, or a list of texts or parts.');
  }
  return [...list.filter((one) => typeof one === 'string'), ...objects(list).map(({ text }) => textOr(text, ''))];
}

function moderationWhole(answer: Json): WholeAnswer {
  return { usage: untold, state: Array.isArray(answer.results) ? 'complete' : 'broken', text: () => '' };
}

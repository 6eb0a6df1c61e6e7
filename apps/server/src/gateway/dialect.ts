import type { EventSourceMessage } from 'eventsource-parser';
import type { PricedBy } from '../pricing/index.ts';
import type { Ask } from './ask.ts';
import type { Offer } from './catalog.ts';
import type { Feature } from './features.ts';
import type { Json } from './json.ts';
import type { RequestBody } from './request-body.ts';
import type { EstimateRule } from './settings.ts';
import type { RawAnswer, Sighting, WholeAnswer } from './sighting.ts';

/** How one endpoint is spoken: what its requests ask for, and what its answers tell. */
export interface Dialect {
  feature: Feature;
  /** Behind `/v1` here, and behind a channel's base address there. */
  path: string;
  /** Ways in which a model can be priced for it: every figure of one of them must be there. */
  pricedBy: readonly (readonly PricedBy[])[];
  /** Throws `invalid_request` and `unsupported_parameter` (400). */
  readAsk(body: RequestBody, model: Offer, rule: EstimateRule): Ask;
  /** `answer` is empty when the body is no JSON object. */
  readWhole(answer: Json, raw: RawAnswer): WholeAnswer;
  /** A reader of one stream's events, which may remember what it saw. */
  sighting(): (event: EventSourceMessage) => Sighting;
  /** The output text in the parsed data of an event that carried some. */
  deltaOf(data: Json): string;
  /** The last event of a stream that failed; `lastData` is what came just before it. */
  failure(message: string, code: string, lastData: string): string;
}

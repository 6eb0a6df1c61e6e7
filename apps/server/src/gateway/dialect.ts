import type { EventSourceMessage } from 'eventsource-parser';
import type { KeyHolder } from '../identity/index.ts';
import type { PricedBy } from '../pricing/index.ts';
import type { AnswerKeeper } from './answer-keeper.ts';
import type { Ask } from './ask.ts';
import type { MeteredCall } from './call.ts';
import type { Offer } from './catalog.ts';
import type { Feature } from './features.ts';
import type { Gateway } from './gateway.ts';
import type { Json } from './json.ts';
import type { BodyKind, RequestBody } from './request-body.ts';
import type { EstimateRule } from './settings.ts';
import type { RawAnswer, Sighting, WholeAnswer } from './sighting.ts';

/** Who asks, and of whom. */
export interface Asker {
  gateway: Gateway;
  holder: KeyHolder;
}

/** How one endpoint is spoken: what its requests ask for, and what its answers tell. */
export interface Dialect {
  feature: Feature;
  /** Behind `/v1` here, and behind a channel's base address there. */
  path: string;
  /** Ways in which a model can be priced for it: every figure of one of them must be there. */
  pricedBy: readonly (readonly PricedBy[])[];
  /** The model of a request that names none. */
  defaultModel?: string;
  /** How its requests come; as JSON when not said. */
  body?: BodyKind;
  /** What must be known before a request is read; refuses what it names that is not the customer's own. */
  prepare?(body: RequestBody, asker: Asker): RequestBody | Promise<RequestBody>;
  /** Throws `invalid_request` and `unsupported_parameter` (400). */
  readAsk(body: RequestBody, model: Offer, rule: EstimateRule): Ask;
  /** `answer` is empty when the body is no JSON object. */
  readWhole(answer: Json, raw: RawAnswer, ask: Ask): WholeAnswer;
  /** A reader of one stream's events, which may remember what it saw. */
  sighting(ask: Ask): (event: EventSourceMessage) => Sighting;
  /** The output text in the parsed data of an event that carried some. */
  deltaOf(data: Json): string;
  /** The last event of a stream that failed; `lastData` is what came just before it. */
  failure(message: string, code: string, lastData: string): string;
  /** Where the answers of a call are kept beyond it. */
  keeper?(call: MeteredCall): AnswerKeeper | null;
  /**
   * Its answers are one thing (an image, a recording), and large. Who leaves after the first piece of a stream pays for
   * all of it; who gets a piece of it because the upstream broke off pays nothing.
   */
  indivisible?: true;
}

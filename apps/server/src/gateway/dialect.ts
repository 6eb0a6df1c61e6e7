import type { EventSourceMessage } from 'eventsource-parser';
import type { PricedBy } from '../pricing/index.ts';
import type { Ask } from './ask.ts';
import type { Offer } from './catalog.ts';
import type { UpstreamCall } from './channel.ts';
import { chatDelta, chatFailure, chatWhole, sightChat } from './chat-answer.ts';
import { readChatAsk } from './chat-request.ts';
import type { Json } from './json.ts';
import { responsesDelta, responsesFailure, responsesWhole, sightResponses } from './responses-answer.ts';
import { readResponsesAsk } from './responses-request.ts';
import type { EstimateRule } from './settings.ts';
import type { Sighting, WholeAnswer } from './sighting.ts';

/** One of the two languages in which models are asked. */
export interface Dialect {
  feature: 'chat.completions' | 'responses';
  path: UpstreamCall['path'];
  /** Ways in which a model can be priced for it: every figure of one of them must be there. */
  pricedBy: readonly (readonly PricedBy[])[];
  readAsk(body: Json, bytes: number, model: Offer, rule: EstimateRule): Ask;
  readWhole(answer: Json): WholeAnswer;
  sight(event: EventSourceMessage): Sighting;
  /** The output text in the parsed data of an event that carried some. */
  deltaOf(data: Json): string;
  /** The last event of a stream that failed; `lastData` is what came just before it. */
  failure(message: string, code: string, lastData: string): string;
}

const tokens = [['input', 'output']] as const;

export const chat: Dialect = {
  feature: 'chat.completions',
  path: '/chat/completions',
  pricedBy: tokens,
  readAsk: readChatAsk,
  readWhole: chatWhole,
  sight: sightChat,
  deltaOf: chatDelta,
  failure: chatFailure,
};

export const responses: Dialect = {
  feature: 'responses',
  path: '/responses',
  pricedBy: tokens,
  readAsk: readResponsesAsk,
  readWhole: responsesWhole,
  sight: sightResponses,
  deltaOf: responsesDelta,
  failure: responsesFailure,
};

import { chatDelta, chatFailure, chatWhole, sightChat } from './chat-answer.ts';
import { readChatAsk } from './chat-request.ts';
import type { Dialect } from './dialect.ts';
import { responsesDelta, responsesFailure, responsesWhole, sightResponses } from './responses-answer.ts';
import { readResponsesAsk } from './responses-request.ts';

const tokens = [['input', 'output']] as const;

export const chat: Dialect = {
  feature: 'chat.completions',
  path: '/chat/completions',
  pricedBy: tokens,
  readAsk: readChatAsk,
  readWhole: chatWhole,
  sighting: () => sightChat,
  deltaOf: chatDelta,
  failure: chatFailure,
};

export const responses: Dialect = {
  feature: 'responses',
  path: '/responses',
  pricedBy: tokens,
  readAsk: readResponsesAsk,
  readWhole: responsesWhole,
  sighting: () => sightResponses,
  deltaOf: responsesDelta,
  failure: responsesFailure,
};

/** The metered endpoints: each is a POST to its path below `/v1`. */
export const endpoints: readonly Dialect[] = [chat, responses];

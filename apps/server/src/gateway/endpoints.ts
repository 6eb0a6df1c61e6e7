import { chatDelta, chatFailure, chatWhole, sightChat } from './chat-answer.ts';
import { readChatAsk } from './chat-request.ts';
import type { Dialect } from './dialect.ts';
import { refuseForeign } from './foreign.ts';
import { media } from './media/endpoints.ts';
import { messages } from './messages/dialect.ts';
import { compaction, responses } from './responses/dialect.ts';

const tokens = [['input', 'output']] as const;

export const chat: Dialect = {
  feature: 'chat.completions',
  path: '/chat/completions',
  pricedBy: tokens,
  prepare: (body, { gateway }) => {
    refuseForeign(body.json, gateway.settings.shared);
    return body;
  },
  readAsk: readChatAsk,
  readWhole: chatWhole,
  sighting: () => sightChat,
  deltaOf: chatDelta,
  failure: chatFailure,
};

/** The metered endpoints: each is a POST to its path below `/v1`. */
export const endpoints: readonly Dialect[] = [chat, responses, compaction, messages, ...media];

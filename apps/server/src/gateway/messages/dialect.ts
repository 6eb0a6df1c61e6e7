import type { Dialect } from '../dialect.ts';
import { messagesDelta, messagesFailure, messagesSighting, messagesWhole } from './messages-answer.ts';
import { readMessagesAsk } from './messages-request.ts';

/** Anthropic's Messages. */
export const messages: Dialect = {
  feature: 'messages',
  path: '/messages',
  pricedBy: [['input', 'output']],
  readAsk: readMessagesAsk,
  readWhole: messagesWhole,
  sighting: messagesSighting,
  deltaOf: messagesDelta,
  failure: messagesFailure,
};

import type { Dialect } from '../dialect.ts';
import { responsesDelta, responsesFailure, responsesWhole, sightResponses } from './answer.ts';
import { readCompactAsk } from './compact.ts';
import { responsesKeeper } from './keeper.ts';
import { prepareInput, prepareResponse } from './prepare.ts';
import { readResponsesAsk } from './request.ts';

export const responses: Dialect = {
  feature: 'responses',
  path: '/responses',
  pricedBy: [['input', 'output']],
  prepare: prepareResponse,
  readAsk: readResponsesAsk,
  readWhole: responsesWhole,
  sighting: () => sightResponses,
  deltaOf: responsesDelta,
  failure: responsesFailure,
  keeper: responsesKeeper,
};

/** A conversation made shorter: it costs what it reads and writes, and leaves nothing upstream. */
export const compaction: Dialect = {
  ...responses,
  feature: 'responses.compact',
  path: '/responses/compact',
  prepare: prepareInput,
  readAsk: readCompactAsk,
  keeper: () => null,
};

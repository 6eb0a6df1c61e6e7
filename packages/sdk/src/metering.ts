import { answerOf, type Http } from './transport.ts';
import type { BodyOf, PageQuery, PriceHistoryRow } from './wire.ts';

const path = <Parts extends Record<string, string>>(parts: Parts) => ({ params: { path: parts } });

/** What the operator's people ask about channels and prices. */
export function meteringCalls(http: Http) {
  return {
    channels: {
      /** As the process that answers knows them. */
      list: () => answerOf(http.GET('/api/admin/channels')),
      /** One small call that nobody pays for. */
      test: (id: string, body: BodyOf<'testChannel'> = {}) =>
        answerOf(http.POST('/api/admin/channels/{id}/test', { ...path({ id }), body })),
    },
    prices: {
      /** By the model's name. */
      list: (query: PageQuery = {}) => answerOf(http.GET('/api/admin/prices', { params: { query } })),
      /** Last said first. */
      history: (model: string, query: PageQuery = {}) =>
        answerOf(http.GET('/api/admin/prices/{model}', { params: { path: { model }, query } })) as Promise<{
          data: PriceHistoryRow[];
          nextCursor: string | null;
        }>,
      set: (body: BodyOf<'setPrice'>) => answerOf(http.POST('/api/admin/prices', { body })),
      /** Says what a list would change; with the `digest` of that answer as `apply`, does it. */
      import: (body: BodyOf<'importPrices'>) => answerOf(http.POST('/api/admin/prices/import', { body })),
    },
    priceGroups: {
      list: () => answerOf(http.GET('/api/admin/price-groups')),
      put: (id: string, body: BodyOf<'putPriceGroup'>) =>
        answerOf(http.PUT('/api/admin/price-groups/{id}', { ...path({ id }), body })),
    },
  };
}

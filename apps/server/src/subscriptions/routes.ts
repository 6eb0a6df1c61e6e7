import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Deps } from '../context.ts';
import { pageById, pageQuery, readIdCursor } from '../http/paging.ts';
import { type Env, router } from '../http/router.ts';
import { jsonAnswer, refusals, Uuid } from '../http/schemas.ts';
import { asRole, signedIn, userOf } from '../http/who-may.ts';
import { overviewOf, versionsOf } from './overview.ts';
import { AdminSubscriptionList, Overview, subscriptionBody } from './schemas.ts';
import { listSubscriptions } from './store.ts';
import { subscriptionStatuses } from './subscription.ts';

const mine = createRoute({
  method: 'get',
  path: '/api/subscription',
  operationId: 'getSubscription',
  tags: ['Subscriptions'],
  summary: 'My subscription, the ones before it, and what I paid for',
  middleware: [signedIn] as const,
  responses: { 200: jsonAnswer(Overview, 'As it is now.'), ...refusals(401) },
});

const all = createRoute({
  method: 'get',
  path: '/api/admin/subscriptions',
  operationId: 'listSubscriptions',
  tags: ['Subscriptions'],
  summary: 'Everybody’s subscriptions, newest first',
  middleware: [asRole('admin')] as const,
  request: {
    query: pageQuery.extend({ userId: Uuid.optional(), status: z.enum(subscriptionStatuses).optional() }),
  },
  responses: { 200: jsonAnswer(AdminSubscriptionList, 'One page.'), ...refusals(400, 401, 404) },
});

/** Reading alone: buying, changing and cancelling are matters of payment. */
export function subscriptionsRoutes({ db }: Deps): OpenAPIHono<Env> {
  const routes = router();
  routes.openapi(mine, async (c) => c.json(await overviewOf(db, userOf(c).userId), 200));
  routes.openapi(all, async (c) => {
    const { limit, cursor, userId, status } = c.req.valid('query');
    const rows = await listSubscriptions(db, { userId, status, limit: limit + 1, before: readIdCursor(cursor) });
    const { page, nextCursor } = pageById(rows, limit);
    const versions = await versionsOf(db, page);
    const data = page.map((one) => ({ ...subscriptionBody(one, versions), userId: one.userId }));
    return c.json({ data, nextCursor }, 200);
  });
  return routes;
}

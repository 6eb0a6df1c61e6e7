import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Deps } from '../../context.ts';
import { operationId } from '../../http/idempotency.ts';
import { rateLimit } from '../../http/limits.ts';
import { requestOrigin } from '../../http/request-context.ts';
import { type Env, router } from '../../http/router.ts';
import { jsonAnswer, jsonBody, refusals } from '../../http/schemas.ts';
import { signedIn, userOf } from '../../http/who-may.ts';
import { askForCard, removeCard } from './cards.ts';
import { AutoTopUpBody, AutoTopUpWish, CardBody } from './schemas.ts';
import { setTerms } from './terms.ts';
import { readAutoTopUp } from './view.ts';

/** Each asks the provider. */
const CARD_CHANGES = { count: 20, windowMs: 60_000 };

const tags = ['Payments'];

const read = createRoute({
  method: 'get',
  path: '/api/auto-topup',
  operationId: 'getAutoTopUp',
  tags,
  summary: 'My automatic top-up: when, how much, with which card',
  middleware: [signedIn] as const,
  responses: { 200: jsonAnswer(AutoTopUpBody, 'As it stands.'), ...refusals(401) },
});

const set = createRoute({
  method: 'put',
  path: '/api/auto-topup',
  operationId: 'setAutoTopUp',
  tags,
  summary: 'Switch it on or off, and set its terms; what is left out stays',
  middleware: [signedIn] as const,
  request: { body: jsonBody(AutoTopUpWish) },
  responses: { 200: jsonAnswer(AutoTopUpBody, 'As it then stands.'), ...refusals(400, 401, 404, 409) },
});

const saveCard = createRoute({
  method: 'post',
  path: '/api/auto-topup/card',
  operationId: 'saveAutoTopUpCard',
  tags,
  summary: 'Get the address at which to leave a card that may be charged later',
  middleware: [signedIn] as const,
  responses: { 200: jsonAnswer(CardBody, 'The provider’s own page.'), ...refusals(400, 401, 429, 502) },
});

const forgetCard = createRoute({
  method: 'delete',
  path: '/api/auto-topup/card',
  operationId: 'removeAutoTopUpCard',
  tags,
  summary: 'Forget the card, here and at the provider; switches it off',
  middleware: [signedIn] as const,
  responses: { 200: jsonAnswer(AutoTopUpBody, 'Without it.'), ...refusals(401, 429, 502) },
});

/** A person's automatic top-up. */
export function autoTopUpRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = router();
  routes.use(saveCard.path, rateLimit(CARD_CHANGES));
  routes.openapi(read, async (c) => c.json(await readAutoTopUp(deps, userOf(c).userId), 200));
  routes.openapi(set, async (c) => {
    const { userId } = userOf(c);
    await setTerms(deps, userId, c.req.valid('json'), requestOrigin(c));
    return c.json(await readAutoTopUp(deps, userId), 200);
  });
  routes.openapi(saveCard, async (c) => {
    const { userId } = userOf(c);
    const url = await askForCard(deps, userId, operationId(c, userId, 'auto-topup.card'));
    return c.json({ url }, 200);
  });
  routes.openapi(forgetCard, async (c) => {
    const { userId } = userOf(c);
    await removeCard(deps, userId, requestOrigin(c));
    return c.json(await readAutoTopUp(deps, userId), 200);
  });
  return routes;
}

import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Deps } from '../context.ts';
import { pageById, pageQuery, readIdCursor } from '../http/paging.ts';
import type { Env } from '../http/router.ts';
import { jsonAnswer, jsonBody, refusals, Uuid } from '../http/schemas.ts';
import { asRole } from '../http/who-may.ts';
import { adminOf } from './batch-routes.ts';
import {
  ChangeDiscountBody,
  DiscountBody,
  DiscountList,
  discountBody,
  NewDiscountBody,
  RemoveDiscountQuery,
} from './discount-schemas.ts';
import { listDiscounts } from './discount-store.ts';
import { changeDiscount, createDiscount, readDiscount, removeDiscount } from './discounts.ts';

/** What all of these share: to anybody but an admin they are not there. */
const admin = { middleware: asRole('admin'), tags: ['Discounts'] };
const idParam = z.object({ id: Uuid });

const create = createRoute({
  ...admin,
  method: 'post',
  path: '/api/admin/discounts',
  operationId: 'createDiscount',
  summary: 'Make a discount',
  request: { body: jsonBody(NewDiscountBody) },
  responses: { 201: jsonAnswer(DiscountBody, 'Made.'), ...refusals(400, 401, 404, 409) },
});

const list = createRoute({
  ...admin,
  method: 'get',
  path: '/api/admin/discounts',
  operationId: 'listDiscounts',
  summary: 'All discounts, newest first',
  request: { query: pageQuery },
  responses: { 200: jsonAnswer(DiscountList, 'One page.'), ...refusals(400, 401, 404) },
});

const read = createRoute({
  ...admin,
  method: 'get',
  path: '/api/admin/discounts/{id}',
  operationId: 'getDiscount',
  summary: 'One discount',
  request: { params: idParam },
  responses: { 200: jsonAnswer(DiscountBody, 'The discount.'), ...refusals(400, 401, 404) },
});

const change = createRoute({
  ...admin,
  method: 'patch',
  path: '/api/admin/discounts/{id}',
  operationId: 'changeDiscount',
  summary: 'Change the terms of a discount for orders from now on',
  request: { params: idParam, body: jsonBody(ChangeDiscountBody) },
  responses: { 200: jsonAnswer(DiscountBody, 'Changed.'), ...refusals(400, 401, 404) },
});

const remove = createRoute({
  ...admin,
  method: 'delete',
  path: '/api/admin/discounts/{id}',
  operationId: 'deleteDiscount',
  summary: 'Delete a discount that no order was made with',
  request: { params: idParam, query: RemoveDiscountQuery },
  responses: { 204: { description: 'Deleted.' }, ...refusals(400, 401, 404, 409) },
});

export function addDiscountRoutes(routes: OpenAPIHono<Env>, deps: Deps): void {
  routes.openapi(create, async (c) => {
    const { reason, ...wanted } = c.req.valid('json');
    return c.json(discountBody(await createDiscount(deps, wanted, reason, adminOf(c))), 201);
  });
  routes.openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const { page, nextCursor } = pageById(await listDiscounts(deps.db, limit + 1, readIdCursor(cursor)), limit);
    return c.json({ data: page.map(discountBody), nextCursor }, 200);
  });
  routes.openapi(read, async (c) => c.json(discountBody(await readDiscount(deps, c.req.valid('param').id)), 200));
  routes.openapi(change, async (c) => {
    const { reason, ...written } = c.req.valid('json');
    const changed = await changeDiscount(deps, c.req.valid('param').id, written, reason, adminOf(c));
    return c.json(discountBody(changed), 200);
  });
  routes.openapi(remove, async (c) => {
    await removeDiscount(deps, c.req.valid('param').id, c.req.valid('query').reason, adminOf(c));
    return c.body(null, 204);
  });
}

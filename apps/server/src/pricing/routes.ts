import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Deps } from '../context.ts';
import { pageById, pageQuery, readCursor, readIdCursor, writeCursor } from '../http/paging.ts';
import { requestOrigin } from '../http/request-context.ts';
import { type Env, router } from '../http/router.ts';
import { jsonAnswer, jsonBody, listOf, refusals, Uuid } from '../http/schemas.ts';
import { asRole, userOf } from '../http/who-may.ts';
import type { PriceBook } from './book.ts';
import { putGroup, setGroupOf } from './groups.ts';
import { importPrices } from './import/import.ts';
import { readList } from './import/lists.ts';
import { type Editor, setPrice } from './prices.ts';
import * as wire from './route-schemas.ts';
import { ModelId } from './schemas.ts';
import { historyOf, listGroups } from './store.ts';

const tags = ['Prices'];
const middleware = asRole('admin');
const refused = refusals(400, 401, 404);

const list = createRoute({
  method: 'get',
  path: '/api/admin/prices',
  operationId: 'listPrices',
  summary: 'What every model costs now, who says so, and what comes next',
  tags,
  middleware,
  request: { query: pageQuery },
  responses: { 200: jsonAnswer(listOf(wire.PriceListing), 'By the model’s name.'), ...refused },
});

const history = createRoute({
  method: 'get',
  path: '/api/admin/prices/{model}',
  operationId: 'listPriceVersions',
  summary: 'Everything that was ever said of a model’s price, last said first',
  tags,
  middleware,
  request: { params: z.object({ model: ModelId }), query: pageQuery },
  responses: { 200: jsonAnswer(listOf(wire.PriceHistoryRow), 'Its versions in the database.'), ...refused },
});

const set = createRoute({
  method: 'post',
  path: '/api/admin/prices',
  operationId: 'setPrice',
  summary: 'Say what a model costs from now or a later moment on',
  tags,
  middleware,
  request: { body: jsonBody(wire.NewPriceBody) },
  responses: { 201: jsonAnswer(wire.PriceVersionBody, 'The version in force from then on.'), ...refused },
});

const take = createRoute({
  method: 'post',
  path: '/api/admin/prices/import',
  operationId: 'importPrices',
  summary: 'What a price list would change; with the digest of that answer as `apply`, does it',
  tags,
  middleware,
  request: { body: jsonBody(wire.ImportBody) },
  responses: { 200: jsonAnswer(wire.ImportAnswer, 'Row by row.'), ...refused, ...refusals(409) },
});

const groups = createRoute({
  method: 'get',
  path: '/api/admin/price-groups',
  operationId: 'listPriceGroups',
  summary: 'What groups of people pay of every price',
  tags,
  middleware,
  responses: { 200: jsonAnswer(z.object({ data: z.array(wire.GroupBody) }), 'All of them.'), ...refusals(401, 404) },
});

const put = createRoute({
  method: 'put',
  path: '/api/admin/price-groups/{id}',
  operationId: 'putPriceGroup',
  summary: 'Make a group, or change what its people pay from now on',
  tags,
  middleware,
  request: { params: z.object({ id: wire.GroupId }), body: jsonBody(wire.PutGroup) },
  responses: { 200: jsonAnswer(wire.GroupBody, 'The group.'), ...refused, ...refusals(409) },
});

const join = createRoute({
  method: 'put',
  path: '/api/admin/users/{userId}/price-group',
  operationId: 'setPriceGroupOfUser',
  summary: 'Put a person into a group',
  tags,
  middleware,
  request: { params: z.object({ userId: Uuid }), body: jsonBody(wire.GroupOfUser) },
  responses: { 200: jsonAnswer(wire.UserGroup, 'Where the person is now.'), ...refused },
});

/** Prices and price groups, for admins alone: the operator's own cost is among them. */
export function pricingRoutes(deps: Deps, book: PriceBook): OpenAPIHono<Env> {
  const routes = router();
  const known = new Map(deps.config.gateway.models.map(({ id, upstreamModel }) => [id, [id, upstreamModel ?? id]]));
  addPrices(routes, deps, book, known);
  routes.openapi(take, async (c) => {
    const { apply, validFrom, note, ...written } = c.req.valid('json');
    const read = readList(written, known);
    const outcome = await importPrices(deps, read, { apply, validFrom, note }, editorOf(c));
    if (outcome.applied) await book.catchUp();
    return c.json(wire.importBody(outcome, read.missing), 200);
  });
  addGroups(routes, deps, book);
  return routes;
}

type Known = ReadonlyMap<string, readonly string[]>;

function addPrices(routes: OpenAPIHono<Env>, deps: Deps, book: PriceBook, known: Known): void {
  routes.openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const after = readCursor(cursor, (model) => model) ?? '';
    const rows = (await book.listings()).filter(({ model }) => model > after);
    const page = rows.slice(0, limit);
    const nextCursor = rows.length > limit ? writeCursor(page.at(-1)?.model ?? '') : null;
    return c.json({ data: page.map((row) => wire.listingBody(row, known.has(row.model))), nextCursor }, 200);
  });
  routes.openapi(history, async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const rows = await historyOf(deps.db, c.req.valid('param').model, limit, readIdCursor(cursor));
    const { page, nextCursor } = pageById(rows, limit);
    return c.json({ data: page.map(wire.historyBody), nextCursor }, 200);
  });
  routes.openapi(set, async (c) => {
    const made = await setPrice(deps, c.req.valid('json'), editorOf(c));
    await book.catchUp();
    return c.json(wire.versionBody(made), 201);
  });
}

function addGroups(routes: OpenAPIHono<Env>, deps: Deps, book: PriceBook): void {
  routes.openapi(groups, async (c) => c.json({ data: (await listGroups(deps.db)).map(wire.groupBody) }, 200));
  routes.openapi(put, async (c) => {
    const group = await putGroup(deps, { id: c.req.valid('param').id, ...c.req.valid('json') }, editorOf(c));
    await book.catchUp();
    return c.json(wire.groupBody(group), 200);
  });
  routes.openapi(join, async (c) => {
    const { userId } = c.req.valid('param');
    return c.json(await setGroupOf(deps, userId, c.req.valid('json').group, editorOf(c)), 200);
  });
}

function editorOf(c: Context<Env>): Editor {
  return { userId: userOf(c).userId, ...requestOrigin(c) };
}

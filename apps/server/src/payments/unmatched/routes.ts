import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Deps } from '../../context.ts';
import { pageById, readCursor, readIdCursor, writeCursor } from '../../http/paging.ts';
import { type Env, router } from '../../http/router.ts';
import { decisionOf } from '../admin/decision.ts';
import { paymentErrors } from '../errors.ts';
import { createAlias, deleteAlias } from './aliases.ts';
import { assign } from './assign.ts';
import * as declared from './declarations.ts';
import { dismiss } from './dismiss.ts';
import { aliasBody, unmatchedBody } from './schemas.ts';
import { findPersonByEmail, findUnmatched, listAliases, listUnmatched, type UnmatchedPayment } from './store.ts';

/** Payments that came without an order, and the addresses by which people pay. */
export function unmatchedRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = router();
  addPayments(routes, deps);
  addAliases(routes, deps);
  return routes;
}

function addPayments(routes: OpenAPIHono<Env>, deps: Deps): void {
  routes.openapi(declared.list, async (c) => {
    const { limit, cursor, status = null } = c.req.valid('query');
    const rows = await listUnmatched(deps.db, status, limit + 1, readIdCursor(cursor));
    const { page, nextCursor } = pageById(rows, limit);
    return c.json({ data: page.map((row) => bodyOf(deps, row)), nextCursor }, 200);
  });
  routes.openapi(declared.assign, async (c) => {
    const { id } = c.req.valid('param');
    const { reason, ...named } = c.req.valid('json');
    const userId = await personNamed(deps, named);
    await assign(deps, id, { ...decisionOf(c, reason), userId, by: 'person' });
    return c.json(await readBody(deps, id), 200);
  });
  routes.openapi(declared.dismiss, async (c) => {
    const { id } = c.req.valid('param');
    await dismiss(deps, id, decisionOf(c, c.req.valid('json').reason));
    return c.json(await readBody(deps, id), 200);
  });
}

function addAliases(routes: OpenAPIHono<Env>, deps: Deps): void {
  routes.openapi(declared.listAliases, async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const rows = await listAliases(
      deps.db,
      limit + 1,
      readCursor(cursor, (email) => email),
    );
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return c.json({ data: page.map(aliasBody), nextCursor: last ? writeCursor(last.email) : null }, 200);
  });
  routes.openapi(declared.createAlias, async (c) => {
    const { email, reason, ...named } = c.req.valid('json');
    const userId = await personNamed(deps, named);
    const credited = await createAlias(deps, email, userId, decisionOf(c, reason));
    return c.json({ email, userId, credited }, 201);
  });
  routes.openapi(declared.deleteAlias, async (c) => {
    await deleteAlias(deps, c.req.valid('param').email, decisionOf(c, ''));
    return c.body(null, 204);
  });
}

/** Throws `user_not_found` (404). */
async function personNamed({ db }: Deps, { userId, userEmail }: { userId?: string; userEmail?: string }) {
  const found = userId ?? (userEmail && (await findPersonByEmail(db, userEmail)));
  if (!found) throw paymentErrors.user_not_found();
  return found;
}

async function readBody(deps: Deps, id: string) {
  return bodyOf(deps, (await findUnmatched(deps.db, id)) as UnmatchedPayment);
}

function bodyOf({ config }: Deps, row: UnmatchedPayment) {
  return unmatchedBody(row, config.payments.currencies[row.currency]?.minorUnits ?? 2);
}

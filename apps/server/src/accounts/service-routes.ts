import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Deps } from '../context.ts';
import { operationId } from '../http/idempotency.ts';
import { requestOrigin } from '../http/request-context.ts';
import { type Env, router } from '../http/router.ts';
import type { Asker } from './audited.ts';
import { deduct } from './charges.ts';
import * as declared from './declarations.ts';
import { figuresOf } from './figures.ts';
import { grantByOperator } from './grants.ts';
import { captureHold, placeHold, releaseHold } from './holds.ts';
import { refundByOperator } from './refunds.ts';

/** What the operator's own app asks with its `x-internal-token`. */
export function serviceRoutes(deps: Deps): OpenAPIHono<Env> {
  const app = router();
  app.openAPIRegistry.registerComponent('securitySchemes', 'internalToken', {
    type: 'apiKey',
    in: 'header',
    name: 'x-internal-token',
  });
  addCharges(app, deps);
  addHolds(app, deps);
  addOperatorActions(app, deps);
  app.openapi(declared.account, async (c) => c.json(await figuresOf(deps.ledger, c.req.valid('param').userId), 200));
  return app;
}

function addCharges(app: OpenAPIHono<Env>, { ledger }: Deps): void {
  app.openapi(declared.deduct, async (c) => {
    const { userId, amount, feature, model, reason, metadata } = c.req.valid('json');
    const id = operationId(c, userId, 'deduct');
    return c.json(
      await deduct(ledger, { id, accountId: userId, amount, reason, metadata, usage: { feature, model } }),
      200,
    );
  });
}

function addHolds(app: OpenAPIHono<Env>, { ledger }: Deps): void {
  app.openapi(declared.hold, async (c) => {
    const { userId, ...hold } = c.req.valid('json');
    return c.json(await placeHold(ledger, { ...hold, id: operationId(c, userId, 'hold'), accountId: userId }), 201);
  });
  app.openapi(declared.capture, async (c) => {
    const { id: holdId } = c.req.valid('param');
    const { feature, model, ...capture } = c.req.valid('json');
    const id = settlementId(c, holdId, 'capture');
    return c.json(await captureHold(ledger, id, { ...capture, holdId, usage: { feature, model } }), 200);
  });
  app.openapi(declared.release, async (c) => {
    const { id: holdId } = c.req.valid('param');
    return c.json(await releaseHold(ledger, settlementId(c, holdId, 'release'), holdId), 200);
  });
}

function addOperatorActions(app: OpenAPIHono<Env>, { db, ledger }: Deps): void {
  app.openapi(declared.grant, async (c) => {
    const { userId, ...grant } = c.req.valid('json');
    const id = operationId(c, userId, 'grant');
    return c.json(await grantByOperator(db, { ...grant, id, accountId: userId }, askerOf(c)), 201);
  });
  app.openapi(declared.refund, async (c) => {
    const idFor = (accountId: string) => operationId(c, accountId, 'refund');
    return c.json(await refundByOperator(db, ledger, { ...c.req.valid('json'), idFor }, askerOf(c)), 200);
  });
}

/** Null without an Idempotency-Key: a hold settles once, so the hold itself is key enough. */
function settlementId(c: Context<Env>, holdId: string, how: 'capture' | 'release'): string | null {
  return c.req.header('idempotency-key') === undefined ? null : operationId(c, holdId, how);
}

function askerOf(c: Context<Env>): Asker {
  return { actor: { kind: 'service' }, ...requestOrigin(c) };
}

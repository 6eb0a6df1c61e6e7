import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Deps } from '../context.ts';
import { requestOrigin } from '../http/request-context.ts';
import { type Env, router } from '../http/router.ts';
import { jsonAnswer, jsonBody, refusals } from '../http/schemas.ts';
import { asRole, userOf } from '../http/who-may.ts';
import { offeredPlans } from './catalogue.ts';
import { changePlan, createPlan, type Editor } from './edits.ts';
import { AdminPlanBody, adminPlan, ChangePlan, CreatePlan, PlanBody, PlanId, publicPlan } from './schemas.ts';
import { listPlans } from './store.ts';

const offered = createRoute({
  method: 'get',
  path: '/api/plans',
  operationId: 'listPlans',
  tags: ['Plans'],
  summary: 'The plans that are sold, and what they cost',
  responses: { 200: jsonAnswer(z.object({ data: z.array(PlanBody) }), 'All of them, in their order.') },
});

const all = createRoute({
  method: 'get',
  path: '/api/admin/plans',
  operationId: 'listAllPlans',
  tags: ['Plans'],
  summary: 'Every plan as it is sold now, retired ones too',
  middleware: [asRole('admin')] as const,
  responses: {
    200: jsonAnswer(z.object({ data: z.array(AdminPlanBody) }), 'All of them, in their order.'),
    ...refusals(401, 404),
  },
});

const create = createRoute({
  method: 'post',
  path: '/api/admin/plans',
  operationId: 'createPlan',
  tags: ['Plans'],
  summary: 'Add a plan',
  middleware: [asRole('admin')] as const,
  request: { body: jsonBody(CreatePlan) },
  responses: { 201: jsonAnswer(AdminPlanBody, 'The plan.'), ...refusals(400, 401, 404, 409) },
});

const change = createRoute({
  method: 'patch',
  path: '/api/admin/plans/{id}',
  operationId: 'changePlan',
  tags: ['Plans'],
  summary: 'Change what is sold from now on, or retire it; what was sold stays as it was',
  middleware: [asRole('admin')] as const,
  request: { params: z.object({ id: PlanId }), body: jsonBody(ChangePlan) },
  responses: { 200: jsonAnswer(AdminPlanBody, 'As it is sold now.'), ...refusals(400, 401, 404, 409) },
});

/** The catalogue for everybody, and its editing for admins. */
export function plansRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = router();
  routes.openapi(offered, async (c) => {
    const plans = await offeredPlans(deps.db);
    const { currencies } = deps.config.payments;
    return c.json({ data: plans.flatMap((plan) => publicPlan(plan, currencies) ?? []) }, 200);
  });
  routes.openapi(all, async (c) => c.json({ data: (await listPlans(deps.db)).map(adminPlan) }, 200));
  routes.openapi(create, async (c) => {
    const { id, ...input } = c.req.valid('json');
    return c.json(adminPlan(await createPlan(deps, id, input, editorOf(c))), 201);
  });
  routes.openapi(change, async (c) => {
    const plan = await changePlan(deps, c.req.valid('param').id, c.req.valid('json'), editorOf(c));
    return c.json(adminPlan(plan), 200);
  });
  return routes;
}

function editorOf(c: Context<Env>): Editor {
  return { userId: userOf(c).userId, ...requestOrigin(c) };
}

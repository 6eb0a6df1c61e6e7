import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { writeAudit } from '../../audit/index.ts';
import { rateLimit } from '../../http/limits.ts';
import { requestOrigin } from '../../http/request-context.ts';
import { type Env, router } from '../../http/router.ts';
import { jsonAnswer, jsonBody, refusals } from '../../http/schemas.ts';
import { asRole, userOf } from '../../http/who-may.ts';
import type { Gateway } from '../gateway.ts';
import { channelsHealth } from './health.ts';
import { ChannelList, ChannelTest, TestChannel } from './schemas.ts';
import { tryChannel } from './trial-call.ts';

/** Each costs the operator a few tokens. */
const TESTS = { count: 20, windowMs: 60_000 };

const list = createRoute({
  method: 'get',
  path: '/api/admin/channels',
  operationId: 'listChannels',
  tags: ['Gateway'],
  summary: 'The upstream channels: health, latency, keys that are set aside; as this process knows them',
  middleware: [asRole('admin')] as const,
  responses: { 200: jsonAnswer(ChannelList, 'All of them.'), ...refusals(401, 404) },
});

const test = createRoute({
  method: 'post',
  path: '/api/admin/channels/{id}/test',
  operationId: 'testChannel',
  tags: ['Gateway'],
  summary: 'Send one small call to a channel; nobody is charged',
  middleware: [asRole('admin'), rateLimit(TESTS)] as const,
  request: { params: z.object({ id: z.string().min(1).max(128) }), body: jsonBody(TestChannel) },
  responses: { 200: jsonAnswer(ChannelTest, 'How it went.'), ...refusals(400, 401, 404, 429) },
});

/** What the operator's people see of the channels; to others they do not exist. */
export function channelRoutes(gateway: Gateway): OpenAPIHono<Env> {
  const since = new Date(gateway.since * 1_000).toISOString();
  const routes = router();
  routes.openapi(list, (c) => c.json({ since, data: channelsHealth(gateway) }, 200));
  routes.openapi(test, async (c) => {
    const { id } = c.req.valid('param');
    const result = await tryChannel(gateway, { id, ...c.req.valid('json') });
    await writeAudit(gateway.deps.db, {
      actor: { kind: 'user', id: userOf(c).userId },
      action: 'channel.tested',
      target: { kind: 'channel', id },
      ...requestOrigin(c),
      after: { model: result.model, key: result.key, ok: result.ok },
    });
    return c.json(result, 200);
  });
  return routes;
}

import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from '@hono/zod-openapi';
import type { Env } from '../http/router.ts';
import { jsonAnswer, jsonBody } from '../http/schemas.ts';

/** OpenAI publishes these shapes; ours are theirs. */
const open = z.looseObject({}).openapi({ description: 'As OpenAI publishes it.' });

const refused = jsonAnswer(
  z.object({
    error: z.looseObject({
      message: z.string(),
      type: z.string(),
      param: z.string().nullable(),
      code: z.string(),
      topup_url: z.string().optional(),
    }),
  }),
  'Refused, in OpenAI’s shape; `error.code` says why. A 402 names `topup_url`.',
);

const metered = {
  method: 'post' as const,
  tags: ['Gateway'],
  request: { body: jsonBody(z.looseObject({ model: z.string(), stream: z.boolean().optional() })) },
  responses: {
    200: {
      description: 'The answer, or with `stream: true` its events. The header `x-farebox-receipt` names the receipt.',
      content: { 'application/json': { schema: open }, 'text/event-stream': { schema: z.string() } },
    },
    400: refused,
    401: refused,
    402: refused,
    404: refused,
    502: refused,
    503: refused,
    504: refused,
  },
};

const listed = {
  method: 'get' as const,
  tags: ['Gateway'],
  responses: { 200: jsonAnswer(open, 'Models.'), 401: refused },
};

/** Puts the addresses below `/v1` into the OpenAPI document; their requests are not validated by it. */
export function documentV1({ openAPIRegistry: registry }: OpenAPIHono<Env>): void {
  registry.registerPath({
    ...metered,
    path: '/chat/completions',
    operationId: 'createChatCompletion',
    summary: 'Metered chat completion',
  });
  registry.registerPath({ ...metered, path: '/responses', operationId: 'createResponse', summary: 'Metered response' });
  registry.registerPath({ ...listed, path: '/models', operationId: 'listModels', summary: 'What can be called' });
}

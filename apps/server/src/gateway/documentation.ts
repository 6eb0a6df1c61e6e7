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

const refusedAsAnthropic = jsonAnswer(
  z.object({
    type: z.literal('error'),
    error: z.looseObject({ type: z.string(), message: z.string(), code: z.string() }),
    request_id: z.string(),
  }),
  'Refused, in Anthropic’s shape; `error.code` says why. A 402 names `topup_url`.',
);

const asAnthropic = z.looseObject({}).openapi({ description: 'As Anthropic publishes it.' });

const anthropics = {
  method: 'post' as const,
  tags: ['Gateway'],
  request: { body: jsonBody(z.looseObject({ model: z.string() })) },
};

const anthropicsRefusals = Object.fromEntries(
  [400, 401, 402, 404, 429, 502, 504, 529].map((status) => [status, refusedAsAnthropic]),
);

const stored = {
  tags: ['Gateway'],
  request: { params: z.object({ id: z.string() }) },
  responses: { 200: jsonAnswer(open, 'As OpenAI publishes it.'), 401: refused, 404: refused, 502: refused },
};

/** The calls about responses that are kept. */
function documentResponses(registry: OpenAPIHono<Env>['openAPIRegistry']): void {
  const calls = [
    ['get', '', 'getResponse', 'A response of one’s own; free'],
    ['delete', '', 'deleteResponse', 'Deletes a response; one that still runs is cancelled first'],
    ['get', '/input_items', 'listResponseInput', 'What a response was asked'],
    ['post', '/cancel', 'cancelResponse', 'Ends a response that runs in the background'],
  ] as const;
  for (const [method, part, operationId, summary] of calls)
    registry.registerPath({ ...stored, method, path: `/responses/{id}${part}`, operationId, summary });
  registry.registerPath({
    ...metered,
    path: '/responses/compact',
    operationId: 'compactResponse',
    summary: 'Makes a conversation shorter',
  });
  registry.registerPath({
    ...metered,
    path: '/responses/input_tokens',
    operationId: 'countResponseInput',
    summary: 'How many tokens an input has; free',
    responses: { 200: jsonAnswer(open, 'The count.'), 400: refused, 401: refused, 404: refused, 429: refused },
  });
}

const formRequest = {
  body: { content: { 'multipart/form-data': { schema: z.looseObject({ model: z.string() }) } } },
};

const mediaPaths = [
  ['/embeddings', 'createEmbedding', 'Metered embeddings', 'json'],
  ['/images/generations', 'createImage', 'Metered images', 'json'],
  ['/images/edits', 'createImageEdit', 'Metered images, made of others', 'form'],
  ['/audio/speech', 'createSpeech', 'Metered speech; the answer is sound', 'json'],
  ['/audio/transcriptions', 'createTranscription', 'Metered transcript of sound', 'form'],
  ['/audio/translations', 'createTranslation', 'The same, in English', 'form'],
  ['/moderations', 'createModeration', 'Metered moderation', 'json'],
] as const;

/** Puts the addresses below `/v1` into the OpenAPI document; their requests are not validated by it. */
export function documentV1({ openAPIRegistry: registry }: OpenAPIHono<Env>): void {
  registry.registerPath({
    ...metered,
    path: '/chat/completions',
    operationId: 'createChatCompletion',
    summary: 'Metered chat completion',
  });
  registry.registerPath({ ...metered, path: '/responses', operationId: 'createResponse', summary: 'Metered response' });
  documentResponses(registry);
  registry.registerPath({
    ...anthropics,
    path: '/messages',
    operationId: 'createMessage',
    summary: 'Metered message, as Anthropic’s clients ask for it',
    responses: {
      200: {
        description:
          'The message, or with `stream: true` its events. The header `x-farebox-receipt` names the receipt.',
        content: { 'application/json': { schema: asAnthropic }, 'text/event-stream': { schema: z.string() } },
      },
      ...anthropicsRefusals,
    },
  });
  registry.registerPath({
    ...anthropics,
    path: '/messages/count_tokens',
    operationId: 'countTokens',
    summary: 'How many tokens a message’s input has; free',
    responses: { 200: jsonAnswer(z.object({ input_tokens: z.int() }), 'The count.'), ...anthropicsRefusals },
  });
  for (const [path, operationId, summary, kind] of mediaPaths) {
    registry.registerPath({
      ...metered,
      request: kind === 'form' ? formRequest : metered.request,
      path,
      operationId,
      summary,
    });
  }
  registry.registerPath({ ...listed, path: '/models', operationId: 'listModels', summary: 'What can be called' });
}

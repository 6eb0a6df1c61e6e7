import { defineErrors } from '@farebox/kit';

/** The gateway's own refusals. On `/v1/*` they go out in OpenAI's shape (openai-error.ts). */
export const gatewayErrors = defineErrors({
  invalid_api_key: { status: 401, message: 'The API key is missing, unknown, expired or revoked.' },
  invalid_request: { status: 400, message: 'The request is not valid.' },
  invalid_json: { status: 400, message: 'The request body is not a JSON object.' },
  unsupported_parameter: { status: 400, message: 'This parameter is not supported here.' },
  body_too_large: { status: 413, message: 'The request body is too large.' },
  model_not_found: { status: 404, message: 'There is no such model.' },
  model_not_priced: { status: 404, message: 'This model has no price here, so it cannot be called.' },
  unknown_route: { status: 404, message: 'There is no such address.' },
  overloaded: { status: 503, message: 'Too many calls are under way; ask again in a moment.' },
  stopping: { status: 503, message: 'The server is stopping; ask again.' },
  upstream_error: { status: 502, message: 'The model could not answer; nothing was charged.' },
  upstream_unavailable: { status: 503, message: 'The model is busy or out of service; nothing was charged.' },
  upstream_timeout: { status: 504, message: 'The model took too long to answer; nothing was charged.' },
  client_gone: { status: 499, message: 'The client went away before the answer.' },
  channel_not_found: { status: 404, message: 'There is no such channel.' },
  channel_key_not_found: { status: 404, message: 'The channel has no key that ends so.' },
  model_not_on_channel: { status: 404, message: 'The channel does not serve this model.' },
  receipt_not_found: { status: 404, message: 'There is no such receipt.' },
});

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId, systemClock } from '@farebox/kit';
import { describe, expect, it } from 'vitest';
import { orderFor, requestFor } from '../order.fixture.ts';
import type { EPaySettings } from '../provider-settings/types.ts';
import { epay } from './epay.ts';
import { merchant } from './notice.fixture.ts';

const types = [{ type: 'alipay', label: 'Alipay', colour: '#1677ff' }];

function provider(baseUrl: string, mode: EPaySettings['mode'] = 'submit') {
  const settings: EPaySettings = { version: 'v1', ...merchant, baseUrl, mode, types };
  return epay({ settings, publicUrl: 'http://127.0.0.1:1', clock: systemClock, timeoutMs: 300 });
}

const refundOf = () => ({
  order: orderFor(),
  paymentId: '1',
  chargeId: null,
  amountMinor: 1250n,
  whole: true,
  reason: null,
  key: newId(),
});

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A site that answers as it should not. */
async function withSite(handler: Handler, run: (baseUrl: string, asked: string[]) => Promise<void>): Promise<void> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('a site that', () => {
  const faults: [name: string, handler: Handler][] = [
    ['does not answer', () => undefined],
    ['answers with a page', (_, response) => response.end('<html>')],
    ['answers without a code', (_, response) => response.end('{"msg":"ok"}')],
    ['fails', (_, response) => response.writeHead(502).end('{"code":1}')],
    ['sends elsewhere', (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    ['never ends', (_, response) => response.write(`{"msg":"${'x'.repeat(2 ** 20)}`)],
    ['breaks off', (_, response) => response.write('{"code', () => response.destroy())],
  ];

  it.each(faults)('%s: a refund is unknown, asked for once, and the key is in no error', async (_, handler) => {
    await withSite(handler, async (baseUrl, asked) => {
      const broken = provider(baseUrl);
      const answer = await broken.refund?.(refundOf());
      expect(answer).toMatchObject({ status: 'unknown', reason: expect.any(String) });
      expect(asked).toHaveLength(1);
      const error = await broken.findNews?.(orderFor(), new Date()).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'provider_unreachable', status: 502 });
      expect(everythingIn(error)).not.toContain(merchant.key);
    });
  });

  it('repeats the key in its refusal does not get it into ours', async () => {
    const echo: Handler = (request, response) => response.end(JSON.stringify({ code: -3, msg: `bad ${request.url}` }));
    await withSite(echo, async (baseUrl) => {
      const broken = provider(baseUrl);
      const error = await broken.findNews?.(orderFor(), new Date()).catch((reason: unknown) => reason);
      expect(error).toMatchObject({
        code: 'provider_refused',
        details: { reason: expect.stringContaining('bad /api') },
      });
      expect(everythingIn(error)).not.toContain(merchant.key);
      expect((await broken.testConnection?.())?.message).not.toContain(merchant.key);
    });
  });

  it('offers an address that a browser would run as a script is refused', async () => {
    const script: Handler = (_, response) => response.end('{"code":1,"trade_no":"1","payurl":"javascript:alert(1)"}');
    await withSite(script, async (baseUrl) => {
      const broken = provider(baseUrl, 'mapi');
      await expect(broken.createCheckout(requestFor(orderFor()))).rejects.toMatchObject({ code: 'provider_refused' });
    });
  });

  it('says that somebody else’s order is paid does not pay ours', async () => {
    const wrong: Handler = (_, response) =>
      response.end('{"code":1,"status":1,"trade_no":"1","out_trade_no":"x","money":"12.50","type":"alipay"}');
    await withSite(wrong, async (baseUrl) => {
      expect(await provider(baseUrl).findNews?.(orderFor(), new Date())).toEqual([]);
    });
  });
});

/** Message, stack, details and causes. */
function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return [error.message, error.stack, JSON.stringify(error), everythingIn(error.cause ?? '')].join('\n');
}

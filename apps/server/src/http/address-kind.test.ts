import type { lookup } from 'node:dns';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressKind } from './address-kind.ts';
import { guardedConnect, hostFault } from './guarded-connect.ts';

describe('the kind of an address', () => {
  it.each([
    ['public', ['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808']],
    ['private', ['127.0.0.1', '127.255.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1']],
    ['private', ['::1', 'fc00::1', 'fdff::1', 'fec0::1', '::ffff:10.0.0.1', '64:ff9b::7f00:1', '2002:a00:1::']],
    ['forbidden', ['169.254.169.254', '0.0.0.0', '100.100.100.200', '168.63.129.16', '224.0.0.1', '255.255.255.255']],
    ['forbidden', ['::', 'fe80::1', 'fe80::1%eth0', 'fd00:ec2::254', 'ff02::1', '2001::1', '::ffff:169.254.169.254']],
    ['forbidden', ['64:ff9b::a9fe:a9fe', '2002:a9fe:a9fe::', '::a9fe:a9fe', 'not an address', '']],
  ])('%s: %o', (kind, addresses) => {
    for (const address of addresses) expect([address, addressKind(address)]).toEqual([address, kind]);
  });

  it('is asked of a literal in any dress, and of names that are known', () => {
    expect(hostFault('[::1]', false)).toMatch(/private/);
    expect(hostFault('[::1]', true)).toBeNull();
    expect(hostFault('localhost.', false)).toMatch(/private/);
    expect(hostFault('[fe80::1]', true)).toMatch(/link-local/);
    expect(hostFault('metadata.google.internal', true)).toMatch(/metadata/);
    expect(hostFault('api.openai.com', false)).toBeNull();
  });
});

describe('a guarded connection', () => {
  const server = createServer((_, response) => void response.end('inside'));
  let port: number;
  const pools: Pool[] = [];

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });

  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.destroy()));
    server.close();
  });

  /** A name server that says something else each time. */
  function names(...answers: string[][]) {
    const asked: string[] = [];
    const resolve = ((name: string, _: unknown, callback: (error: null, found: object[]) => void) => {
      asked.push(name);
      const found = answers[Math.min(asked.length, answers.length) - 1] as string[];
      callback(
        null,
        found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    }) as unknown as typeof lookup;
    return { asked, resolve };
  }

  async function fetched(host: string, allowPrivate: boolean, resolve?: typeof lookup): Promise<string> {
    const connect = guardedConnect({ timeoutMs: 1_000, allowPrivate, ...(resolve && { resolve }) });
    const pool = new Pool(`http://${host}:${port}`, { connect });
    pools.push(pool);
    const answer = await pool.request({ method: 'GET', path: '/' });
    return answer.body.text();
  }

  it('goes inside only when it may', async () => {
    await expect(fetched('127.0.0.1', false)).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
    await expect(fetched('localhost', false)).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
    expect(await fetched('127.0.0.1', true)).toBe('inside');
    expect(await fetched('127.1', true)).toBe('inside');
    await expect(fetched('127.1', false)).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
  });

  it('judges what a name leads to, and one bad address among good ones is enough', async () => {
    const inside = names(['127.0.0.1']);
    await expect(fetched('upstream.test', false, inside.resolve)).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
    expect(await fetched('upstream.test', true, names(['127.0.0.1']).resolve)).toBe('inside');
    const mixed = names(['8.8.8.8', '169.254.169.254']);
    await expect(fetched('upstream.test', true, mixed.resolve)).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
    await expect(fetched('upstream.test', true, names([]).resolve)).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
  });

  it('connects to the answer that was judged: the name is asked once a connection', async () => {
    const rebinding = names(['127.0.0.1'], ['169.254.169.254']);
    expect(await fetched('upstream.test', true, rebinding.resolve)).toBe('inside');
    expect(rebinding.asked).toHaveLength(1);
    await expect(fetched('upstream.test', true, rebinding.resolve)).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
  });
});

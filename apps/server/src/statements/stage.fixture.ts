import { connect, newId } from '@farebox/kit';
import { setClock } from '@farebox/ledger';
import { extractText, getDocumentProxy } from 'unpdf';
import type { Deps } from '../context.ts';

interface Server {
  app: { request(path: string, init?: RequestInit): Response | Promise<Response> };
  deps: Deps;
  databaseUrl: string;
  close(): Promise<void>;
}

type SignUp = (app: Server['app']) => Promise<{ userId: string; cookie: string }>;

/** A test server whose ledger's clock the test moves. */
export function stage(server: Server, signUp: SignUp) {
  const owner = connect({ url: server.databaseUrl, max: 2 });
  const setTime = (at: string | null) => setClock(owner, at === null ? null : new Date(at));

  /** A person whose account was opened at a moment, in a time zone, without the welcome grant of real time. */
  async function person(at: string, timeZone = 'UTC') {
    await setTime(at);
    const { userId, cookie } = await signUp(server.app);
    await server.deps.ledger.setAccount({ id: userId, timeZone });
    await owner.query('update farebox.users set time_zone = $2 where id = $1', [userId, timeZone]);
    return { userId, cookie };
  }

  /** A paid and fulfilled order, as payments leave it; what `columns` says otherwise. */
  async function order(userId: string, columns: Record<string, unknown> = {}): Promise<string> {
    const id = newId();
    const row: Record<string, unknown> = {
      id,
      user_id: userId,
      account_id: userId,
      kind: 'topup',
      status: 'fulfilled',
      amount_minor: 1000,
      currency: 'CNY',
      minor_units: 2,
      credits: 1_000_000_000,
      provider: 'mockpay',
      snapshot: '{}',
      idempotency_key: newId(),
      transaction_id: newId(),
      created_at: '2026-03-05T06:20:00Z',
      expires_at: '2026-03-05T07:00:00Z',
      paid_at: '2026-03-05T06:22:00Z',
      fulfilled_at: '2026-03-05T06:22:00Z',
      ...columns,
    };
    const names = Object.keys(row);
    const places = names.map((_, index) => `$${index + 1}`);
    await owner.query(`insert into farebox.orders (${names}) values (${places})`, Object.values(row));
    return id;
  }

  async function close(): Promise<void> {
    await setTime(null);
    await owner.end();
    await server.close();
  }

  const get = (path: string, cookie: string, headers: Record<string, string> = {}) =>
    server.app.request(path, { headers: { cookie, ...headers } }) as Promise<Response>;

  return { ...server, owner, setTime, person, order, get, close };
}

/** The text of each page. */
export async function pagesOf(pdf: ArrayBuffer): Promise<string[]> {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  return (await extractText(document)).text;
}

import { type Customer, newCustomer } from '../../../../../tools/testing/customer.ts';
import { type TestServer, testServer } from '../../../../../tools/testing/index.ts';
import {
  answerJson,
  beginEvents,
  responsesEvent,
  type ScriptedUpstream,
  scriptedUpstream,
  type UpstreamRequest,
} from '../../../../../tools/testing/upstream.ts';
import { gatewaySettings } from '../settings.ts';
import { settleDue } from './tasks.ts';

/** One micro-credit for an input token, two for an output token. */
export const price = { input: '1', cachedInput: '0.5', output: '2' };
export const usage = { input_tokens: 100, output_tokens: 50, total_tokens: 150 };
/** Of `usage` at `price`. */
export const COST = 200n;

export const output = [
  { id: 'msg_1', type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Hello.' }] },
];

type Answer = Record<string, unknown>;

/** An upstream that keeps responses, and does with them what the test says. */
export interface Desk {
  upstream: ScriptedUpstream;
  /** What it knows of a response; deleted ones are gone. */
  responses: Map<string, Answer>;
  /** From now on a response is so. */
  is(id: string, state: Answer): void;
  /** What becomes of one that is cancelled while it runs. */
  cancels: Answer;
  /** Answers so, whatever is asked; null: as it should. */
  fails: { status: number; error?: object } | null;
  /** Requests of a kind that came, as `METHOD path`. */
  asked(method: string, path?: RegExp): UpstreamRequest[];
}

export async function openDesk(): Promise<Desk> {
  return deskOn(await scriptedUpstream());
}

/** A desk at an upstream that is there already. */
export function deskOn(upstream: ScriptedUpstream): Desk {
  const responses = new Map<string, Answer>();
  const desk: Desk = {
    upstream,
    responses,
    is: (id, state) => void responses.set(id, { ...responses.get(id), ...state }),
    cancels: { status: 'cancelled', usage: null },
    fails: null,
    asked: (method, path = /./) => upstream.requests.filter((one) => one.method === method && path.test(one.path)),
  };
  let made = 0;
  upstream.plays((response, { method, path, body }) => {
    if (desk.fails) return answerJson(response, desk.fails.status, { error: desk.fails.error ?? {} });
    const id = /\/responses\/(resp_\w+)/.exec(path)?.[1];
    if (id === undefined) {
      made += 1;
      const background = body.background === true;
      const state = background ? { status: 'queued', usage: null, output: [] } : { status: 'completed', usage, output };
      const answer: Answer = { id: `resp_${process.pid}x${made}`, object: 'response', background, ...state };
      responses.set(answer.id as string, answer);
      if (body.stream !== true) return answerJson(response, 200, answer);
      beginEvents(response);
      response.write(responsesEvent('response.created', 0, { response: answer }));
      if (!background) response.end(responsesEvent('response.completed', 1, { response: answer }));
      return;
    }
    const known = responses.get(id);
    if (!known) return answerJson(response, 404, { error: { message: 'not found', code: null } });
    if (method === 'DELETE') responses.delete(id);
    const runs = known.status === 'queued' || known.status === 'in_progress';
    if (path.endsWith('/cancel') && runs) desk.is(id, desk.cancels);
    answerJson(response, 200, responses.get(id) ?? { id, object: 'response', deleted: true });
  });
  return desk;
}

/** The settings of a server whose only channel is the desk. */
export function atDesk({ upstream }: Desk, more: object = {}): Record<string, unknown> {
  return {
    channels: [{ name: 'desk', type: 'openai', baseUrl: upstream.url, apiKey: 'sk-desk-key-1234567' }],
    models: [{ id: 'm', channel: 'desk', price, maxOutputTokens: 1_000 }],
    background: { askAfterMs: 10 },
    ...more,
  };
}

/** A server, whose time the test can move, and a customer of it. */
export interface Office {
  server: TestServer;
  customer: Customer;
  /** Moves the time on. */
  later(ms: number): void;
  /** What a minute of background work does. */
  work(server?: TestServer): Promise<void>;
  /** Begins a background response: its id and its receipt's. */
  begin(more?: object): Promise<{ id: string; receipt: string }>;
  get(id: string, init?: RequestInit): Promise<Response>;
}

export async function openOffice(desk: Desk, more: object = {}): Promise<Office> {
  let time = Date.now();
  const clock = { now: () => new Date(time) };
  const gateway = gatewaySettings.parse(atDesk(desk, more));
  const server = await testServer({ listen: true, clock, config: { gateway, limits: { signIn: { count: 1_000 } } } });
  const customer = await newCustomer(server);
  return {
    server,
    customer,
    later(ms) {
      time += ms;
    },
    work: (one = server) => settleDue(one.gateway),
    async begin(body = {}) {
      const answer = await customer.call('/v1/responses', { model: 'm', input: 'Hi', background: true, ...body });
      const { id } = (await answer.json()) as { id: string };
      return { id, receipt: answer.headers.get('x-farebox-receipt') as string };
    },
    get: (id, init = {}) =>
      fetch(`${server.url}/v1/responses/${id}`, { ...init, headers: { authorization: `Bearer ${customer.key}` } }),
  };
}

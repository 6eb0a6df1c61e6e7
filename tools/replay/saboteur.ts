import { newId } from '@farebox/kit';
import type { Ledger } from '@farebox/ledger';
import type { Sabotage } from './sabotage.ts';

// Loaded into the server's process before the server: settles calls otherwise than it should.

/** As much of a metered call as this needs: what is inside the gateway is not to be imported. */
interface Call {
  holdId: string;
  request: { gateway: { deps: { ledger: Ledger } }; holder: { accountId: string } };
  settle(outcome: string, usage: object | null): Promise<bigint | null>;
}

const inside = new URL('../../apps/server/src/gateway/call.ts', import.meta.url).href;
const { MeteredCall } = (await import(inside)) as { MeteredCall: { prototype: Call } };

const ONE_IN = 25;

type Settle = Call['settle'];
const settle: Settle = MeteredCall.prototype.settle;
const nothing = { inputTokens: 1, cachedInputTokens: 0, outputTokens: 0, estimated: false, marks: [], raw: null };
let calls = 0;

const ways: Record<Sabotage, Settle> = {
  async 'lost-capture'(this: Call, outcome, usage) {
    return usage && ++calls % ONE_IN === 0 ? 1n : settle.call(this, outcome, usage);
  },
  async 'charged-twice'(this: Call, outcome, usage) {
    const charged = await settle.call(this, outcome, usage);
    const { gateway, holder } = this.request;
    const once = { id: newId(), accountId: holder.accountId, amount: charged ?? 0n, usage: { feature: 'again' } };
    if (charged && ++calls % ONE_IN === 0) await gateway.deps.ledger.charge(once).catch(() => null);
    return charged;
  },
  'charged-for-nothing'(this: Call, outcome, usage) {
    return settle.call(this, outcome, usage ?? nothing);
  },
  async 'captured-again'(this: Call, outcome, usage) {
    const charged = await settle.call(this, outcome, usage);
    const { gateway, holder } = this.request;
    const again = { id: newId(), accountId: holder.accountId, holdId: this.holdId, amount: charged ?? 0n };
    if (charged) await gateway.deps.ledger.capture(again).catch(() => null);
    return charged;
  },
};

MeteredCall.prototype.settle = ways[new URL(import.meta.url).search.slice(1) as Sabotage];

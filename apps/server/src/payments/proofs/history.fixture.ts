import fc from 'fast-check';
import type { TestServer } from '../../../../../tools/testing/index.ts';
import { newBuyer, type Placed, payAt, place, placePlan } from './buyer.fixture.ts';
import type { Vendors } from './vendors.fixture.ts';

/** Something that happens at the providers. Numbers choose among what is there; what cannot happen then is left out. */
export type Happening =
  | { what: 'pay' | 'payDelayed' | 'settleDelayed' | 'failDelayed' | 'subscribe' | 'stray'; which: number }
  | { what: 'renew' | 'failRenewal' | 'recover' | 'endSubscription'; which: number }
  | { what: 'refund' | 'failingRefund' | 'pendingRefund' | 'creemRefund'; which: number; share: number }
  | { what: 'dispute' | 'wonDispute' | 'lostDispute'; which: number };

const which = fc.nat({ max: 30 });
const share = fc.constantFrom(100, 250, 333, 500, 1000);

const plain = (...all: string[]) => fc.record({ what: fc.constantFrom(...all), which });

/** Purchases first of all, so that there is something to renew, to give back and to contest. */
export const history: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: plain('pay', 'pay', 'payDelayed', 'settleDelayed', 'failDelayed', 'stray') },
    { weight: 3, arbitrary: plain('subscribe', 'renew', 'renew', 'failRenewal', 'recover', 'endSubscription') },
    {
      weight: 2,
      arbitrary: fc.record({
        what: fc.constantFrom('refund', 'failingRefund', 'pendingRefund', 'creemRefund'),
        which,
        share,
      }),
    },
    { weight: 2, arbitrary: plain('dispute', 'wonDispute', 'lostDispute') },
  ),
  { minLength: 6, maxLength: 22 },
) as fc.Arbitrary<Happening[]>;

/** People with orders that wait for their money, before anything has happened. */
export interface Cast {
  people: { userId: string; email: string }[];
  topUps: Placed[];
  plans: Placed[];
}

/** Three people. What they order, all the databases know that are copied from this server's. */
export async function castOf(server: TestServer): Promise<Cast> {
  const cast: Cast = { people: [], topUps: [], plans: [] };
  for (let at = 0; at < 3; at += 1) {
    const buyer = await newBuyer(server);
    cast.people.push({ userId: buyer.userId, email: buyer.email });
    for (const vendor of ['stripe', 'creem', 'stripe', 'epay'] as const) {
      cast.topUps.push(await place(server, buyer, vendor));
    }
    cast.plans.push(await placePlan(server, buyer, 'basic', 'stripe'));
  }
  return cast;
}

/** Plays happenings at the providers; it goes on where the last call ended. */
export function stageOf(vendors: Vendors, cast: Cast): (happening: Happening) => void {
  const acts = { ...payingActs(vendors, cast), ...renewingActs(vendors), ...takingBackActs(vendors) };
  return (happening) => {
    const part = 'share' in happening ? happening.share : 0;
    try {
      acts[happening.what](happening.which, part);
    } catch (error) {
      // The provider says that this cannot be: already refunded, already over.
      if (!(error instanceof NotNow) && !isRefusal(error)) throw error;
    }
  };
}

type Acts<What extends Happening['what']> = Record<What, (at: number, part: number) => void>;
type Paying = 'pay' | 'payDelayed' | 'settleDelayed' | 'failDelayed' | 'subscribe' | 'stray';
type Renewing = 'renew' | 'failRenewal' | 'recover' | 'endSubscription';

function payingActs(vendors: Vendors, cast: Cast): Acts<Paying> {
  const { stripe } = vendors;
  const unpaid = [...cast.topUps];
  const plans = [...cast.plans];
  const delayed: string[] = [];
  return {
    pay: (at) => payAt(vendors, take(unpaid, at)),
    payDelayed(at) {
      const ofStripe = unpaid.filter(({ vendor }) => vendor === 'stripe');
      const placed = take(ofStripe, at);
      unpaid.splice(unpaid.indexOf(placed), 1);
      stripe.pay(placed.reference, { delayed: true });
      delayed.push(placed.reference);
    },
    settleDelayed: (at) => void stripe.settleDelayed(take(delayed, at)),
    failDelayed: (at) => void stripe.failDelayed(take(delayed, at)),
    subscribe: (at) => payAt(vendors, take(plans, at)),
    stray(at) {
      const { email } = pick(cast.people, at);
      stripe.strayPayment({ email, amount: 700, currency: 'usd', link: at % 2 === 0 });
    },
  };
}

function renewingActs({ stripe }: Vendors): Acts<Renewing> {
  const subscriptions = () => [...new Set(toldBy(stripe, 'customer.subscription.created'))];
  return {
    renew: (at) => void stripe.renew(pick(subscriptions(), at)),
    failRenewal: (at) => void stripe.renew(pick(subscriptions(), at), { fail: true }),
    recover: (at) => void stripe.recover(pick(subscriptions(), at)),
    endSubscription: (at) => void stripe.endSubscription(pick(subscriptions(), at)),
  };
}

function takingBackActs({ stripe, creem }: Vendors): Acts<Exclude<Happening['what'], Paying | Renewing>> {
  const payments = () => toldBy(stripe, 'payment_intent.succeeded');
  const disputes: string[] = [];
  return {
    refund: (at, part) => void stripe.refund(pick(payments(), at), part),
    failingRefund: (at, part) => void stripe.refund(pick(payments(), at), part, { fail: true }),
    pendingRefund: (at, part) => void stripe.refund(pick(payments(), at), part, { pending: true }),
    creemRefund: (at, part) => void creem.refund(pick(creem.transactions(), at).id, { amount: part }),
    dispute: (at) => void disputes.push(stripe.dispute(pick(payments(), at)).id),
    wonDispute: (at) => void stripe.closeDispute(take(disputes, at), 'won'),
    lostDispute: (at) => void stripe.closeDispute(take(disputes, at), 'lost'),
  };
}

/** Ids of the objects that events of this type told of. */
function toldBy(stripe: Vendors['stripe'], type: string): string[] {
  const told = stripe.events().filter((event) => event.type === type);
  return told.map(({ data }) => String((data.object as { id: string }).id));
}

function pick<T>(all: readonly T[], at: number): T {
  if (all.length === 0) throw new NotNow();
  return all[at % all.length] as T;
}

function take<T>(all: T[], at: number): T {
  const one = pick(all, at);
  all.splice(all.indexOf(one), 1);
  return one;
}

class NotNow extends Error {}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && ['StripeProblem', 'ControlError', 'CreemRefusal'].includes(error.constructor.name);
}

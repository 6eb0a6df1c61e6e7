import { customerCalls } from './customer.ts';
import { operatorCalls } from './operator.ts';
import { runner, serviceCalls } from './service.ts';
import { type FareboxOptions, transport } from './transport.ts';

export type Farebox = ReturnType<typeof createFarebox>;

/**
 * The client of one Farebox server. In a browser it acts as the signed-in person; with `internalToken`, on the
 * operator's own server, it also moves credits for any user.
 *
 * @example
 * const farebox = createFarebox({ baseUrl: 'http://localhost:3000', internalToken: process.env.INTERNAL_API_KEY });
 * const { result, charge } = await farebox.run({ userId, amount: '2', feature: 'digest' }, async () => {
 *   const digest = await writeDigest();
 *   return { amount: digest.cost, result: digest.text };
 * });
 */
export function createFarebox(options: FareboxOptions) {
  const http = transport(options);
  const service = serviceCalls(http);
  return { ...customerCalls(http), ...service, run: runner(service), admin: operatorCalls(http) };
}

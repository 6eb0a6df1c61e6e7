import { type LookupAddress, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { addressKind } from './address-kind.ts';

/** An address that this server does not connect to, whoever names it. */
class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly code = 'ADDRESS_REFUSED';
}

export interface GuardedConnect {
  /** Until the connection stands, TLS included. */
  timeoutMs: number;
  /** Loopback and private networks may be reached too. Link-local and metadata addresses never are. */
  allowPrivate: boolean;
  /** Resolves names; the system's resolver when left out. */
  resolve?: typeof lookup;
}

/** What speaks against connecting to this host literal, as a name it stays open until it is resolved; null: nothing. */
export function hostFault(hostname: string, allowPrivate: boolean): string | null {
  const host = bare(hostname);
  if (/(^|\.)metadata\.(google\.internal|goog)$/i.test(host) || /^metadata$/i.test(host)) return forbidden;
  if (!allowPrivate && /(^|\.)localhost$/i.test(host)) return closed;
  return isIP(host) === 0 ? null : addressFault(host, allowPrivate);
}

/**
 * A connector for undici's pools: names are resolved first, every address of the answer is judged, and the connection
 * goes to exactly what was judged, so that a name cannot change its mind in between. Fails with `AddressRefused`.
 */
export function guardedConnect({
  timeoutMs,
  allowPrivate,
  resolve = lookup,
}: GuardedConnect): buildConnector.connector {
  const connect = buildConnector({ timeout: timeoutMs, lookup: guardedLookup(resolve, allowPrivate) });
  return (options, callback) => {
    // The system connects to literals without a look-up, so they are judged here.
    const fault = hostFault(options.hostname, allowPrivate);
    if (fault) callback(new AddressRefused(fault), null);
    else connect(options, callback);
  };
}

function guardedLookup(resolve: typeof lookup, allowPrivate: boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      const fault = error ?? refusalOf(found, allowPrivate);
      const [first] = found ?? [];
      if (fault || !first) return callback(fault ?? new AddressRefused('The name has no address.'), '', 0);
      if (options.all) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };
}

/** One bad address spoils the answer: a name that leads both inside and outside is no mistake. */
function refusalOf(found: LookupAddress[], allowPrivate: boolean): AddressRefused | null {
  const fault = found.map(({ address }) => addressFault(address, allowPrivate)).find((one) => one !== null);
  return fault ? new AddressRefused(fault) : null;
}

const forbidden = 'This is a link-local, metadata or reserved address.';
const closed = 'This is an address of the private network.';

function addressFault(address: string, allowPrivate: boolean): string | null {
  const kind = addressKind(address);
  if (kind === 'forbidden') return forbidden;
  return kind === 'private' && !allowPrivate ? closed : null;
}

/** As URL parsing left it: IPv6 in brackets, a name perhaps with a final dot. */
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$|\.$/g, '');
}

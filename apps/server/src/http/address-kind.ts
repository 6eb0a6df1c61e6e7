import { isIP } from 'node:net';

/**
 * What an address is to a server that connects to it for others: `public`; `private` (this machine and its networks,
 * only for who was told so); `forbidden` (link-local, the clouds' metadata, what no peer can have: never).
 */
export type AddressKind = 'public' | 'private' | 'forbidden';

type Range = readonly [network: string, bits: number];

/** IANA's special-purpose registry, and where clouds tell a machine its secrets. */
const forbidden4: Range[] = [
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['100.100.100.200', 32],
  ['168.63.129.16', 32],
  ['192.0.0.192', 32],
  ['192.0.2.0', 24],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
const private4: Range[] = [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
];
const forbidden6: Range[] = [
  ['::', 128],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['fd00:ec2::254', 128],
  ['fd20:ce::254', 128],
  ['fe80::', 10],
  ['ff00::', 8],
];
const private6: Range[] = [
  ['::1', 128],
  ['fc00::', 7],
  ['fec0::', 10],
];
/** Forms of IPv6 that carry an IPv4 address, and the byte at which it begins. */
const carriers: [Range, number][] = [
  [['::ffff:0:0', 96], 12],
  [['::', 96], 12],
  [['64:ff9b::', 96], 12],
  [['2002::', 16], 2],
];

/** The kind of an IP address as text; `forbidden` for what is none. */
export function addressKind(address: string): AddressKind {
  const family = isIP(address);
  if (family === 4) return kindOf4(bytes4(address));
  return family === 6 ? kindOf6(bytes6(address)) : 'forbidden';
}

function kindOf4(bytes: number[]): AddressKind {
  if (forbidden4.some((range) => within(bytes, range, bytes4))) return 'forbidden';
  return private4.some((range) => within(bytes, range, bytes4)) ? 'private' : 'public';
}

function kindOf6(bytes: number[]): AddressKind {
  if (forbidden6.some((range) => within(bytes, range, bytes6))) return 'forbidden';
  if (private6.some((range) => within(bytes, range, bytes6))) return 'private';
  const carrier = carriers.find(([range]) => within(bytes, range, bytes6));
  return carrier ? kindOf4(bytes.slice(carrier[1], carrier[1] + 4)) : 'public';
}

function within(bytes: number[], [network, bits]: Range, read: (text: string) => number[]): boolean {
  const base = read(network);
  return bytes.every((byte, at) => {
    const counted = Math.min(8, Math.max(0, bits - at * 8));
    const mask = 0xff & (0xff << (8 - counted));
    return (byte & mask) === ((base[at] as number) & mask);
  });
}

function bytes4(address: string): number[] {
  return address.split('.').map(Number);
}

/** Any notation of IPv6 that `isIP` knows: a zone is dropped, a dotted end is allowed. */
function bytes6(address: string): number[] {
  const plain = address.replace(/%.*$/, '').replace(/[\d.]+$/, (end) => (end.includes('.') ? groupsOf4(end) : end));
  const [head = '', tail] = plain.split('::');
  const before = groupsOf(head);
  const after = groupsOf(tail ?? '');
  const zeros = tail === undefined ? [] : new Array<number>(8 - before.length - after.length).fill(0);
  return [...before, ...zeros, ...after].flatMap((group) => [group >> 8, group & 0xff]);
}

function groupsOf(part: string): number[] {
  return part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
}

function groupsOf4(dotted: string): string {
  const [a, b, c, d] = bytes4(dotted) as [number, number, number, number];
  return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}

import { BlockList, isIP } from 'node:net';

/** Networks, ready to be asked. Apart by family: a list of both would find IPv4 addresses in `::/0`. */
export interface AddressList {
  4: BlockList;
  6: BlockList;
}

/**
 * A network as it is kept: `10.1.2.3` → `10.1.2.3/32`, `2001:DB8::/32` → `2001:db8::/32`. Null for what is none; IPv4 in
 * IPv6 dress is none, because callers are seen without it.
 */
export function readNetwork(text: string): string | null {
  const [address = '', length, more] = text.trim().toLowerCase().split('/');
  const family = isIP(address);
  if (family === 0 || more !== undefined || address.includes('%') || address.startsWith('::ffff:')) return null;
  const most = family === 4 ? 32 : 128;
  const bits = length === undefined ? most : /^\d{1,3}$/.test(length) ? Number(length) : most + 1;
  return bits <= most ? `${address}/${bits}` : null;
}

/** The list of these networks, as `readNetwork` wrote them. */
export function addressList(networks: readonly string[]): AddressList {
  const lists = { 4: new BlockList(), 6: new BlockList() };
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    if (isIP(address) === 6) lists[6].addSubnet(address, Number(bits), 'ipv6');
    else lists[4].addSubnet(address, Number(bits), 'ipv4');
  }
  return lists;
}

/** Whether the address lies in one of the networks; one that is not known does not. */
export function isListed(lists: AddressList, address: string | null): boolean {
  const family = isIP(address ?? '');
  if (family === 4) return lists[4].check(address as string, 'ipv4');
  return family === 6 && lists[6].check(address as string, 'ipv6');
}

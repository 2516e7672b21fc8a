import { BlockList, isIP, isIPv4 } from 'node:net';

/** Special-purpose blocks of the IANA registry for IPv4: nothing there is a public host. */
const notPublicV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];

/** Blocks within 2000::/3 that are for documentation or hide another address: Teredo, ORCHID, 6to4. */
const notPublicV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const blocked = listOf(notPublicV4, 'ipv4');
const blocked6 = listOf(notPublicV6, 'ipv6');
const global6 = listOf(['2000::/3'], 'ipv6');

function listOf(blocks: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const block of blocks) {
    const [network = '', bits = ''] = block.split('/');
    list.addSubnet(network, Number(bits), family);
  }
  return list;
}

/**
 * Whether an IP address belongs to a public host. Of IPv6 only global unicast does, so that loopback,
 * link-local, unique-local, IPv4-mapped and translated addresses are all refused without naming them.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  if (isIPv4(address)) return !blocked.check(address, 'ipv4');
  return global6.check(address, 'ipv6') && !blocked6.check(address, 'ipv6');
}

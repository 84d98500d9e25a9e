import { BlockList, isIPv4, isIPv6 } from 'node:net';

const OWN = new BlockList();
for (const [network, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const)
  OWN.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  OWN.addSubnet(network, prefix, 'ipv6');

/** Whether an address is of this machine or of a private network, where a proxy of our own stands. */
export function isPrivate(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  return OWN.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6');
}

/** Networks that are nobody's on the internet: our own, of documentation, of tests, of carriers, and doors into another one. */
const NOT_GLOBAL = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  NOT_GLOBAL.addSubnet(network, prefix, 'ipv4');
/** Of IPv6 only 2000::/3 is given out; within it these are not, or lead to an IPv4 address that nobody has looked at. */
const GIVEN_OUT = new BlockList();
GIVEN_OUT.addSubnet('2000::', 3, 'ipv6');
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  NOT_GLOBAL.addSubnet(network, prefix, 'ipv6');

/** Whether an address is one of the internet, which a request of ours to an address that somebody typed may reach. */
export function isGlobal(address: string): boolean {
  if (isIPv4(address)) return !NOT_GLOBAL.check(address, 'ipv4');
  return isIPv6(address) && GIVEN_OUT.check(address, 'ipv6') && !NOT_GLOBAL.check(address, 'ipv6');
}

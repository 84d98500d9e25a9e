import { describe, expect, it } from '@jest/globals';
import { isGlobal, isPrivate } from './private-network.js';

describe('isPrivate', () => {
  it.each(['127.0.0.1', '10.1.2.3', '172.31.0.9', '192.168.1.1', '::1', 'fd00::1', 'fe80::1', '::ffff:10.0.0.5'])(
    'takes %s for our own network',
    (address) => expect(isPrivate(address)).toBe(true),
  );
  it.each(['8.8.8.8', '172.32.0.1', '2001:db8::1', '::ffff:8.8.8.8', 'not an address'])(
    'takes %s for somebody else',
    (address) => expect(isPrivate(address)).toBe(false),
  );
});

describe('an address of the internet', () => {
  it.each(['8.8.8.8', '103.10.1.1', '172.32.0.1', '100.128.0.1', '2001:4860:4860::8888', '2400:cb00::1'])(
    '%s is one',
    (address) => {
      expect(isGlobal(address)).toBe(true);
    },
  );

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001::1',
    'fc00::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    'contoh.id',
    '',
  ])('%s is none', (address) => {
    expect(isGlobal(address)).toBe(false);
  });
});

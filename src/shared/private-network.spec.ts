import { describe, expect, it } from '@jest/globals';
import { isPrivate } from './private-network.js';

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

import { inspect } from 'node:util';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KeyMissingError, KeyRing, KeyRingChangeError, SealBrokenError } from './keyring.js';

describe('the key ring', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'keyring-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const fresh = (name: string): string => join(folder, name, 'keyring.json');

  it('makes its file at first start, readable by its owner only, and keeps it afterwards', () => {
    const file = fresh('first');
    const first = KeyRing.open(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'first')).mode & 0o777).toBe(0o700);
    const before = readFileSync(file, 'utf8');
    expect(KeyRing.open(file).currentKeyId).toBe(first.currentKeyId);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('opens what it sealed, and seals the same bytes differently each time', () => {
    const ring = KeyRing.open(fresh('round'));
    const bytes = Buffer.from('tahun_anggaran,kd_paket');
    const one = ring.seal(bytes, 'a|0');
    const two = ring.seal(bytes, 'a|0');
    expect(one.data.equals(two.data)).toBe(false);
    expect(ring.open(one, 'a|0').toString()).toBe('tahun_anggaran,kd_paket');
    expect(one.data.includes('kd_paket')).toBe(false);
  });

  it('notices a changed byte, a changed tag and a piece put in another place', () => {
    const ring = KeyRing.open(fresh('tamper'));
    const sealed = ring.seal(Buffer.from('isi berkas'), 'a|0');
    const flipped = Buffer.from(sealed.data);
    flipped.writeUInt8(flipped.readUInt8(0) ^ 1, 0);
    expect(() => ring.open({ ...sealed, data: flipped }, 'a|0')).toThrow(SealBrokenError);
    expect(() => ring.open({ ...sealed, tag: Buffer.alloc(16) }, 'a|0')).toThrow(SealBrokenError);
    expect(() => ring.open(sealed, 'a|1')).toThrow(SealBrokenError);
  });

  it('names the key and the file when the key is gone', () => {
    const old = KeyRing.open(fresh('old')).seal(Buffer.from('x'), 'a|0');
    const file = fresh('new');
    const ring = KeyRing.open(file);
    expect(() => ring.open(old, 'a|0')).toThrow(KeyMissingError);
    expect(() => ring.open(old, 'a|0')).toThrow(new RegExp(`"${old.keyId}".*${file}`));
  });

  it('never puts a key into a log line, nor into the message about a damaged file', () => {
    const file = fresh('log');
    const ring = KeyRing.open(file);
    const { keys } = JSON.parse(readFileSync(file, 'utf8')) as { keys: Record<string, string> };
    const secret = Object.values(keys)[0] ?? '';
    expect(Buffer.from(secret, 'base64')).toHaveLength(32);
    const bytes = inspect(Buffer.from(secret, 'base64').subarray(0, 8)).slice(8, 25); // as inspect writes a buffer
    for (const shown of [JSON.stringify({ ring }), inspect(ring, { depth: 9, showHidden: true })]) {
      expect(shown).not.toContain(secret);
      expect(shown).not.toContain(bytes);
    }
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, -4));
    expect(() => KeyRing.open(file)).toThrow(/bukan JSON/);
    try {
      KeyRing.open(file);
    } catch (error) {
      expect(String(error)).not.toContain(secret);
    }
  });

  it('refuses a key of the wrong length instead of encrypting weakly', () => {
    const file = fresh('short');
    KeyRing.open(file);
    writeFileSync(file, JSON.stringify({ current: 'k', keys: { k: Buffer.alloc(16).toString('base64') } }));
    expect(() => KeyRing.open(file)).toThrow(/32 byte/);
  });

  it('follows its file: after a rotation it seals with the new key and still opens what the old one sealed', () => {
    const file = fresh('rotate');
    const running = KeyRing.open(file);
    const before = running.seal(Buffer.from('lama'), 'a');
    const id = KeyRing.open(file).rotate();
    expect(running.currentKeyId).toBe(id);
    expect(running.seal(Buffer.from('baru'), 'a').keyId).toBe(id);
    expect(running.open(before, 'a').toString()).toBe('lama');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(() => running.retire(id)).toThrow(KeyRingChangeError);
    running.retire(before.keyId);
    expect(() => KeyRing.open(file).open(before, 'a')).toThrow(KeyMissingError);
  });

  it('hashes by purpose and key: the same value twice is the same, elsewhere it is another', () => {
    const file = fresh('mac');
    const ring = KeyRing.open(file);
    const first = ring.matchHash('personal/nik', '1');
    expect(ring.matchHash('personal/nik', '1')).toEqual(first);
    expect(ring.matchHash('personal/npwp', '1').hash.equals(first.hash)).toBe(false);
    expect(ring.mac('personal/nik', Buffer.from('1')).mac.equals(first.hash)).toBe(false);
    ring.rotate();
    expect(ring.matchHash('personal/nik', '1').hash.equals(first.hash)).toBe(false);
    expect(ring.matchHashes('personal/nik', '1')).toContainEqual(first);
    expect(ring.mac('x', Buffer.from('1'), first.keyId).keyId).toBe(first.keyId);
    expect(() => ring.mac('x', Buffer.from('1'), 'k-lain')).toThrow(KeyMissingError);
  });

  it('comes from the environment, plain or in base64, instead of a file', () => {
    const file = fresh('environment');
    const text = JSON.stringify({ current: 'k-a', keys: { 'k-a': Buffer.alloc(32, 9).toString('base64') } });
    const sealed = KeyRing.from({ encryptionKeys: text, keyFile: file }).seal(Buffer.from('x'), 'a');
    const encoded = Buffer.from(text).toString('base64');
    const ring = KeyRing.from({ encryptionKeys: encoded, keyFile: file });
    expect(ring.open(sealed, 'a').toString()).toBe('x');
    expect(existsSync(file)).toBe(false);
    expect(() => ring.rotate()).toThrow(/ENCRYPTION_KEYS/);
    expect(() => KeyRing.from({ encryptionKeys: text.slice(1), keyFile: file })).toThrow(/ENCRYPTION_KEYS/);
    expect(KeyRing.find({ encryptionKeys: null, keyFile: file })).toBeNull();
  });
});

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditLog } from '../../../src/access/audit/audit-log.js';
import { PERSONAL_FIELDS } from '../../../src/access/personal/identifiers.js';
import { type PersonalOwner, PersonalVault } from '../../../src/access/personal/personal-vault.js';
import { changeKeys } from '../../../src/cli/keys.command.js';
import { Archive } from '../../../src/ingestion/archive.js';
import { KeyMissingError, KeyRing, SealBrokenError } from '../../../src/shared/keyring.js';
import { heard } from '../backup/support.js';
import { type ImportBench, json, openImportBench, v5Packages } from '../ingestion/support.js';

const VALUES = {
  nik: '5371015203900001',
  npwp: '013121660091000',
  telepon: '+6281234567890',
  email: 'nama@contoh.invalid',
} as const;

const A: PersonalOwner = { kind: 'enterprise', id: 'a' };
const B: PersonalOwner = { kind: 'enterprise', id: 'b' };

describe('the vault of personal data', () => {
  let bench: ImportBench;
  let keys: KeyRing;
  let vault: PersonalVault;
  beforeAll(async () => {
    bench = await openImportBench();
    keys = KeyRing.from(bench.env);
    vault = new PersonalVault(bench.db.source, keys, new AuditLog());
  });
  afterAll(() => bench.close());

  const put = (
    owner: PersonalOwner,
    field: keyof typeof VALUES,
    value: string,
    over: PersonalVault = vault,
  ): Promise<void> =>
    bench.db.source.transaction((tx) =>
      over.put(tx, owner, { field, value, purpose: 'Uji', basis: 'kewajiban hukum', consent: null }),
    );
  const keysCommand = async (
    what: 'list' | 'rotate' | 'reseal' | 'retire',
    more: { archives?: boolean; keyId?: string } = {},
  ): Promise<{ code: number; said: string }> => {
    const speech = heard();
    const code = await changeKeys(bench.db.database, bench.env, { what, archives: false, keyId: '', ...more }, speech);
    return { code, said: speech.said() };
  };

  it('gives back what it keeps, finds it by its value, and holds one value per owner and field', async () => {
    for (const field of PERSONAL_FIELDS) await put(A, field, VALUES[field]);
    for (const field of PERSONAL_FIELDS) {
      expect(await vault.showOwn(A, field)).toBe(VALUES[field]);
      expect(await vault.findByValue(field, VALUES[field])).toEqual([A]);
    }
    await put(A, 'nik', '5371011203900002');
    expect(await vault.showOwn(A, 'nik')).toBe('5371011203900002');
    expect(await vault.findByValue('nik', VALUES.nik)).toEqual([]);
    await put(A, 'nik', VALUES.nik);
    expect((await vault.masked(A)).map(({ masked }) => masked)).toEqual([
      '••••••••••••0001',
      '•••••••••••1000',
      '••••••••7890',
      '••••••••alid',
    ]);
    // The old NPWP with the 0 that makes 16 digits of it is the same number; the same digits elsewhere are not.
    expect(await vault.findByValue('npwp', '0013121660091000')).toEqual([A]);
    expect(await vault.findByValue('nik', '5371011203900009')).toEqual([]);
  });

  it('does not open a value that was moved to another owner or field, or changed', async () => {
    await put(B, 'nik', '5371011203900003');
    const copy = `set key_id = s.key_id, nonce = s.nonce, tag = s.tag, data = s.data from personal_value s`;
    await bench.db.source.query(
      `update personal_value t ${copy} where s.owner_id = 'a' and s.field = 'nik' and t.owner_id = 'b' and t.field = 'nik'`,
    );
    await expect(vault.showOwn(B, 'nik')).rejects.toThrow(SealBrokenError);
    const before = (await bench.db.source.query('select count(*)::int as n from audit_entry')) as { n: number }[];
    await expect(vault.unmask(B, 'nik', 'Alasan yang cukup panjang')).rejects.toThrow(SealBrokenError);
    // Nothing was shown, so nothing says that it was.
    expect(await bench.db.source.query('select count(*)::int as n from audit_entry')).toEqual(before);
    await put(A, 'npwp', VALUES.npwp);
    await bench.db.source.query(
      `update personal_value t ${copy} where s.owner_id = 'a' and s.field = 'nik' and t.owner_id = 'a' and t.field = 'npwp'`,
    );
    await expect(vault.showOwn(A, 'npwp')).rejects.toThrow(SealBrokenError);
    await put(A, 'npwp', VALUES.npwp);
    await put(B, 'nik', '5371011203900003');
  });

  it('opens and finds everything after a rotation, before and after it is sealed anew, archived files too', async () => {
    const batch = await bench.import(json(v5Packages(1, 3)));
    const archive = new Archive(bench.db.source, KeyRing.from(bench.env));
    const read = async (): Promise<string> => {
      const pieces: Buffer[] = [];
      for await (const piece of archive.read(batch.archiveId)) pieces.push(piece);
      return Buffer.concat(pieces).toString('utf8');
    };
    const old = keys.currentKeyId;
    const rotated = await keysCommand('rotate');
    expect(rotated).toMatchObject({ code: 0 });
    expect(rotated.said).toContain(bench.env.keyFile);
    // The ring of a process that was running all the time knows at once.
    const fresh = keys.currentKeyId;
    expect(fresh).not.toBe(old);
    expect(await vault.findByValue('nik', VALUES.nik)).toEqual([A]);
    await put(B, 'email', 'b@contoh.invalid');

    const early = await keysCommand('retire', { keyId: old });
    expect(early).toMatchObject({ code: 3 });
    expect(early.said).toMatch(/masih diperlukan.*Data pribadi: 5.*Berkas arsip: 1/);
    expect((await keysCommand('retire', { keyId: fresh })).said).toContain('sedang berlaku');

    await expect(keysCommand('reseal')).resolves.toMatchObject({ code: 0 });
    expect((await keysCommand('retire', { keyId: old })).said).toMatch(/masih diperlukan \(Berkas arsip: 1\)/);
    // As a run that was cut off leaves it: the chunk is ahead of its file.
    await expect(keysCommand('reseal', { archives: true })).resolves.toMatchObject({ code: 0 });
    await bench.db.source.query('update archive_chunk set key_id = $1', [fresh]);
    await bench.db.source.query('update archive_file set key_id = $1', [old]);
    expect(await read()).toBe(json(v5Packages(1, 3)));
    await expect(keysCommand('reseal', { archives: true })).resolves.toMatchObject({ code: 0 });
    const listed = await keysCommand('list');
    expect(listed.said).toMatch(new RegExp(`${old}: tidak diperlukan apa pun`));
    expect(listed.said).toMatch(new RegExp(`${fresh} \\(berlaku\\): Data pribadi: 6`));
    const { keys: secrets } = JSON.parse(readFileSync(bench.env.keyFile, 'utf8')) as { keys: Record<string, string> };
    for (const secret of Object.values(secrets)) expect(listed.said).not.toContain(secret);

    await expect(keysCommand('retire', { keyId: old })).resolves.toMatchObject({ code: 0 });
    expect(KeyRing.from(bench.env).keyIds).toEqual([fresh]);
    for (const field of PERSONAL_FIELDS) {
      expect(await vault.showOwn(A, field)).toBe(VALUES[field]);
      expect(await vault.findByValue(field, VALUES[field])).toEqual([A]);
    }
    expect(await read()).toBe(json(v5Packages(1, 3)));
    const actions = (await bench.db.source.query(
      `select action from audit_entry where action like 'keys.%' order by seq`,
    )) as { action: string }[];
    expect(actions.map(({ action }) => action)).toEqual([
      'keys.rotate',
      'keys.reseal',
      'keys.reseal',
      'keys.reseal',
      'keys.retire',
    ]);
  });

  it('stops at a value that does not open instead of losing it', async () => {
    await keysCommand('rotate');
    await bench.db.source.query(
      `update personal_value set tag = decode('00000000000000000000000000000000', 'hex') where owner_id = 'b' and field = 'email'`,
    );
    const before = await bench.db.source.query(
      `select data from personal_value where owner_id = 'b' and field = 'email'`,
    );
    const stopped = await keysCommand('reseal');
    expect(stopped).toMatchObject({ code: 3 });
    expect(stopped.said).toContain('rusak atau diubah');
    expect(
      await bench.db.source.query(`select data from personal_value where owner_id = 'b' and field = 'email'`),
    ).toEqual(before);
    await bench.db.source.query(`delete from personal_value where owner_id = 'b' and field = 'email'`);
    await expect(keysCommand('reseal', { archives: true })).resolves.toMatchObject({ code: 0 });
  });

  it('works with keys from the environment, which are not changed from here', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lokapasar-env-'));
    try {
      const encryptionKeys = readFileSync(bench.env.keyFile, 'utf8');
      const env = { ...bench.env, keyFile: join(folder, 'tidak-dipakai.json'), encryptionKeys };
      const other = new PersonalVault(bench.db.source, KeyRing.from(env), new AuditLog());
      expect(await other.showOwn(A, 'nik')).toBe(VALUES.nik);
      const speech = heard();
      const asked = { what: 'rotate', archives: false, keyId: '' } as const;
      expect(await changeKeys(bench.db.database, env, asked, speech)).toBe(3);
      expect(speech.said()).toContain('ENCRYPTION_KEYS');
      expect(speech.said()).not.toContain(JSON.parse(encryptionKeys).keys[keys.currentKeyId]);
      // Without the key the value does not open, and the message says which key.
      const strange = { current: 'k-lain', keys: { 'k-lain': Buffer.alloc(32, 1).toString('base64') } };
      const without = { ...env, encryptionKeys: Buffer.from(JSON.stringify(strange)).toString('base64') };
      const blind = new PersonalVault(bench.db.source, KeyRing.from(without), new AuditLog());
      await expect(blind.showOwn(A, 'nik')).rejects.toThrow(KeyMissingError);
      await expect(blind.showOwn(A, 'nik')).rejects.toThrow(new RegExp(`"${keys.currentKeyId}".*ENCRYPTION_KEYS`));
      expect(await blind.findByValue('nik', VALUES.nik)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('leaves a key file alone that another process is changing', async () => {
    writeFileSync(`${bench.env.keyFile}.new`, '');
    const refused = await keysCommand('rotate');
    expect(refused).toMatchObject({ code: 3 });
    expect(refused.said).toContain('.new sudah ada');
    rmSync(`${bench.env.keyFile}.new`);
  });
});

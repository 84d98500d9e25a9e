import { parseArgs } from 'node:util';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../access/audit/audit-log.js';
import { reseal, resealText } from '../access/personal/resealing.js';
import { type OpenDatabase, openDatabase } from '../database/database.module.js';
import { resealArchive } from '../ingestion/archive-resealing.js';
import { actAs } from '../shared/actor.js';
import { type Env, readEnv } from '../shared/env.js';
import { KeyMissingError, KeyRing, KeyRingChangeError, SealBrokenError } from '../shared/keyring.js';
import { headNeeds, keyNeeds, SEALED, SEALED_TEXTS } from './sealed-registry.js';
import { cliActor, type Speech, TERMINAL } from './speech.js';

export const KEYS_USAGE = `Pemakaian: lokapasar-ovop keys list
           lokapasar-ovop keys rotate
           lokapasar-ovop keys reseal [--archives]
           lokapasar-ovop keys retire KUNCI

  list    kunci yang ada dan berapa baris yang memerlukannya (isi kunci tidak pernah ditampilkan)
  rotate  menambah kunci baru dan memakainya mulai sekarang; kunci lama tetap ada
  reseal  mengenkripsi ulang data pribadi dengan kunci yang berlaku; --archives: berkas arsip juga. Boleh dihentikan
          dan dilanjutkan
  retire  mencabut kunci yang tidak diperlukan lagi

Berakhir dengan 0 bila selesai, 2 bila perintahnya keliru, 3 bila ditolak.`;

const EXIT = { done: 0, usage: 2, refused: 3 } as const;

interface Asked {
  what: 'list' | 'rotate' | 'reseal' | 'retire';
  archives: boolean;
  keyId: string;
}

export async function keysCommand(args: string[], speech: Speech = TERMINAL): Promise<number> {
  const asked = readArguments(args);
  if (asked === null) {
    speech.err(KEYS_USAGE);
    return EXIT.usage;
  }
  const env = readEnv();
  const database = await openDatabase(env, 'keys');
  try {
    return await actAs(cliActor('keys'), () => changeKeys(database, env, asked, speech));
  } finally {
    await database.close();
  }
}

/** Does what is asked with the keys of an opened database; answers the exit code. */
export async function changeKeys(database: OpenDatabase, env: Env, asked: Asked, speech: Speech): Promise<number> {
  const keys = KeyRing.from(env);
  try {
    if (asked.what === 'list') await list(database, env, keys, speech);
    else if (asked.what === 'rotate') await rotate(database, keys, speech);
    else if (asked.what === 'reseal') await resealAll(database, keys, asked.archives, speech);
    else await retire(database, env, keys, asked.keyId, speech);
    return EXIT.done;
  } catch (error) {
    const known =
      error instanceof KeyRingChangeError || error instanceof KeyMissingError || error instanceof SealBrokenError;
    if (!known) throw error;
    speech.err(error.message);
    return EXIT.refused;
  }
}

async function list({ source }: OpenDatabase, env: Env, keys: KeyRing, speech: Speech): Promise<void> {
  const needs = [...(await keyNeeds(source.manager)), ...(await headNeeds(env.auditHeadsFile))];
  const current = keys.currentKeyId;
  speech.out(`Kunci dari ${keys.fromEnvironment ? 'setelan' : 'berkas'} ${keys.file}`);
  for (const id of keys.keyIds) {
    const what = needs.filter((one) => one.id === id).flatMap((need) => need.what);
    speech.out(
      `  ${id}${id === current ? ' (berlaku)' : ''}: ${what.length > 0 ? what.join(', ') : 'tidak diperlukan apa pun'}`,
    );
  }
  for (const need of needs.filter(({ id }) => !keys.has(id)))
    speech.out(`  ${need.id} (HILANG, tidak dapat dibuka): ${need.what.join(', ')}`);
}

async function rotate({ source }: OpenDatabase, keys: KeyRing, speech: Speech): Promise<void> {
  const before = keys.currentKeyId;
  const id = keys.rotate();
  await source.transaction((tx) => record(tx, 'keys.rotate', id, { before, current: id }));
  speech.out(`Kunci baru ${id} berlaku mulai sekarang; proses yang sedang berjalan ikut memakainya.`);
  speech.out(`Cadangkan ${keys.file} sekarang, terpisah dari basis data: tanpa kunci itu tidak ada yang dapat dibuka.`);
  speech.out(`Kunci lama ${before} tetap diperlukan sampai semuanya dienkripsi ulang: keys reseal --archives.`);
}

async function resealAll({ source }: OpenDatabase, keys: KeyRing, archives: boolean, speech: Speech): Promise<void> {
  const current = keys.currentKeyId;
  const done: Record<string, number> = {};
  for (const columns of SEALED) {
    done[columns.table] = await reseal(source, keys, columns, (n) => speech.err(`  ${columns.what}: ${n}`));
    speech.out(`${columns.what}: ${done[columns.table]} dienkripsi ulang dengan ${current}.`);
  }
  for (const text of SEALED_TEXTS) {
    done[`${text.table}.${text.column}`] = await resealText(source, keys, text, (n) =>
      speech.err(`  ${text.what}: ${n}`),
    );
    speech.out(`${text.what}: ${done[`${text.table}.${text.column}`]} dienkripsi ulang dengan ${current}.`);
  }
  if (archives) {
    done['archive_file'] = await resealArchive(source, keys, (n, of) => speech.err(`  Berkas arsip: ${n} dari ${of}`));
    speech.out(`Berkas arsip: ${done['archive_file']} dienkripsi ulang dengan ${current}.`);
  } else speech.out('Berkas arsip dibiarkan; tambahkan --archives untuk mengenkripsinya ulang juga.');
  await source.transaction((tx) => record(tx, 'keys.reseal', current, done));
}

async function retire({ source }: OpenDatabase, env: Env, keys: KeyRing, keyId: string, speech: Speech): Promise<void> {
  const [heads] = (await headNeeds(env.auditHeadsFile)).filter(({ id }) => id === keyId);
  if (heads && keyId !== keys.currentKeyId)
    throw new KeyRingChangeError(
      `Kunci "${keyId}" masih diperlukan untuk memeriksa jejak audit (${heads.what.join(', ')}). Jalankan audit verify, ` +
        `simpan berkas kepala itu bersama salinan berkas kunci ini sebagai arsip, mulai berkas baru, lalu ulangi.`,
    );
  await source.transaction(async (tx) => {
    const need = (await keyNeeds(tx)).find(({ id }) => id === keyId);
    // The current key is never taken: the ring itself says so below.
    if (need && keyId !== keys.currentKeyId)
      throw new KeyRingChangeError(
        `Kunci "${keyId}" masih diperlukan (${need.what.join(', ')}). Enkripsi ulang dahulu (keys reseal --archives), lalu ulangi.`,
      );
    await record(tx, 'keys.retire', keyId, null);
    keys.retire(keyId);
  });
  speech.out(`Kunci ${keyId} dicabut dari ${keys.file}.`);
  speech.out('Cadangan lama yang memerlukannya hanya dapat dibuka dengan salinan berkas kunci dari waktu itu.');
}

function record(
  tx: EntityManager,
  action: string,
  keyId: string,
  after: Readonly<Record<string, unknown>> | null,
): Promise<void> {
  return new AuditLog().record(tx, { action, objectKind: 'encryption_key', objectId: keyId, after });
}

function readArguments(args: string[]): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { archives: { type: 'boolean' } },
    });
    const [what, keyId, ...more] = positionals;
    if (more.length > 0 || (values.archives && what !== 'reseal')) return null;
    if (what === 'retire') return keyId ? { what, archives: false, keyId } : null;
    if ((what !== 'list' && what !== 'rotate' && what !== 'reseal') || keyId) return null;
    return { what, archives: values.archives ?? false, keyId: '' };
  } catch {
    return null;
  }
}

import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Bytes sealed with one key of the ring. All four parts are needed to open them again. */
export interface Sealed {
  keyId: string;
  nonce: Buffer;
  tag: Buffer;
  data: Buffer;
}

interface KeyFile {
  current: string;
  /** Key id → 32 bytes in base64. Old keys stay, so that what they sealed can be opened. */
  keys: Record<string, string>;
}

/** The part of the settings that says where the keys are. */
export interface KeySource {
  /** The key file's JSON, or base64 of it; wins over the file. Secret. */
  encryptionKeys: string | null;
  keyFile: string;
}

/** How a ring from the environment is named in messages. */
const ENVIRONMENT = 'ENCRYPTION_KEYS';

/** What was sealed asks for a key that the ring does not hold. */
export class KeyMissingError extends Error {
  constructor(
    readonly keyId: string,
    readonly file: string,
  ) {
    super(
      file === ENVIRONMENT
        ? `Kunci enkripsi "${keyId}" tidak ada di setelan ${ENVIRONMENT}. Tambahkan kunci itu dari cadangannya; tanpa ` +
            `kunci itu yang dienkripsi dengannya tidak dapat dibuka. (Encryption key "${keyId}" is missing from ` +
            `${ENVIRONMENT}: add it from its backup.)`
        : `Kunci enkripsi "${keyId}" tidak ada di berkas kunci ${file}. Kembalikan berkas kunci dari cadangan; tanpa kunci ` +
            `itu berkas arsip dan data pribadi yang dienkripsi dengannya tidak dapat dibuka. (Encryption key "${keyId}" is ` +
            `missing from the key file ${file}: restore the key file from its backup.)`,
    );
    this.name = 'KeyMissingError';
  }
}

/** The ring cannot be changed as asked; the message says why and what to do instead. */
export class KeyRingChangeError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'KeyRingChangeError';
  }
}

/** Sealed bytes that do not open: they, their place or their label were changed after they were sealed. */
export class SealBrokenError extends Error {
  constructor(label: string) {
    super(`Data terenkripsi (${label}) rusak atau diubah. (Sealed data does not match its tag: ${label}.)`);
    this.name = 'SealBrokenError';
  }
}

/** A keyed hash and the key that made it. */
export interface KeyedHash {
  keyId: string;
  hash: Buffer;
}

interface Keys {
  current: string;
  byId: ReadonlyMap<string, KeyObject>;
}

/**
 * The keys that encrypt what the database holds for safe keeping. They lie in a file outside the database (KEY_FILE) or
 * in the environment (ENCRYPTION_KEYS): whoever takes only the database, or only a backup of it, cannot read the
 * archived files nor the personal data.
 *
 * A ring of a file looks at the file again when it has changed, so that a server that runs seals with the new key as
 * soon as `keys rotate` made it current, and opens what another process sealed with it.
 */
export class KeyRing {
  private keys: Keys;
  /** What the file looked like when it was read; null for a ring from the environment. */
  private seen: string | null;

  private constructor(
    /** Path of the key file, or ENCRYPTION_KEYS. */
    readonly file: string,
    text: string,
    seen: string | null,
  ) {
    this.keys = parse(text, file);
    this.seen = seen;
  }

  /** The ring that the settings name: ENCRYPTION_KEYS, else the key file, which is made when it is not there yet. */
  static from({ encryptionKeys, keyFile }: KeySource): KeyRing {
    return encryptionKeys === null
      ? KeyRing.open(keyFile)
      : new KeyRing(ENVIRONMENT, plainOrBase64(encryptionKeys), null);
  }

  /** As `from`, but null when there is no key file: for whoever must not make one (restore). */
  static find({ encryptionKeys, keyFile }: KeySource): KeyRing | null {
    if (encryptionKeys === null && readIfThere(keyFile) === null) return null;
    return KeyRing.from({ encryptionKeys, keyFile });
  }

  /**
   * Reads the key file; makes it with one new random key when it is not there yet (mode 0600 in a folder of mode 0700).
   * Throws an Error that names the file when it cannot be read or is no key file.
   */
  static open(file: string): KeyRing {
    let text = readIfThere(file);
    if (text === null) {
      create(file);
      text = readFileSync(file, 'utf8');
    }
    return new KeyRing(file, text, stamp(file));
  }

  /** Whether the keys come from the environment: such a ring cannot be changed from here. */
  get fromEnvironment(): boolean {
    return this.file === ENVIRONMENT;
  }

  /** Id of the key that seals from now on. */
  get currentKeyId(): string {
    this.refresh();
    return this.keys.current;
  }

  /** Ids of all keys, in the order of the file. */
  get keyIds(): string[] {
    this.refresh();
    return [...this.keys.byId.keys()];
  }

  has(keyId: string): boolean {
    this.refresh();
    return this.keys.byId.has(keyId);
  }

  /** Encrypts and authenticates `bytes`; `label` (where they belong) is authenticated too and is not secret. */
  seal(bytes: Uint8Array, label: string): Sealed {
    const keyId = this.currentKeyId;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key(keyId), nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(label, 'utf8'));
    const data = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return { keyId, nonce, tag: cipher.getAuthTag(), data };
  }

  /** Throws KeyMissingError without the key, SealBrokenError when anything differs from what was sealed. */
  open(sealed: Sealed, label: string): Buffer {
    const key = this.key(sealed.keyId);
    try {
      const decipher = createDecipheriv(CIPHER, key, sealed.nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(label, 'utf8'));
      decipher.setAuthTag(sealed.tag);
      return Buffer.concat([decipher.update(sealed.data), decipher.final()]);
    } catch {
      throw new SealBrokenError(label);
    }
  }

  /**
   * HMAC-SHA-256 of `bytes` with a key made for `purpose` alone (HKDF-SHA-256 of a key of the ring), so that what one
   * purpose hashes tells nothing to another. `keyId` null or absent = the current key. Throws KeyMissingError.
   */
  mac(purpose: string, bytes: Uint8Array, keyId: string = this.currentKeyId): { keyId: string; mac: Buffer } {
    const subkey = hkdfSync('sha256', this.key(keyId), new Uint8Array(0), `lokapasar/${purpose}`, KEY_BYTES);
    const mac = createHmac('sha256', Buffer.from(subkey)).update(bytes).digest();
    return { keyId, mac };
  }

  /** Whether `mac` was made of these bytes for this purpose. Throws KeyMissingError without the key. */
  macFits(purpose: string, bytes: Uint8Array, { keyId, mac }: { keyId: string; mac: Uint8Array }): boolean {
    const right = this.mac(purpose, bytes, keyId).mac;
    return right.length === mac.length && timingSafeEqual(right, mac);
  }

  /**
   * Keyed hash of a normalised value, to find it again without opening anything. Who has the database but not the key
   * cannot try values out.
   */
  matchHash(purpose: string, normalisedValue: string, keyId?: string): KeyedHash {
    const { keyId: by, mac } = this.mac(`match:${purpose}`, Buffer.from(normalisedValue, 'utf8'), keyId);
    return { keyId: by, hash: mac };
  }

  /** The value's hash by every key of the ring: rows of an older key are found too. */
  matchHashes(purpose: string, normalisedValue: string): KeyedHash[] {
    return this.keyIds.map((keyId) => this.matchHash(purpose, normalisedValue, keyId));
  }

  /**
   * Adds a new random key to the file and makes it current; answers its id. The old keys stay. Throws KeyRingChangeError
   * for a ring from the environment, or while another process changes the file.
   */
  rotate(): string {
    const id = newKeyId();
    this.change((content) => {
      content.keys[id] = randomBytes(KEY_BYTES).toString('base64');
      content.current = id;
    });
    return id;
  }

  /** Takes a key that nothing needs any more out of the file. Throws KeyRingChangeError; never takes the current one. */
  retire(keyId: string): void {
    if (!this.has(keyId)) throw new KeyRingChangeError(`Kunci "${keyId}" tidak ada di ${this.file}.`);
    if (keyId === this.currentKeyId)
      throw new KeyRingChangeError(
        `Kunci "${keyId}" sedang berlaku. Buat kunci baru dahulu (keys rotate), enkripsi ulang (keys reseal --archives), ` +
          `lalu cabut kunci ini.`,
      );
    this.change((content) => {
      delete content.keys[keyId];
    });
  }

  private change(edit: (content: KeyFile) => void): void {
    if (this.fromEnvironment)
      throw new KeyRingChangeError(
        `Kunci berasal dari setelan ${ENVIRONMENT}, jadi tidak diubah dari sini. Buat 32 byte acak (openssl rand -base64 32), ` +
          `tambahkan pada "keys" dengan nama baru, jadikan nama itu "current", pasang setelan itu di semua proses, lalu ` +
          `mulai ulang semuanya.`,
      );
    const half = `${this.file}.new`;
    let handle: number;
    try {
      // The name is the lock: of two processes that change the file at once, one is told so.
      handle = openSync(half, 'wx', 0o600);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      throw new KeyRingChangeError(
        `Berkas ${half} sudah ada: proses lain sedang mengubah berkas kunci, atau terhenti di tengahnya. Bila tidak ada ` +
          `proses lain, hapus berkas itu lalu ulangi.`,
      );
    }
    try {
      const content = JSON.parse(readFileSync(this.file, 'utf8')) as KeyFile;
      edit(content);
      const text = `${JSON.stringify(content, null, 2)}\n`;
      parse(text, this.file);
      writeFileSync(handle, text);
      fsyncSync(handle);
      closeSync(handle);
      renameSync(half, this.file);
    } catch (error) {
      unlinkSync(half);
      throw error;
    }
    this.seen = null;
    this.refresh();
  }

  /** Reads the file again when it is not the one that was read. A file that is gone or broken leaves the ring as it is. */
  private refresh(): void {
    if (this.fromEnvironment) return;
    const now = stamp(this.file);
    if (now === null || now === this.seen) return;
    try {
      this.keys = parse(readFileSync(this.file, 'utf8'), this.file);
      this.seen = now;
    } catch {
      // Somebody is writing it by hand: the keys that were read before still hold.
    }
  }

  private key(id: string): KeyObject {
    let key = this.keys.byId.get(id);
    if (!key) {
      this.refresh();
      key = this.keys.byId.get(id);
    }
    if (!key) throw new KeyMissingError(id, this.file);
    return key;
  }

  /** Never shows a key, whoever prints the ring. */
  toJSON(): { file: string; current: string } {
    return { file: this.file, current: this.keys.current };
  }
}

/** Throws an Error that names the file, and never quotes it: its text is a secret. */
function parse(text: string, file: string): Keys {
  const named = file === ENVIRONMENT ? `Setelan ${ENVIRONMENT}` : `Berkas kunci ${file}`;
  const broken = (why: string): Error => new Error(`${named} tidak dapat dipakai: ${why}. (The keys cannot be used.)`);
  let content: KeyFile;
  try {
    content = JSON.parse(text) as KeyFile;
  } catch {
    // The parser's own message quotes the text.
    throw broken('isinya bukan JSON');
  }
  // A KeyObject shows nothing of itself when it is printed.
  const byId = new Map<string, KeyObject>();
  for (const [id, encoded] of Object.entries(content?.keys ?? {})) {
    const key = Buffer.from(String(encoded), 'base64');
    if (key.length !== KEY_BYTES) throw broken(`kunci "${id}" tidak berisi ${KEY_BYTES} byte`);
    byId.set(id, createSecretKey(key));
  }
  if (!byId.has(content?.current)) throw broken('kunci yang berlaku ("current") tidak ada di dalamnya');
  return { current: content.current, byId };
}

function plainOrBase64(text: string): string {
  return text.trimStart().startsWith('{') ? text : Buffer.from(text, 'base64').toString('utf8');
}

/** Tells one state of a file from another; null when there is none. */
function stamp(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false, bigint: true });
  return found ? `${found.ino}:${found.mtimeNs}:${found.size}` : null;
}

function newKeyId(): string {
  return `k-${randomBytes(4).toString('hex')}`;
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Two processes may start at once: the file appears whole and only once, the second takes the first's. */
function create(file: string): void {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const id = newKeyId();
  const content: KeyFile = { current: id, keys: { [id]: randomBytes(KEY_BYTES).toString('base64') } };
  const half = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(half, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(half, file);
    chmodSync(file, 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(half);
  }
}

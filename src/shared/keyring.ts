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
import { chmodSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
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

/** What was sealed asks for a key that the key file does not hold. */
export class KeyMissingError extends Error {
  constructor(
    readonly keyId: string,
    readonly file: string,
  ) {
    super(
      `Kunci enkripsi "${keyId}" tidak ada di berkas kunci ${file}. Kembalikan berkas kunci dari cadangan; tanpa kunci ` +
        `itu berkas arsip tidak dapat dibuka. (Encryption key "${keyId}" is missing from the key file ${file}: restore ` +
        `the key file from its backup.)`,
    );
    this.name = 'KeyMissingError';
  }
}

/** Sealed bytes that do not open: they, their place or their label were changed after they were sealed. */
export class SealBrokenError extends Error {
  constructor(label: string) {
    super(`Data terenkripsi (${label}) rusak atau diubah. (Sealed data does not match its tag: ${label}.)`);
    this.name = 'SealBrokenError';
  }
}

/**
 * The keys that encrypt what the database holds for safe keeping. They lie in a file outside the database (KEY_FILE):
 * whoever takes only the database, or only a backup of it, cannot read the archived files.
 */
export class KeyRing {
  private constructor(
    private readonly file: string,
    private readonly current: string,
    private readonly keys: ReadonlyMap<string, KeyObject>,
  ) {}

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
    return KeyRing.parse(text, file);
  }

  private static parse(text: string, file: string): KeyRing {
    const broken = (why: string): Error =>
      new Error(`Berkas kunci ${file} tidak dapat dipakai: ${why}. (The key file cannot be used.)`);
    let content: KeyFile;
    try {
      content = JSON.parse(text) as KeyFile;
    } catch {
      // The parser's own message quotes the text, which is a secret.
      throw broken('isinya bukan JSON');
    }
    // A KeyObject shows nothing of itself when it is printed.
    const keys = new Map<string, KeyObject>();
    for (const [id, encoded] of Object.entries(content.keys ?? {})) {
      const key = Buffer.from(String(encoded), 'base64');
      if (key.length !== KEY_BYTES) throw broken(`kunci "${id}" tidak berisi ${KEY_BYTES} byte`);
      keys.set(id, createSecretKey(key));
    }
    if (!keys.has(content.current)) throw broken('kunci yang berlaku ("current") tidak ada di dalamnya');
    return new KeyRing(file, content.current, keys);
  }

  /** Id of the key that seals from now on. */
  get currentKeyId(): string {
    return this.current;
  }

  /** Encrypts and authenticates `bytes`; `label` (where they belong) is authenticated too and is not secret. */
  seal(bytes: Uint8Array, label: string): Sealed {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key(this.current), nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(label, 'utf8'));
    const data = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return { keyId: this.current, nonce, tag: cipher.getAuthTag(), data };
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

  /** HMAC-SHA-256 of `bytes` with a key made for this purpose only; `keyId` is needed to check it. */
  mac(purpose: string, bytes: Uint8Array, keyId: string = this.current): { keyId: string; mac: Buffer } {
    const key = Buffer.from(hkdfSync('sha256', this.key(keyId), Buffer.alloc(0), `lokapasar:${purpose}`, KEY_BYTES));
    return { keyId, mac: createHmac('sha256', key).update(bytes).digest() };
  }

  /** Whether `mac` was made of these bytes for this purpose. Throws KeyMissingError without the key. */
  macFits(purpose: string, bytes: Uint8Array, { keyId, mac }: { keyId: string; mac: Uint8Array }): boolean {
    const right = this.mac(purpose, bytes, keyId).mac;
    return right.length === mac.length && timingSafeEqual(right, mac);
  }

  private key(id: string): KeyObject {
    const key = this.keys.get(id);
    if (!key) throw new KeyMissingError(id, this.file);
    return key;
  }

  /** Never shows a key, whoever prints the ring. */
  toJSON(): { file: string; current: string } {
    return { file: this.file, current: this.current };
  }
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
  const id = `k-${randomBytes(4).toString('hex')}`;
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

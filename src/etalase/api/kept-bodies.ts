import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { InstanceSettings } from '../../access/instance/instance-settings.js';
import { today } from '../../shared/dates.js';
import { isServer } from '../../shared/locks.js';
import type { Encoding } from '../../shared/negotiate.js';
import { Signals } from '../../shared/signals.js';
import { rows } from '../../shared/sql.js';

const compressed = {
  br: (body: Buffer) =>
    promisify(brotliCompress)(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
    }),
  gzip: (body: Buffer) => promisify(gzip)(body, { level: 6 }),
} satisfies Record<Encoding, (body: Buffer) => Promise<Buffer>>;

/** Smaller than this a compressed body saves nothing. */
const WORTH_COMPRESSING = 1024;
/** What is kept at most; a stranger's addresses must not fill the memory. */
const MOST_BODIES = 4000;
const MOST_BYTES = 96 * 1024 * 1024;
/** A signal is a hint and may be missed: the version is asked again after so many milliseconds in any case. */
const FRESH_MS = 15_000;
const DAY_MS = 1000;

/** When anything last changed that answers rest on, and when the day $1 begins in the time zone $2. */
const MOMENTS = `select coalesce(max(changed_at), timestamptz '2026-01-01') as changed,
  $1::text::timestamp at time zone $2 as begun from etalase_change`;

interface Moments {
  changed: Date;
  begun: Date;
}

/** What an answer is made of, before it is bytes. */
export interface Made {
  body: string;
  type: string;
  language: string;
  lastModified: Date;
  /** Other headers: Link. */
  headers?: Readonly<Record<string, string>>;
}

/** An answer as bytes, with each form in which it was asked for. The tags are strong: one for each form. */
export interface Kept extends Made {
  bytes: Buffer;
  tag(encoding: Encoding | null): string;
  tags: readonly string[];
  encoded: Partial<Record<Encoding, Buffer>>;
}

/**
 * Answers that are the same for everybody, kept as bytes until the data behind them changes or the day is over. On a server
 * every process hears of a change when it commits (LISTEN/NOTIFY); the embedded database has one process, which asks for
 * the version each time.
 */
@Injectable()
export class KeptBodies implements OnModuleInit {
  private readonly bodies = new Map<string, Promise<Kept>>();
  /** What was answered to exactly these headers, so that it need not be read what they ask for. */
  private readonly direct = new Map<string, Kept>();
  private bytes = 0;
  private generation = 0;
  private version = '';
  private asked = 0;
  private doubts = 0;
  private day = { value: '', until: 0 };
  private timeZone = 'Asia/Makassar';
  private moments: Promise<Moments[]> | null = null;
  private readonly hears: boolean;

  constructor(
    private readonly db: DataSource,
    private readonly signals: Signals,
    private readonly settings: InstanceSettings,
  ) {
    this.hears = isServer(db);
  }

  onModuleInit(): void {
    for (const signal of ['etalase-changed', 'settings-changed'] as const) this.signals.on(signal, () => this.forget());
  }

  /** The region's day; what was kept of another day is forgotten. */
  async today(): Promise<string> {
    ({ timeZone: this.timeZone } = await this.settings.get());
    return this.dayNow();
  }

  /**
   * When the answers of the day last changed; asked of the database once for each version of the data. What turns with the
   * day is never older than the day's beginning.
   */
  async lastModified({ turnsDaily }: { turnsDaily: boolean }): Promise<Date> {
    const day = await this.today();
    const asked = (this.moments ??= rows<Moments>(this.db.manager, MOMENTS, [day, this.timeZone]));
    try {
      const [found] = await asked;
      const { changed, begun } = found ?? { changed: new Date(0), begun: new Date(0) };
      return turnsDaily && begun > changed ? begun : changed;
    } catch (error) {
      if (this.moments === asked) this.moments = null;
      throw error;
    }
  }

  /** Whether `known` may be asked without looking at the version first. */
  get isFresh(): boolean {
    return this.hears && Date.now() - this.asked < FRESH_MS;
  }

  /**
   * This process may have changed something: the version is asked again. Others hear of it in their own time; whoever wrote
   * here and looks here sees what they wrote.
   */
  doubt(): void {
    this.doubts += 1;
    this.asked = 0;
  }

  /** Forgets everything when the version has changed; to be called before `get`. */
  async refresh(): Promise<void> {
    if (this.isFresh) return;
    const [at, doubts] = [Date.now(), this.doubts];
    const [found] = await rows<{ version: string }>(
      this.db.manager,
      'select last_value::text as version from etalase_version',
    );
    if (found?.version !== this.version) this.forget();
    this.version = found?.version ?? '';
    // What was asked before a write may have been answered from before it.
    if (doubts === this.doubts) this.asked = at;
  }

  /** What was answered before to the same headers; null when that is not known. */
  known(headers: string): Kept | null {
    this.dayNow();
    return this.direct.get(headers) ?? null;
  }

  remember(headers: string, kept: Kept, generation: number): void {
    if (generation !== this.generation || headers.length > 1000) return;
    if (this.direct.size >= MOST_BODIES) this.direct.delete(this.direct.keys().next().value ?? '');
    this.direct.set(headers, kept);
  }

  /** Goes up when everything is forgotten: what was begun before may be out of date. */
  get era(): number {
    return this.generation;
  }

  /** What is kept under the key, or what `make` makes. */
  async get(key: string, make: () => Promise<Made>): Promise<Kept> {
    const before = this.bodies.get(key);
    if (before) return before;
    const era = this.generation;
    const making = make().then((made) => keptOf(made));
    this.bodies.set(key, making);
    try {
      const kept = await making;
      // A change came while it was made: whoever asked gets what was true when they asked, nobody after them does.
      if (era === this.generation) this.count(kept.bytes.length);
      return kept;
    } catch (error) {
      if (this.bodies.get(key) === making) this.bodies.delete(key);
      throw error;
    }
  }

  /** The body in a form; compressed once. */
  async inForm(kept: Kept, encoding: Encoding | null): Promise<{ bytes: Buffer; encoding: Encoding | null }> {
    if (encoding === null || kept.bytes.length < WORTH_COMPRESSING) return { bytes: kept.bytes, encoding: null };
    const bytes = (kept.encoded[encoding] ??= await compressed[encoding](kept.bytes));
    return { bytes, encoding };
  }

  private dayNow(): string {
    const now = Date.now();
    if (now < this.day.until) return this.day.value;
    const value = today(this.timeZone, new Date(now));
    if (value !== this.day.value) this.forget();
    this.day = { value, until: now + DAY_MS };
    return value;
  }

  private forget(): void {
    this.generation += 1;
    this.bytes = 0;
    this.moments = null;
    this.bodies.clear();
    this.direct.clear();
  }

  private count(bytes: number): void {
    this.bytes += bytes;
    // All at once and not one by one: this happens when a program walks through everything, and what is asked for again
    // is made again.
    if (this.bytes > MOST_BYTES || this.bodies.size > MOST_BODIES) this.forget();
  }
}

function keptOf(made: Made): Kept {
  const bytes = Buffer.from(made.body);
  const hash = createHash('sha256').update(made.language).update('\0').update(bytes).digest('base64url').slice(0, 27);
  const tag = (encoding: Encoding | null): string => `"${hash}${encoding === null ? '' : `.${encoding}`}"`;
  return { ...made, body: '', bytes, tag, tags: [tag(null), tag('br'), tag('gzip')], encoded: {} };
}

/** Whether a body of so many bytes travels compressed. */
export function isCompressed(kept: Kept): boolean {
  return kept.bytes.length >= WORTH_COMPRESSING;
}

import { existsSync } from 'node:fs';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { actAs, SYSTEM } from '../../shared/actor.js';
import type { Env } from '../../shared/env.js';
import { KeyRing } from '../../shared/keyring.js';
import { rows } from '../../shared/sql.js';
import { ENV } from '../../shared/tokens.js';
import { recordEvent } from './audit-log.js';
import { appendHead, type Head, lastHead, signHead } from './heads-file.js';

const EVERY_MS = 60_000;

/** What the last sealing came to, in words for a page. */
export interface SealState {
  /** The head that was signed last, by this process or one that wrote the same file; null = none yet. */
  sealed: Head | null;
  /** What went wrong; null = nothing. */
  problem: string | null;
}

/** The action that tells of a file of heads begun: a trail with it and no file has lost the file. */
export const HEADS_BEGUN = 'audit.heads';

/**
 * Signs the end of the trail into a file outside the database: every minute, at each publication and at the end of the
 * process, when there is something new. Whoever writes the whole chain anew in the database cannot write these. What
 * goes wrong is logged and shown; the service goes on.
 */
@Injectable()
export class AuditHeads implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('AuditHeads');
  private readonly file: string;
  private readonly keys: KeyRing;
  private timer: NodeJS.Timeout | undefined;
  private sealing: Promise<void> | null = null;
  private sealed: Head | null = null;
  private started = false;
  /** This process has written to the file. */
  private begun = false;
  private problem: string | null = null;

  constructor(
    private readonly source: DataSource,
    @Inject(ENV) env: Pick<Env, 'auditHeadsFile' | 'encryptionKeys' | 'keyFile'>,
  ) {
    this.file = env.auditHeadsFile;
    this.keys = KeyRing.from(env);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      // A long import on the embedded database makes it wait; a second one would only wait behind it.
      if (!this.sealing) void this.seal();
    }, EVERY_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.seal();
  }

  /** Signs the trail as it stands, unless that was done. Never throws. Not inside a transaction: call it behind one. */
  async seal(): Promise<void> {
    // One that is under way may have looked before the caller's commit.
    await this.sealing;
    this.sealing ??= actAs(SYSTEM, () => this.sealNow())
      .catch((error: unknown) => {
        // A page shows it: which file it is stands in the log only.
        const { code } = error as NodeJS.ErrnoException;
        this.fail(`Kepala jejak audit tidak dapat ditulis${code ? ` (${code})` : ''}.`, error);
      })
      .finally(() => {
        this.sealing = null;
      });
    await this.sealing;
  }

  state(): SealState {
    return { sealed: this.sealed, problem: this.problem };
  }

  /** Reads what was sealed last, for a process that has not sealed yet. */
  async load(): Promise<SealState> {
    if (!this.started) this.sealed = await lastHead(this.file).catch(() => null);
    return this.state();
  }

  private async sealNow(): Promise<void> {
    await this.load();
    this.started = true;
    let end = await this.end();
    if (!end) {
      if (this.sealed) this.fail(`Jejak audit kosong, padahal nomor ${this.sealed.seq} sudah pernah disegel.`);
      return;
    }
    // What is broken is not signed over: the alarm stays until somebody has looked, kept the file and begun a new one.
    if (this.sealed && !(await this.stands(this.sealed)))
      return this.fail(`Catatan nomor ${this.sealed.seq} yang disegel terakhir sudah tidak ada atau sudah diubah.`);
    if (this.sealed && this.begun && !existsSync(this.file))
      return this.fail(`Berkas segel ${this.file} hilang. Kembalikan dari salinannya, lalu mulai ulang layanan.`);
    this.problem = null;
    if (this.sealed && this.sealed.seq === end.seq && this.sealed.hash === end.hash) return;
    if (!existsSync(this.file)) {
      await recordEvent(this.source.manager, { action: HEADS_BEGUN, objectKind: 'audit_entry', objectId: null });
      end = (await this.end()) ?? end;
    }
    const head = { at: new Date().toISOString(), ...end };
    await appendHead(this.file, signHead(this.keys, head));
    this.sealed = head;
    this.begun = true;
  }

  private async end(): Promise<{ seq: number; hash: string } | null> {
    const [last] = await rows<{ seq: string; hash: string }>(
      this.source.manager,
      'select seq::text as seq, hash from audit_entry order by audit_entry.seq desc limit 1',
    );
    return last ? { seq: Number(last.seq), hash: last.hash } : null;
  }

  private async stands({ seq, hash }: Head): Promise<boolean> {
    const found = await rows<{ n: number }>(
      this.source.manager,
      'select 1 as n from audit_entry where seq = $1 and hash = $2',
      [seq, hash],
    );
    return found.length === 1;
  }

  private fail(problem: string, error?: unknown): void {
    if (problem !== this.problem) this.log.error(problem, error instanceof Error ? error.stack : undefined);
    this.problem = problem;
  }
}

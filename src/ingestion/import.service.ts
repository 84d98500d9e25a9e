import { join } from 'node:path';
import type { Readable } from 'node:stream';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { InstanceSettings } from '../access/instance/instance-settings.js';
import { PurchasingIntake } from '../purchasing/intake/purchasing-intake.js';
import type { IssueCode } from '../purchasing/intake/rows.js';
import { type Actor, actAs, currentActor, SYSTEM } from '../shared/actor.js';
import type { Env } from '../shared/env.js';
import { ConflictError, NotFoundError } from '../shared/errors.js';
import { withTightHeap } from '../shared/heap.js';
import { KeyRing } from '../shared/keyring.js';
import { Locks } from '../shared/locks.js';
import { maskText } from '../shared/masking.js';
import { ENV } from '../shared/tokens.js';
import { Archive, ArchiveRemovedError } from './archive.js';
import { type ImportBatch, type ImportIssue, type ImportOrigins, type ImportRequest, RUNNING } from './import-batch.js';
import { ImportRepository } from './import.repository.js';
import { ImportRunner } from './import-runner.js';
import { ImportUndoing } from './import-undoing.js';
import { Spool, type Spooled } from './spool.js';
import { SENTENCES } from './wording.js';

/** One import at a time per database, whichever process runs it. */
const LOCK = 'import';
/** How often a process looks for imports that another left in the middle. */
const WATCH_MS = 60_000;
const WAIT_MS = 300;
/** How long an undo waits for an import that is just ending. */
const UNDO_WAIT_MS = 3000;

export interface Page<T> {
  items: T[];
  total: number;
  page: number;
  pages: number;
  size: number;
}

/**
 * Import as a service. A file is archived first and then waits for its turn in the table `import_batch`, so nothing
 * that was handed over is lost, whichever process takes it from there and whatever becomes of that process.
 */
@Injectable()
export class ImportService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Import');
  private readonly repository: ImportRepository;
  private readonly archive: Archive;
  private readonly spool: Spool;
  private readonly undoing: ImportUndoing;
  private readonly runner: ImportRunner;
  /** This process's own copies of files that wait for their turn, by batch. */
  private readonly copies = new Map<string, string>();
  /** Who handed in what waits for its turn here, by batch. */
  private readonly handedInBy = new Map<string, Actor>();
  private readonly stopping = new AbortController();
  private working: Promise<void> | null = null;
  private again = false;

  constructor(
    private readonly source: DataSource,
    intake: PurchasingIntake,
    private readonly locks: Locks,
    settings: InstanceSettings,
    @Inject(ENV) env: Env,
  ) {
    this.repository = new ImportRepository(source);
    this.archive = new Archive(source, KeyRing.from(env));
    this.spool = new Spool(join(env.dataDir, 'tmp'), env.uploadLimitBytes);
    this.undoing = new ImportUndoing(this.repository, intake);
    this.runner = new ImportRunner({
      source,
      repository: this.repository,
      archive: this.archive,
      spool: this.spool,
      intake,
      undoing: this.undoing,
      timeZone: env.timeZone,
      ownKlpd: async () => (await settings.get()).klpdCode,
    });
    this.discard = (batchId) => intake.discard(batchId);
  }

  private readonly discard: (batchId: string) => Promise<void>;
  private watch: NodeJS.Timeout | undefined;

  /** Says of imports that a killed process left in the middle what became of them, and goes on with those that wait. */
  async onApplicationBootstrap(): Promise<void> {
    await this.spool.clean();
    await this.archive.clean();
    await this.locks.tryLock(LOCK, () => this.recover());
    this.wake();
    // Of several processes the one that lives notices that another was killed, without anybody asking.
    this.watch = setInterval(() => {
      this.locks
        .tryLock(LOCK, () => this.recover())
        .then(() => this.wake())
        .catch((error: unknown) => this.log.warn(`Looking for cut-off imports failed: ${String(error)}`));
    }, WATCH_MS);
    this.watch.unref();
  }

  /** An import in the middle goes back to the queue: it was not lost, and begins anew with the next process. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.watch);
    this.stopping.abort();
    await this.working;
    for (const path of this.copies.values()) await this.spool.drop(path);
  }

  /** Copies a stream or a file and hashes it; hand the result to `accept`, or to `forget`. */
  take(from: Readable | string): Promise<Spooled> {
    return this.spool.take(from);
  }

  forget(spooled: Spooled): Promise<void> {
    return this.spool.drop(spooled.path);
  }

  /** Archives the bytes and queues the file; answers the batch's id. It is run in the background. */
  async accept(spooled: Spooled, what: ImportOrigins, request: ImportRequest = {}): Promise<string> {
    let id: string;
    try {
      const archiveId = await this.archive.store(spooled.path, spooled.sha256, spooled.size);
      id = await this.repository.insert({
        ...request,
        fileName: maskText(baseName(what.fileName)).slice(0, 200),
        byteSize: spooled.size,
        sha256: spooled.sha256,
        archiveId,
        by: what.by,
        origin: what.origin,
      });
    } catch (error) {
      await this.spool.drop(spooled.path);
      throw error;
    }
    this.copies.set(id, spooled.path);
    this.handedInBy.set(id, currentActor());
    this.wake();
    return id;
  }

  /** Several files of one upload; when one cannot be taken, the copies of those behind it go too. */
  async acceptAll(
    files: readonly { fileName: string; spooled: Spooled }[],
    who: Pick<ImportOrigins, 'by' | 'origin'>,
    request: ImportRequest,
  ): Promise<string[]> {
    const ids: string[] = [];
    try {
      for (const { fileName, spooled } of files) ids.push(await this.accept(spooled, { fileName, ...who }, request));
    } catch (error) {
      for (const { spooled } of files.slice(ids.length + 1)) await this.forget(spooled);
      throw error;
    }
    return ids;
  }

  /** `take` and `accept` in one. */
  async receive(from: Readable | string, what: ImportOrigins, request: ImportRequest = {}): Promise<string> {
    return this.accept(await this.take(from), what, request);
  }

  /** Waits until the batch has come to its end, whichever process runs it. */
  async finish(id: string): Promise<ImportBatch> {
    for (;;) {
      const batch = await this.get(id);
      if (!RUNNING.includes(batch.state)) return batch;
      this.wake();
      // Our own worker ends as soon as it can; another process's is looked at now and then.
      await Promise.race([this.working, sleep(WAIT_MS)]);
    }
  }

  /** Throws NotFoundError. */
  async get(id: string): Promise<ImportBatch> {
    const batch = await this.repository.find(id);
    if (!batch) throw new NotFoundError('import.not-found', `Impor nomor ${id} tidak ada.`);
    return batch;
  }

  /** Newest first; `page` from 1. */
  async list(page: number, size: number): Promise<Page<ImportBatch>> {
    const { items, total } = await this.repository.list(page, size);
    return paged(items, total, page, size);
  }

  /** Rejected rows first, then by line; `page` from 1. Throws NotFoundError. */
  async issues(id: string, page: number, size: number, code: IssueCode | null = null): Promise<Page<ImportIssue>> {
    await this.get(id);
    const { items, total } = await this.repository.issues(id, page, size, code);
    return paged(items, total, page, size);
  }

  /** All kept issues, a thousand at a time. */
  async *allIssues(id: string): AsyncGenerator<ImportIssue> {
    for (let page = 1; ; page += 1) {
      const { items } = await this.repository.issues(id, page, 1000);
      yield* items;
      if (items.length < 1000) return;
    }
  }

  /** The bytes as they were handed over. They hold personal data: whoever offers them says so. */
  async file(id: string): Promise<{ batch: ImportBatch; bytes: AsyncGenerator<Buffer> }> {
    const batch = await this.get(id);
    return { batch, bytes: this.archive.read(await this.presentArchive(batch)) };
  }

  /** When the bytes of an import's file were removed by the rule of retention (ISO 8601); null = they are there. */
  async bytesRemovedAt(batch: ImportBatch): Promise<string | null> {
    const removed = await this.archive.removedAt(batch.archiveId);
    return removed !== null && (await this.archive.find(batch.sha256)) === null ? removed : null;
  }

  /** The archived bytes of an import, or the same bytes handed over again later. Throws ArchiveRemovedError. */
  private async presentArchive(batch: ImportBatch): Promise<string> {
    const removed = await this.archive.removedAt(batch.archiveId);
    if (removed === null) return batch.archiveId;
    const same = await this.archive.find(batch.sha256);
    if (same === null) throw new ArchiveRemovedError(removed);
    return same;
  }

  /** The applied imports that must be undone before this one, newest first. */
  async blockersOf(id: string): Promise<ImportBatch[]> {
    return this.undoing.blockersOf(id);
  }

  /** Throws ConflictError while newer imports stand on it, when it is not applied, or while an import is running. */
  async undo(id: string, by: string): Promise<ImportBatch> {
    const ran = await this.alone(async () => {
      const batch = await this.get(id);
      if (batch.state !== 'applied')
        throw new ConflictError(
          'import.not-applied',
          `Impor nomor ${id} tidak sedang diterapkan, jadi tidak ada yang dibatalkan.`,
        );
      await this.source.transaction(async (tx) => {
        await tx.query('set local statement_timeout = 0');
        const blockers = await this.undoing.blockersOf(id, tx);
        if (blockers.length > 0)
          throw new ConflictError('import.undo-blocked', SENTENCES.undoBlocked(blockers), {
            blockers: blockers.map((blocker) => blocker.id),
          });
        await this.undoing.undo(tx, id, by);
      });
    });
    if (!ran)
      throw new ConflictError(
        'import.busy',
        'Impor lain sedang berjalan. Coba lagi setelah selesai; tidak ada yang diubah.',
      );
    return this.get(id);
  }

  /**
   * Runs archived bytes once more as a new batch: taken for another feed, confirmed, or simply again. An import that
   * is applied is taken back in the same transaction that applies the new one. Throws ConflictError when it cannot be.
   */
  async rerun(id: string, who: Pick<ImportOrigins, 'by' | 'origin'>, request: ImportRequest): Promise<string> {
    const old = await this.get(id);
    if (RUNNING.includes(old.state))
      throw new ConflictError('import.running', `Impor nomor ${id} masih berjalan. Tunggu sampai selesai.`);
    const archiveId = await this.presentArchive(old);
    if (old.state === 'applied') {
      const blockers = await this.undoing.blockersOf(id);
      if (blockers.length > 0)
        throw new ConflictError('import.undo-blocked', SENTENCES.replaceBlocked(old, blockers), {
          blockers: blockers.map((blocker) => blocker.id),
        });
    }
    const fresh = await this.repository.insert({
      fileName: old.fileName,
      byteSize: old.byteSize,
      sha256: old.sha256,
      archiveId,
      ...who,
      as: request.as === undefined ? old.feedAsked : request.as,
      year: request.year === undefined ? old.toldYear : request.year,
      snapshotOn: request.snapshotOn === undefined ? old.toldSnapshotOn : request.snapshotOn,
      completeYear: request.completeYear ?? old.completeYear,
      confirm: request.confirm ?? old.confirmed,
      rerunOf: id,
    });
    this.handedInBy.set(fresh, currentActor());
    this.wake();
    return fresh;
  }

  /** Sees to it that the queue is worked on. */
  private wake(): void {
    this.again = true;
    // The queue is nobody's: whoever wakes it does not act for those that wait before them.
    this.working ??= actAs(SYSTEM, () => this.work());
  }

  private async work(): Promise<void> {
    try {
      while (this.again && !this.stopping.signal.aborted) {
        this.again = false;
        await this.drain();
      }
    } catch (error) {
      this.log.error('The import queue stopped', error instanceof Error ? error.stack : String(error));
    } finally {
      // Nothing is awaited between the last look at `again` and here, so no wake-up is lost.
      this.working = null;
    }
  }

  /** Runs what waits, one at a time. While another process is at it, looks again now and then. */
  private async drain(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted && (await this.repository.nextReceived()) !== null) {
      const got = await this.locks.tryLock(LOCK, async () => {
        await this.recover();
        for (;;) {
          const id = signal.aborted ? null : await this.repository.nextReceived();
          if (id === null) return;
          const copy = this.copies.get(id) ?? null;
          this.copies.delete(id);
          const actor = this.handedInBy.get(id) ?? (await this.actorOnFile(id));
          this.handedInBy.delete(id);
          await actAs(actor, () => withTightHeap(() => this.runner.run(id, copy, signal)));
        }
      });
      if (!got) await sleep(WAIT_MS);
    }
    await this.dropStaleCopies();
  }

  /** Whoever handed it in to another process, or before this one began: only the name is left. */
  private async actorOnFile(id: string): Promise<Actor> {
    const { by, origin } = await this.get(id);
    const kind = origin === 'web' || origin === 'api' ? 'pengguna' : origin === 'cli' ? 'cli' : 'sistem';
    return { kind, id: null, name: by, role: null, address: null, requestId: null };
  }

  /** The lock is held, so whatever stands in the middle was left there by a process that is no more. */
  private async recover(): Promise<void> {
    for (const id of await this.repository.inTheMiddle()) {
      const batch = await this.get(id);
      const why = { code: 'interrupted', message: SENTENCES.interrupted(batch.progressRows) };
      // Ended first: should its process live after all, it can no longer apply what is left of its rows.
      if (await this.repository.end(id, 'interrupted', why, batch))
        this.log.warn(`Import ${id} was interrupted; nothing of it was applied`);
    }
    // Older ones too: whoever was to remove their rows may have been killed over it, or have staged more since.
    for (const id of await this.repository.cutOff()) await this.discard(id);
  }

  /** Another process may have run what we have a copy of. */
  private async dropStaleCopies(): Promise<void> {
    for (const id of this.handedInBy.keys())
      if ((await this.repository.find(id))?.state !== 'received') this.handedInBy.delete(id);
    for (const [id, path] of this.copies) {
      const batch = await this.repository.find(id);
      if (batch?.state === 'received') continue;
      this.copies.delete(id);
      await this.spool.drop(path);
    }
  }

  /** Runs `work` while no import runs; false when one does and does not end soon. */
  private async alone(work: () => Promise<void>): Promise<boolean> {
    const until = Date.now() + UNDO_WAIT_MS;
    for (;;) {
      if (await this.locks.tryLock(LOCK, work)) return true;
      if (Date.now() > until) return false;
      await sleep(WAIT_MS);
    }
  }
}

function paged<T>(items: T[], total: number, page: number, size: number): Page<T> {
  return { items, total, page, pages: Math.max(1, Math.ceil(total / size)), size };
}

/** Browsers and clerks may hand over a whole path. */
function baseName(name: string): string {
  return name.split(/[/\\]/).pop() ?? name;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { PurchasingIntake } from '../purchasing/intake/purchasing-intake.js';
import type { Intake, IntakeResult } from '../purchasing/intake/intake.js';
import type { Feed, IssueCode } from '../purchasing/intake/rows.js';
import { parseFeedMoment, zoneOffset } from '../shared/dates.js';
import { AppError } from '../shared/errors.js';
import { maskText } from '../shared/masking.js';
import { KeyMissingError, SealBrokenError } from '../shared/keyring.js';
import { storable } from '../shared/text.js';
import { type Archive, ArchiveDamagedError } from './archive.js';
import { RefusedFile } from './formats/index.js';
import type { Coverage, ImportBatch, ImportCounts, ImportRefusal, ImportWarning } from './import-batch.js';
import type { ImportRepository } from './import.repository.js';
import type { ImportUndoing } from './import-undoing.js';
import { missingFrom, nearestFeeds, type Taken, takenFor } from './recognition.js';
import { IssueLog } from './issue-log.js';
import { openReading } from './reading/read-in-thread.js';
import type { FileFacts, Reading } from './reading/reading.js';
import type { Spool } from './spool.js';
import { feedName, SENTENCES } from './wording.js';

const PROGRESS_MS = 1000;
/** A warning that lists values names this many of them. */
const NAMED = 5;

/**
 * Feeds of which one answer holds one code: the number of rows of two files has nothing to do with one another, so a
 * small file after a large one is nothing to be asked about.
 */
const ONE_CODE_A_CALL: ReadonlySet<Feed> = new Set([
  'komoditas',
  'penyedia-v5',
  'penyedia-v6',
  'distributor',
  'produk',
  'produk-penyedia',
]);

/** The file is not taken; `message` is the whole sentence for the person. */
class ImportRefused extends Error {
  constructor(
    readonly code: ImportRefusal,
    message: string,
    /** Set when a confirmation would do. */
    readonly confirmReason: string | null = null,
  ) {
    super(message);
    this.name = 'ImportRefused';
  }
}

/** The process is to end: the batch goes back to where it waits for its turn. */
class Stopped extends Error {}

/** What is known of a file after its last row, before anything counts. */
interface Staged {
  intake: Intake;
  feed: Feed;
  read: number;
  /** Rows that were handed to the intake. */
  mapped: number;
  coverage: Coverage[];
  warnings: ImportWarning[];
}

interface Surroundings {
  source: DataSource;
  repository: ImportRepository;
  archive: Archive;
  spool: Spool;
  intake: PurchasingIntake;
  undoing: ImportUndoing;
  /** IANA zone in which the feeds' local times are meant. */
  timeZone: string;
  /** The instance's own KLPD; null = none is set. */
  ownKlpd(): Promise<string | null>;
}

/**
 * Takes one batch from `received` to its end. The caller holds the import lock, so nothing else stages or applies.
 * Rows are staged invisibly while the file is read; one transaction at the end makes them count, together with the
 * batch's own counts. Whatever goes wrong before leaves stored data as they were.
 */
export class ImportRunner {
  private readonly log = new Logger('Import');

  constructor(private readonly has: Surroundings) {}

  /** `spooled` is this process's own copy of the bytes; without it they come from the archive. Never throws for a file. */
  async run(batchId: string, spooled: string | null, stopping: AbortSignal): Promise<void> {
    const { repository, spool, archive } = this.has;
    const batch = await repository.find(batchId);
    if (!batch || batch.state !== 'received') return;
    await repository.setState(batchId, 'reading');
    const issues = new IssueLog(repository, batchId);
    const progress = { rows: 0, at: Date.now() };
    let path = spooled;
    try {
      if (path === null) {
        path = await spool.newPath();
        await archive.restore(batch.archiveId, path);
      }
      await this.take(batch, path, issues, progress, stopping);
    } catch (error) {
      await this.giveUp(batch, error, issues, progress.rows);
    } finally {
      if (path !== null) await spool.drop(path);
    }
  }

  private async take(
    batch: ImportBatch,
    path: string,
    issues: IssueLog,
    progress: { rows: number; at: number },
    stopping: AbortSignal,
  ): Promise<void> {
    const reading = await openReading(path, batch.fileName, batch.feedAsked);
    let staged: Staged;
    try {
      staged = await this.stage(batch, reading, issues, progress, stopping);
    } finally {
      await reading.close();
    }
    await this.holdBackIfFewer(batch, staged);
    await this.apply(batch, staged, issues);
  }

  private async stage(
    batch: ImportBatch,
    reading: Reading,
    issues: IssueLog,
    progress: { rows: number; at: number },
    stopping: AbortSignal,
  ): Promise<Staged> {
    const { repository, timeZone } = this.has;
    const opened = reading.facts;
    const { feed, recognised, unknown } = takenOrRefused(batch, opened);
    const snapshot = snapshotOf(batch, opened, timeZone);
    await repository.setRecognition(batch.id, {
      feedRecognised: recognised,
      feed,
      format: opened.format,
      sheet: opened.sheet,
      headings: opened.headings.map(safeHeading),
      unknownColumns: unknown.map(safeHeading),
      snapshotAt: snapshot.at,
      snapshotFrom: snapshot.from,
    });
    const intake = this.has.intake.open({
      batchId: batch.id,
      feed,
      snapshotAt: snapshot.at,
      completeYear: batch.completeYear,
      timeZone,
    });

    const context = { feed, year: batch.toldYear ?? opened.declaredYear, timeZone, staging: intake.staging };
    let mapped = 0;
    // One piece is being staged while the next is read: never more, so memory stays flat.
    let staging: Promise<void> = Promise.resolve();
    try {
      for await (const piece of reading.pieces(context, (count) => intake.reserveIds(count))) {
        if (stopping.aborted) throw new Stopped();
        progress.rows += piece.read;
        mapped += piece.mapped;
        if (piece.issues.length > 0) await issues.add(piece.issues);
        await staging;
        staging = intake.stage(piece);
        staging.catch(() => undefined); // met by the next `await staging`
        if (Date.now() - progress.at >= PROGRESS_MS) {
          progress.at = Date.now();
          await repository.setProgress(batch.id, progress.rows);
        }
      }
      await staging;
    } catch (error) {
      // What is being staged must be in before it can be discarded.
      await staging.catch(() => undefined);
      throw error;
    }
    const read = progress.rows;
    if (read === 0) throw new RefusedFile('no-rows', SENTENCES.noRows());
    if (mapped === 0) throw new ImportRefused('nothing-usable', SENTENCES.nothingUsable(read));
    const coverage = reading.coverage();
    return {
      intake,
      feed,
      read,
      mapped,
      coverage,
      warnings: await this.warningsOf(batch, opened, unknown, read, coverage),
    };
  }

  private async warningsOf(
    batch: ImportBatch,
    opened: FileFacts,
    unknown: readonly string[],
    read: number,
    coverage: readonly Coverage[],
  ): Promise<ImportWarning[]> {
    const warnings: ImportWarning[] = [];
    const same = await this.has.repository.sameFile(batch.sha256, [batch.id]);
    if (same) warnings.push({ code: 'same-file', batchId: same.id, at: same.at });
    const own = await this.has.ownKlpd();
    const others = [...new Set(coverage.map(({ klpd }) => klpd))].filter((klpd) => klpd !== '' && klpd !== own);
    if (own !== null && others.length > 0) {
      const named = others.slice(0, NAMED).map((klpd) => klpd.replace(/^nama:/, ''));
      warnings.push({ code: 'other-klpd', klpds: named, more: others.length - named.length, own });
    }
    if (opened.declaredTotal !== null && opened.declaredTotal !== read)
      warnings.push({ code: 'declared-total', declared: opened.declaredTotal, read });
    const years = [...new Set(coverage.map(({ year }) => year))].filter((year) => year !== 0).toSorted();
    if (opened.declaredYear !== null && years.some((year) => year !== opened.declaredYear))
      warnings.push({ code: 'declared-year', declared: opened.declaredYear, found: years.slice(0, NAMED) });
    if (unknown.length > 0) warnings.push({ code: 'unknown-columns', columns: unknown.slice(0, 20).map(safeHeading) });
    return warnings;
  }

  /** A file with fewer than half the rows of the last one of its kind may be a cut download: a person decides. */
  private async holdBackIfFewer(batch: ImportBatch, staged: Staged): Promise<void> {
    if (ONE_CODE_A_CALL.has(staged.feed)) return;
    const replaced = await this.replacedBatch(batch);
    const last = await this.has.repository.lastCoverage(staged.feed, staged.coverage, replaced?.id ?? null);
    const fewer = last.find((place) => place.rows * 2 < place.before);
    if (!fewer) return;
    if (!batch.confirmed) {
      const sentence = SENTENCES.fewerThanHalf(fewer);
      throw new ImportRefused('fewer-than-half', sentence, sentence);
    }
    const { rows, before, batchId } = fewer;
    staged.warnings.push({ code: 'confirmed-fewer', rows, before, batchId });
  }

  /** The applied import that this one is run in place of. */
  private async replacedBatch(batch: ImportBatch): Promise<ImportBatch | null> {
    const old = batch.rerunOf === null ? null : await this.has.repository.find(batch.rerunOf);
    return old?.state === 'applied' ? old : null;
  }

  private async apply(batch: ImportBatch, staged: Staged, issues: IssueLog): Promise<void> {
    const { source, repository } = this.has;
    await repository.setProgress(batch.id, staged.read);
    await repository.setState(batch.id, 'applying');
    await issues.flush();
    const replaced = await this.replacedBatch(batch);
    if (replaced) {
      const blockers = await this.has.undoing.blockersOf(replaced.id);
      if (blockers.length > 0)
        throw new ImportRefused('replaced-is-needed', SENTENCES.replaceBlocked(replaced, blockers));
    }
    await source.transaction(async (tx) => {
      // The whole file at once may take longer than a page's query ever should.
      await tx.query('set local statement_timeout = 0');
      if (replaced) await this.has.undoing.undo(tx, replaced.id, batch.by, batch.id);
      const result = await staged.intake.apply(tx);
      const counts = addUp(staged, result);
      await issues.add(result.issues, tx);
      await issues.flush(tx);
      const { sums } = issues;
      const warnings = [...staged.warnings, ...warningsOfResult(counts, sums)];
      await repository.insertCoverage(tx, batch.id, staged.coverage);
      await repository.insertDependencies(tx, batch.id, result.standsOn);
      await repository.setApplied(tx, batch.id, {
        counts,
        packages: result.packages,
        total: result.total,
        warnings,
        touched: result.touched,
        ...sums,
      });
    });
  }

  /** Removes what was staged and says what happened. */
  private async giveUp(batch: ImportBatch, error: unknown, issues: IssueLog, rowsRead: number): Promise<void> {
    const { repository, intake } = this.has;
    await intake.discard(batch.id);
    if (error instanceof Stopped) {
      await repository.deleteIssues(batch.id);
      await repository.setState(batch.id, 'received');
      return;
    }
    await issues.flush();
    const { sums } = issues;
    if (error instanceof RefusedFile) {
      const message = maskText(error.sentence);
      await repository.end(batch.id, 'refused', { code: error.code, message, rowsRead }, sums);
    } else if (error instanceof ImportRefused) {
      const { code, message, confirmReason } = error;
      await repository.end(batch.id, 'refused', { code, message: maskText(message), confirmReason, rowsRead }, sums);
    } else {
      this.log.error(`Import ${batch.id} failed`, error instanceof Error ? error.stack : String(error));
      const message = tellable(error) ?? SENTENCES.failed(batch.id);
      await repository.end(batch.id, 'failed', { code: 'failed', message, rowsRead }, sums);
    }
  }
}

/** Errors whose message is made for a person. */
function tellable(error: unknown): string | null {
  return error instanceof AppError ||
    error instanceof KeyMissingError ||
    error instanceof SealBrokenError ||
    error instanceof ArchiveDamagedError
    ? error.message
    : null;
}

/** Throws ImportRefused when the headings are those of no feed, or not of the one that was asked for. */
function takenOrRefused(batch: ImportBatch, opened: FileFacts): Taken {
  const taken = takenFor(opened.headings, batch.feedAsked);
  if (taken) return taken;
  if (batch.feedAsked !== null) {
    const missing = missingFrom(opened.headings, batch.feedAsked);
    throw new ImportRefused('headings-missing', SENTENCES.headingsMissing(feedName(batch.feedAsked), missing));
  }
  const nearest = nearestFeeds(opened.headings, 3).map(({ feed, missing }) => ({ name: feedName(feed), missing }));
  throw new ImportRefused('not-recognised', SENTENCES.notRecognised(nearest, opened.headings.map(safeHeading)));
}

/** What the person says of the day counts before what the file's metadata say; rows may say otherwise for themselves. */
function snapshotOf(
  batch: ImportBatch,
  opened: FileFacts,
  timeZone: string,
): { at: string | null; from: ImportBatch['snapshotFrom'] } {
  if (batch.toldSnapshotOn !== null)
    return { at: `${batch.toldSnapshotOn}T00:00:00${zoneOffset(timeZone)}`, from: 'orang' };
  if (opened.declaredSnapshotAt !== null) {
    const declared = parseFeedMoment(opened.declaredSnapshotAt, zoneOffset(timeZone));
    if (declared !== null && declared !== 'invalid') return { at: declared, from: 'berkas' };
  }
  return { at: null, from: null };
}

/** A file without headings has its first row where they should be: what is shown of it is masked and short. */
function safeHeading(heading: string): string {
  return storable(maskText(heading).slice(0, 80));
}

/** The counts of the whole file. They must add up: a row that vanished is a fault, and the import does not stand. */
function addUp(staged: Staged, result: IntakeResult): ImportCounts {
  const { accepted, unchanged, repeated, unmatched } = result;
  const taken = accepted + unchanged + repeated + result.rejected;
  if (taken !== staged.mapped || unmatched > accepted)
    throw new Error(
      `The counts do not add up: ${staged.mapped} rows staged, but ${accepted} accepted + ${unchanged} unchanged + ` +
        `${repeated} repeated + ${result.rejected} rejected (${unmatched} unmatched)`,
    );
  return {
    read: staged.read,
    accepted,
    unchanged,
    repeated,
    rejected: staged.read - staged.mapped + result.rejected,
    unmatched,
  };
}

function warningsOfResult(counts: ImportCounts, sums: IssueLog['sums']): ImportWarning[] {
  const warnings: ImportWarning[] = [];
  if (counts.unmatched > 0) warnings.push({ code: 'unmatched', rows: counts.unmatched });
  for (const [issue, rows] of Object.entries(sums.issueCounts))
    warnings.push({ code: 'issue', issue: issue as IssueCode, rows });
  if (sums.issuesKept < sums.issuesTotal)
    warnings.push({ code: 'issues-left-out', kept: sums.issuesKept, total: sums.issuesTotal });
  return warnings;
}

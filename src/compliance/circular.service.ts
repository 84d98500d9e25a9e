import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditHeads } from '../access/audit/audit-heads.js';
import { Refresh } from '../purchasing/refresh.js';
import { formatDay, isDay } from '../shared/dates.js';
import { ConflictError, InvalidInputError, NotFoundError } from '../shared/errors.js';
import { rows } from '../shared/sql.js';
import type { Circular } from './circular.entity.js';
import {
  binds,
  type CircularInput,
  circularName,
  isAboutPurchases,
  type CircularVersion,
  type CircularView,
  statusOn,
} from './circular.js';
import { CircularRepository } from './circular.repository.js';
import { KNOWN_ACCOUNTS } from './known-accounts.js';
import { checkCircular, type CircularWarning } from './rules/check-circular.js';
import { EVERYTHING, type Scope } from '../access/scope.js';

/** A perangkat daerah to choose from. */
export interface PerangkatDaerahName {
  id: string;
  name: string;
  klpd: string;
}

/** What a circular would do if it were stored as it is. */
export interface CircularPreview {
  /** How many perangkat daerah it would bind, of how many there are. */
  binds: number;
  of: number;
  warnings: CircularWarning[];
}

export interface ChangeOrder {
  /** The version that was read; another one in between is a conflict. */
  version: number;
  /** Why it is changed; needed as soon as the circular is issued. */
  changeNote: string | null;
}

/** Keeps circulars: drafts may be changed and deleted, an issued one is corrected by a new version or ended. */
@Injectable()
export class CircularService {
  constructor(
    private readonly db: DataSource,
    private readonly circulars: CircularRepository,
    private readonly refresh: Refresh,
    private readonly heads: AuditHeads,
  ) {}

  /** Newest first. `today` decides what is in force; drafts are for those alone who see everything. */
  async list(klpd: string | null, today: string, viewer: Scope): Promise<CircularView[]> {
    return (await this.circulars.list(klpd, seesDrafts(viewer))).map((circular) => toView(circular, today));
  }

  async get(id: string, today: string, viewer: Scope, em?: EntityManager): Promise<CircularView> {
    const circular = isId(id) ? await this.circulars.find(id, seesDrafts(viewer), em) : null;
    if (!circular) throw notFound(id);
    return toView(circular, today);
  }

  async versions(id: string, viewer: Scope): Promise<CircularVersion[]> {
    const all = isId(id) ? await this.circulars.revisions(id) : [];
    const found = seesDrafts(viewer) ? all : all.filter(({ content }) => content['state'] !== 'draf');
    if (found.length === 0) throw notFound(id);
    return found.map(({ version, changeNote, changedBy, changedAt, content }) => ({
      version,
      changeNote,
      changedBy,
      changedAt: changedAt.toISOString(),
      content: content as unknown as CircularInput,
    }));
  }

  /** Throws InvalidInputError with the fields that are wrong. `by` is the user's name. */
  async create(input: CircularInput, by: string, today: string): Promise<CircularView> {
    const stored = await this.db.transaction(async (tx) => {
      await this.check(tx, input);
      const id = await this.circulars.insert(tx, input, by);
      await this.circulars.insertRevision(tx, id, { version: 1, content: input, changeNote: null, by });
      await this.refresh.touch(tx);
      return this.get(id, today, EVERYTHING, tx);
    });
    return this.published(stored);
  }

  async replace(
    id: string,
    input: CircularInput,
    order: ChangeOrder,
    by: string,
    today: string,
  ): Promise<CircularView> {
    const stored = await this.db.transaction(async (tx) => {
      const before = await this.changeable(tx, id, order);
      if (before.state === 'terbit' && input.state === 'draf')
        throw new ConflictError(
          'circular.issued',
          `Edaran ${circularName(before)} sudah terbit dan tidak dapat menjadi draf lagi. Akhiri edarannya, atau betulkan dengan catatan.`,
        );
      await this.check(tx, input);
      await this.write(tx, before, input, order.changeNote, by);
      return this.get(id, today, EVERYTHING, tx);
    });
    return this.published(stored);
  }

  /** Sets the last day on which an issued circular is in force. */
  async end(id: string, lastDay: string, order: ChangeOrder, by: string, today: string): Promise<CircularView> {
    const stored = await this.db.transaction(async (tx) => {
      const before = await this.changeable(tx, id, order);
      if (before.state === 'draf')
        throw new ConflictError('circular.draft', 'Draf tidak dapat diakhiri. Ubah atau hapus drafnya.');
      if (!isDay(lastDay) || lastDay < before.effectiveFrom)
        throw new InvalidInputError('circular.invalid', 'Hari terakhir belum benar; tidak ada yang diubah.', [
          {
            field: 'lastDay',
            message: `Hari terakhir paling awal ${formatDay(before.effectiveFrom)}, hari edaran mulai berlaku`,
          },
        ]);
      await this.write(tx, before, { ...toInput(before), effectiveTo: lastDay }, order.changeNote, by);
      return this.get(id, today, EVERYTHING, tx);
    });
    return this.published(stored);
  }

  /** Only a draft: what has bound somebody stays on file. */
  async remove(id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const circular = isId(id) ? await this.circulars.lock(tx, id) : null;
      if (!circular) throw notFound(id);
      if (circular.state !== 'draf')
        throw new ConflictError(
          'circular.issued',
          `Edaran ${circularName(circular)} sudah terbit dan tidak dapat dihapus. Akhiri edarannya.`,
        );
      await this.circulars.delete(tx, id);
      await this.refresh.touch(tx);
    });
  }

  /** What the input would bind, and what is worth a second look. Throws InvalidInputError like `create`. */
  async preview(input: CircularInput): Promise<CircularPreview> {
    const warnings = await this.check(this.db.manager, input);
    const all = await this.perangkatDaerah(input.klpd);
    return { binds: all.filter(({ id }) => binds(input.addressees, id)).length, of: all.length, warnings };
  }

  /** Every perangkat daerah to choose from, by name. */
  perangkatDaerah(klpd: string | null, em: EntityManager = this.db.manager): Promise<PerangkatDaerahName[]> {
    return rows<PerangkatDaerahName>(
      em,
      `select id::text as id, name, klpd from perangkat_daerah
       where $1::text is null or klpd = $1 order by name collate "C", id`,
      [klpd],
    );
  }

  /** What binds somebody is signed into the audit trail's heads at once, not within the minute. */
  private async published(circular: CircularView): Promise<CircularView> {
    if (circular.state === 'terbit') await this.heads.seal();
    return circular;
  }

  private async changeable(tx: EntityManager, id: string, order: ChangeOrder): Promise<Circular> {
    const before = isId(id) ? await this.circulars.lock(tx, id) : null;
    if (!before) throw notFound(id);
    if (before.version !== order.version)
      throw new ConflictError(
        'circular.changed-meanwhile',
        `Edaran ${circularName(before)} sudah diubah orang lain (versi ${before.version}). Muat ulang, lalu ubah lagi.`,
      );
    if (before.state === 'terbit' && (order.changeNote ?? '').trim() === '')
      throw new InvalidInputError('circular.note-missing', 'Edaran yang sudah terbit hanya diubah dengan catatan.', [
        { field: 'changeNote', message: 'Tulis alasan perubahan edaran yang sudah terbit' },
      ]);
    return before;
  }

  private async write(
    tx: EntityManager,
    before: Circular,
    input: CircularInput,
    changeNote: string | null,
    by: string,
  ): Promise<void> {
    const version = before.version + 1;
    await this.circulars.update(tx, before.id, input, version, by);
    await this.circulars.insertRevision(tx, before.id, { version, content: input, changeNote, by });
    await this.refresh.touch(tx);
  }

  private async check(em: EntityManager, input: CircularInput): Promise<CircularWarning[]> {
    const { problems, warnings } = checkCircular(input, KNOWN_ACCOUNTS);
    const known = new Set((await this.perangkatDaerah(input.klpd, em)).map(({ id }) => id));
    const { perangkatDaerahIds, excludedIds } = input.addressees;
    for (const id of [...perangkatDaerahIds, ...excludedIds])
      if (!known.has(id)) problems.push({ field: 'addressees', message: `Perangkat daerah ${id} tidak ada` });
    for (const [index, { responsible = [] }] of input.obligations.entries())
      if (responsible.some(({ perangkatDaerahId: id }) => !known.has(id) || !binds(input.addressees, id)))
        problems.push({
          field: `obligations.${index}.responsible`,
          message: 'Pilih penanggung jawab dari perangkat daerah yang dituju edaran',
        });
    for (const [index, { perangkatDaerahId }] of input.exemptions.entries())
      if (!known.has(perangkatDaerahId))
        problems.push({
          field: `exemptions.${index}.perangkatDaerahId`,
          message: 'Pilih perangkat daerah yang dikecualikan',
        });
    if (problems.length > 0)
      throw new InvalidInputError('circular.invalid', 'Edaran belum dapat disimpan; tidak ada yang diubah.', problems);
    return warnings;
  }
}

function isId(text: string): boolean {
  return /^\d{1,18}$/.test(text);
}

function notFound(id: string): NotFoundError {
  return new NotFoundError('circular.not-found', `Edaran ${id.slice(0, 40)} tidak ada`);
}

function toInput(circular: Circular): CircularInput {
  const { obligations, ...rest } = toView(circular, circular.effectiveFrom);
  return {
    klpd: rest.klpd,
    type: rest.type,
    number: rest.number,
    subject: rest.subject,
    issuerPosition: rest.issuerPosition,
    issuedOn: rest.issuedOn,
    effectiveFrom: rest.effectiveFrom,
    effectiveTo: rest.effectiveTo,
    state: rest.state,
    note: rest.note,
    documentSha256: rest.documentSha256,
    addressees: rest.addressees,
    obligations: obligations.map(({ id: _id, ...obligation }) => obligation),
    exemptions: rest.exemptions,
  };
}

function toView(circular: Circular, today: string): CircularView {
  return {
    id: circular.id,
    klpd: circular.klpd,
    type: circular.type,
    number: circular.number,
    subject: circular.subject,
    issuerPosition: circular.issuerPosition,
    issuedOn: circular.issuedOn,
    effectiveFrom: circular.effectiveFrom,
    effectiveTo: circular.effectiveTo,
    state: circular.state,
    status: statusOn(today, circular),
    note: circular.note,
    documentSha256: circular.documentSha256,
    version: circular.version,
    addressees: {
      all: circular.addressees.some(({ perangkatDaerahId }) => perangkatDaerahId === null),
      perangkatDaerahIds: idsOf(circular, false),
      excludedIds: idsOf(circular, true),
    },
    obligations: circular.obligations.map((one) => ({
      id: one.id,
      code: one.code,
      title: one.title,
      kind: one.kind,
      numerator: one.numerator,
      denominator: one.denominator,
      threshold: one.threshold,
      accountPrefixes: one.accountPrefixes,
      // Stored as text; the API and the form let only known sources in.
      sources: one.sources as CircularView['obligations'][number]['sources'],
      ...(isAboutPurchases(one) ? {} : { responsible: one.responsible }),
    })),
    exemptions: circular.exemptions.map((one) => ({
      perangkatDaerahId: one.perangkatDaerahId,
      obligationCode: one.obligationCode,
      validFrom: one.validFrom,
      validTo: one.validTo,
      reason: one.reason,
      decidedBy: one.decidedBy,
    })),
    updatedBy: circular.updatedBy,
    updatedAt: circular.updatedAt.toISOString(),
  };
}

function idsOf({ addressees }: Circular, excluded: boolean): string[] {
  return addressees.flatMap((one) =>
    one.perangkatDaerahId !== null && one.excluded === excluded ? [one.perangkatDaerahId] : [],
  );
}

/** What is not issued yet is the bureau's own affair. */
function seesDrafts(viewer: Scope): boolean {
  return viewer.kind === 'all';
}

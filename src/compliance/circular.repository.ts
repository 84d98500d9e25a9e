import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, Not } from 'typeorm';
import type { CircularInput } from './circular.js';
import {
  Circular,
  CircularAddressee,
  CircularExemption,
  CircularObligation,
  CircularRevision,
} from './circular.entity.js';

const WHOLE = { addressees: true, obligations: true, exemptions: true } as const;
const ORDER = { obligations: { place: 'ASC' }, exemptions: { validFrom: 'ASC', id: 'ASC' } } as const;

/** Circulars with what belongs to them. */
@Injectable()
export class CircularRepository {
  constructor(private readonly db: DataSource) {}

  /** Newest first; those of the KLPD and those of nobody in particular, with or without drafts. */
  list(klpd: string | null, drafts: boolean, em: EntityManager = this.db.manager): Promise<Circular[]> {
    return em
      .createQueryBuilder(Circular, 'c')
      .leftJoinAndSelect('c.addressees', 'a')
      .leftJoinAndSelect('c.obligations', 'o')
      .leftJoinAndSelect('c.exemptions', 'e')
      .where('(cast(:klpd as text) is null or c.klpd is null or c.klpd = :klpd)', { klpd })
      .andWhere(drafts ? 'true' : `c.state <> 'draf'`)
      .orderBy('c.effectiveFrom', 'DESC')
      .addOrderBy('c.id', 'DESC')
      .addOrderBy('o.place')
      .addOrderBy('e.validFrom')
      .addOrderBy('e.id')
      .getMany();
  }

  find(id: string, drafts: boolean, em: EntityManager = this.db.manager): Promise<Circular | null> {
    const where = drafts ? { id } : { id, state: Not('draf' as const) };
    return em.findOne(Circular, { where, relations: WHOLE, order: ORDER });
  }

  /** Waits for whoever is changing it; null when it is gone. */
  async lock(tx: EntityManager, id: string): Promise<Circular | null> {
    await tx.query('select 1 from circular where id = $1 for update', [id]);
    return this.find(id, true, tx);
  }

  async insert(tx: EntityManager, input: CircularInput, by: string): Promise<string> {
    const row = { ...headOf(input), version: 1, createdBy: by, updatedBy: by };
    const { identifiers } = await tx.insert(Circular, row);
    const id = String(identifiers[0]?.['id']);
    await this.replaceParts(tx, id, input);
    return id;
  }

  async update(tx: EntityManager, id: string, input: CircularInput, version: number, by: string): Promise<void> {
    await tx.update(Circular, id, { ...headOf(input), version, updatedBy: by, updatedAt: new Date() });
    await this.replaceParts(tx, id, input);
  }

  async delete(tx: EntityManager, id: string): Promise<void> {
    await tx.delete(Circular, id);
  }

  async insertRevision(
    tx: EntityManager,
    id: string,
    {
      version,
      content,
      changeNote,
      by,
    }: { version: number; content: CircularInput; changeNote: string | null; by: string },
  ): Promise<void> {
    await tx.query(
      `insert into circular_revision (circular_id, version, content, change_note, changed_by)
       values ($1, $2, $3::jsonb, $4, $5)`,
      [id, version, JSON.stringify(content), changeNote, by],
    );
  }

  revisions(id: string, em: EntityManager = this.db.manager): Promise<CircularRevision[]> {
    return em.find(CircularRevision, { where: { circularId: id }, order: { version: 'DESC' } });
  }

  /** An obligation keeps its id as long as it keeps its code: addresses of pages and reports name it. */
  private async replaceParts(tx: EntityManager, id: string, input: CircularInput): Promise<void> {
    const { addressees, obligations, exemptions } = input;
    await tx.delete(CircularAddressee, { circularId: id });
    const listed = addressees.all
      ? []
      : addressees.perangkatDaerahIds.filter((one) => !addressees.excludedIds.includes(one));
    const wanted = [
      ...(addressees.all ? [{ perangkatDaerahId: null, excluded: false }] : []),
      ...listed.map((one) => ({
        perangkatDaerahId: one,
        excluded: false,
      })),
      ...addressees.excludedIds.map((one) => ({ perangkatDaerahId: one, excluded: true })),
    ];
    if (wanted.length > 0)
      await tx.insert(
        CircularAddressee,
        wanted.map((one) => ({ ...one, circularId: id })),
      );

    const known = await tx.find(CircularObligation, { where: { circularId: id } });
    for (const gone of known.filter(({ code }) => !obligations.some((one) => one.code === code)))
      await tx.delete(CircularObligation, gone.id);
    for (const [place, obligation] of obligations.entries()) {
      const row = { ...obligation, place, circularId: id };
      const before = known.find(({ code }) => code === obligation.code);
      if (before) await tx.update(CircularObligation, before.id, row);
      else await tx.insert(CircularObligation, row);
    }

    await tx.delete(CircularExemption, { circularId: id });
    if (exemptions.length > 0)
      await tx.insert(
        CircularExemption,
        exemptions.map((one) => ({ ...one, circularId: id })),
      );
  }
}

function headOf(input: CircularInput): Omit<CircularInput, 'addressees' | 'obligations' | 'exemptions'> {
  const { klpd, type, number, subject, issuerPosition, issuedOn, effectiveFrom, effectiveTo } = input;
  const { state, note, documentSha256 } = input;
  return {
    klpd,
    type,
    number,
    subject,
    issuerPosition,
    issuedOn,
    effectiveFrom,
    effectiveTo,
    state,
    note,
    documentSha256,
  };
}

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isDay } from '../../shared/dates.js';
import { ConflictError, type FieldProblem, NotFoundError } from '../../shared/errors.js';
import type { ListResult } from '../../shared/list-import.js';
import { maskText } from '../../shared/masking.js';
import { readForm } from '../../shared/spreadsheet-reader.js';
import { loadSql, rows } from '../../shared/sql.js';
import { WilayahService } from '../../wilayah/wilayah.service.js';
import { refuse, refuseStale, textOf, TOUCHED } from './changed.js';
import {
  type ListParticipant,
  type Nameable,
  PARTICIPANT_COLUMNS,
  type ParticipantPlan,
  planParticipants,
} from './participant-form.js';
import type { Participant, ParticipantInput } from './participant.js';
import type { By, Programme } from './programme.js';
import { ProgrammesService } from './programmes.service.js';

const LIST = loadSql('queries/participants.sql', import.meta.url);

/** Which enterprises took part in a programme, and what is on file of each afterwards. */
@Injectable()
export class ParticipantsService {
  constructor(
    private readonly db: DataSource,
    private readonly programmes: ProgrammesService,
    private readonly wilayah: WilayahService,
  ) {}

  /** By name, with what is on file up to `today`. Throws `programme.not-found`. */
  async list(programmeId: string, today: string): Promise<Participant[]> {
    await this.programmes.get(programmeId, today);
    return this.find(programmeId, today, null, this.db.manager);
  }

  /** Throws `programme.not-found` or `programme.participant-not-found`. */
  async get(
    programmeId: string,
    enterpriseId: string,
    today: string,
    em: EntityManager = this.db.manager,
  ): Promise<Participant> {
    await this.programmes.get(programmeId, today, em);
    const [found] = /^\d{1,18}$/.test(enterpriseId) ? await this.find(programmeId, today, enterpriseId, em) : [];
    if (!found) throw notParticipant(enterpriseId);
    return found;
  }

  /** Throws `programme.participant-invalid`, `programme.participant-known` or `programme.not-found`. */
  async add(programmeId: string, enterpriseId: string, input: ParticipantInput, who: By): Promise<Participant> {
    return this.db.transaction(async (tx) => {
      const programme = await this.held(programmeId, who.today, tx);
      const [enterprise] = /^\d{1,18}$/.test(enterpriseId)
        ? await rows<{ id: string; name: string }>(
            tx,
            'select id::text, name from enterprise where id = $1 and merged_into is null',
            [enterpriseId],
          )
        : [];
      const problems = problemsOf(input, programme);
      if (!enterprise)
        problems.unshift({
          field: 'enterpriseId',
          message: 'Isi nomor pelaku usaha yang tercatat dan tidak digabungkan ke catatan lain',
        });
      refuse('programme.participant', problems);
      if ((await this.find(programmeId, who.today, enterpriseId, tx)).length > 0)
        throw new ConflictError(
          'programme.participant-known',
          `"${enterprise?.name}" sudah tercatat sebagai peserta. Ubah catatannya bila perlu.`,
        );
      await insert(tx, programmeId, [stored(enterpriseId, input)], who.by);
      return this.get(programmeId, enterpriseId, who.today, tx);
    });
  }

  /** Throws as `add`, `programme.participant.changed-meanwhile` and `programme.participant-not-found`. */
  async change(
    programmeId: string,
    enterpriseId: string,
    version: number,
    input: ParticipantInput,
    who: By,
  ): Promise<Participant> {
    return this.db.transaction(async (tx) => {
      const programme = await this.held(programmeId, who.today, tx);
      const before = await this.row(programmeId, enterpriseId, tx);
      refuseStale('programme.participant', before.name, before, version, who.timeZone);
      refuse('programme.participant', problemsOf(input, programme));
      await update(tx, programmeId, [stored(enterpriseId, input)], who.by);
      return this.get(programmeId, enterpriseId, who.today, tx);
    });
  }

  /** Takes a participant off the list; the trail keeps the row. Throws as `change`. */
  async remove(programmeId: string, enterpriseId: string, version: number, who: By): Promise<string> {
    return this.db.transaction(async (tx) => {
      await this.held(programmeId, who.today, tx);
      const before = await this.row(programmeId, enterpriseId, tx);
      refuseStale('programme.participant', before.name, before, version, who.timeZone);
      await tx.query(
        `delete from programme_participant a using enterprise e
         where a.programme_id = $1 and e.id = a.enterprise_id and coalesce(e.merged_into, e.id) = $2`,
        [programmeId, enterpriseId],
      );
      return before.name;
    });
  }

  /** Says what a list would change; nothing is written. Throws `table.unreadable` or `programme.not-found`. */
  async preview(programmeId: string, bytes: Uint8Array, today: string): Promise<ListResult> {
    const programme = await this.programmes.get(programmeId, today);
    return resultOf(await this.plan(programme, bytes, this.db.manager), false);
  }

  /** Takes a list, or, when any row is rejected, nothing of it. Throws as `preview`. */
  async import(programmeId: string, bytes: Uint8Array, who: By): Promise<ListResult> {
    return this.db.transaction(async (tx) => {
      const programme = await this.held(programmeId, who.today, tx);
      const plan = await this.plan(programme, bytes, tx);
      if (plan.rejected > 0) return resultOf(plan, false);
      await insert(tx, programmeId, plan.added, who.by);
      await update(tx, programmeId, plan.changed, who.by);
      return resultOf(plan, true);
    });
  }

  private async plan(programme: Programme, bytes: Uint8Array, em: EntityManager): Promise<ParticipantPlan> {
    const form = await readForm(bytes, PARTICIPANT_COLUMNS);
    const enterprises = await rows<Nameable>(
      em,
      'select id::text, nib, name from enterprise where merged_into is null order by id',
    );
    const onFile = await rows<ListParticipant>(
      em,
      `select distinct on (1) coalesce(e.merged_into, e.id)::text as "enterpriseId", a.joined_on::text as "joinedOn",
         a.left_on::text as "leftOn", a.note
       from programme_participant a join enterprise e on e.id = a.enterprise_id
       where a.programme_id = $1 order by 1, e.merged_into nulls first`,
      [programme.id],
    );
    return planParticipants(form, programme.startsOn, enterprises, onFile);
  }

  private async find(programmeId: string, today: string, enterpriseId: string | null, em: EntityManager) {
    const found = await rows<Omit<Participant, 'wilayah'>>(em, LIST, [programmeId, today, enterpriseId]);
    const words = await this.wilayah.words(
      found.flatMap(({ wilayahCode }) => (wilayahCode === null ? [] : [wilayahCode])),
      em,
    );
    return found.map((row): Participant => {
      const { wilayahCode } = row;
      return { ...row, wilayah: wilayahCode === null ? null : (words.get(wilayahCode) ?? wilayahCode) };
    });
  }

  /** The programme, whose participants nobody else changes until the transaction ends. */
  private async held(id: string, today: string, tx: EntityManager): Promise<Programme> {
    const programme = await this.programmes.get(id, today, tx);
    await tx.query('select 1 from programme where id = $1 for update', [id]);
    return programme;
  }

  private async row(programmeId: string, enterpriseId: string, tx: EntityManager): Promise<ParticipantRow> {
    const [found] = /^\d{1,18}$/.test(enterpriseId)
      ? await rows<ParticipantRow>(
          tx,
          `select e.id::text, e.name, ${TOUCHED('a')}
           from programme_participant a join enterprise e on e.id = a.enterprise_id
           where a.programme_id = $1 and coalesce(e.merged_into, e.id) = $2
           order by e.merged_into nulls first limit 1`,
          [programmeId, enterpriseId],
        )
      : [];
    if (!found) throw notParticipant(enterpriseId);
    return found;
  }
}

interface ParticipantRow {
  id: string;
  name: string;
  version: number;
  updatedBy: string;
  updatedAt: string;
}

function notParticipant(id: string): NotFoundError {
  return new NotFoundError(
    'programme.participant-not-found',
    `Pelaku usaha ${id.slice(0, 20)} tidak tercatat sebagai peserta program ini.`,
  );
}

function problemsOf({ joinedOn, leftOn, note }: ParticipantInput, { startsOn }: Programme): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (!isDay(joinedOn)) problems.push({ field: 'joinedOn', message: 'Isi tanggal ikut, contoh 2026-03-31' });
  else if (joinedOn < startsOn)
    problems.push({
      field: 'joinedOn',
      message: `Sebelum program dimulai (${startsOn}). Isi tanggal itu atau sesudahnya`,
    });
  const left = textOf(leftOn);
  if (left !== null && !isDay(left))
    problems.push({ field: 'leftOn', message: 'Isi tanggal, contoh 2026-03-31, atau kosongkan' });
  else if (left !== null && left < joinedOn) problems.push({ field: 'leftOn', message: 'Sebelum tanggal ikut' });
  if ((textOf(note) ?? '').length > 500)
    problems.push({ field: 'note', message: 'Keterangan paling panjang 500 huruf' });
  return problems;
}

function stored(enterpriseId: string, { joinedOn, leftOn, note }: ParticipantInput): ListParticipant {
  return { enterpriseId, joinedOn, leftOn: textOf(leftOn), note: textOf(note) };
}

const PARTICIPANT_ROWS = `json_to_recordset($2::json) as r("enterpriseId" bigint, "joinedOn" date, "leftOn" date, note text)`;

async function insert(tx: EntityManager, programmeId: string, list: readonly ListParticipant[], by: string) {
  if (list.length === 0) return;
  await tx.query(
    `insert into programme_participant (programme_id, enterprise_id, joined_on, left_on, note, created_by, updated_by)
     select $1, "enterpriseId", "joinedOn", "leftOn", note, $3, $3 from ${PARTICIPANT_ROWS}`,
    [programmeId, masked(list), by],
  );
}

async function update(tx: EntityManager, programmeId: string, list: readonly ListParticipant[], by: string) {
  if (list.length === 0) return;
  await tx.query(
    `update programme_participant a set joined_on = r."joinedOn", left_on = r."leftOn", note = r.note, updated_by = $3,
       updated_at = now(), version = a.version + 1
     from ${PARTICIPANT_ROWS}, enterprise e
     where a.programme_id = $1 and a.enterprise_id = e.id and coalesce(e.merged_into, e.id) = r."enterpriseId"`,
    [programmeId, masked(list), by],
  );
}

function masked(list: readonly ListParticipant[]): string {
  return JSON.stringify(list.map((one) => ({ ...one, note: one.note === null ? null : maskText(one.note) })));
}

function resultOf(plan: ParticipantPlan, applied: boolean): ListResult {
  const { read, added, changed, unchanged, rejected, problems } = plan;
  return { applied, read, added: added.length, changed: changed.length, unchanged, rejected, problems };
}

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isDay } from '../../shared/dates.js';
import { ConflictError, type FieldProblem, InvalidInputError, NotFoundError } from '../../shared/errors.js';
import { maskText } from '../../shared/masking.js';
import { affected, rows } from '../../shared/sql.js';
import { STATEMENT_ANSWERS } from './sentra-criteria.js';
import { SentraService } from './sentra.service.js';
import type { Statement, StatementChange } from './sentra.js';

const MOST_TEXT = 2000;

/** What people state about a sentra where nothing can be counted, and who of its members is willing to lead. */
@Injectable()
export class SentraFactsService {
  constructor(
    private readonly db: DataSource,
    private readonly sentra: SentraService,
  ) {}

  /** Every condition that is stated, in the order of the criteria; one that two criteria ask for stands once. */
  async statements(id: string, day: string, em: EntityManager = this.db.manager): Promise<Statement[]> {
    await this.sentra.row(id, em);
    const stored = await rows<Omit<Statement, 'text'>>(
      em,
      `select condition, answer, evidence, stated_by as "statedBy", stated_on::text as "statedOn", version,
         recorded_by as "recordedBy" from sentra_statement where sentra_id = $1`,
      [id],
    );
    const conditions = new Map(
      this.sentra
        .criteria(day)
        .criteria.flatMap((criterion) => criterion.conditions)
        .flatMap((condition) => (condition.kind === 'stated' ? [[condition.code, condition.text] as const] : [])),
    );
    return [...conditions].map(([condition, text]) => {
      const found = stored.find((row) => row.condition === condition);
      if (found) return { ...found, text };
      return {
        condition,
        text,
        answer: 'belum-diketahui',
        evidence: null,
        statedBy: null,
        statedOn: null,
        version: 0,
        recordedBy: null,
      };
    });
  }

  /** All of it or nothing. Throws `sentra.invalid`, `sentra.changed-meanwhile` or `sentra.not-found`. */
  async state(
    id: string,
    { statedBy, statedOn }: { statedBy: string; statedOn: string },
    changes: readonly StatementChange[],
    by: string,
    today: string,
  ): Promise<Statement[]> {
    return this.db.transaction(async (tx) => {
      await this.sentra.row(id, tx, true);
      const statements = await this.statements(id, today, tx);
      refuse([...whoAndWhen(statedBy, statedOn, today), ...changes.flatMap((one) => changeProblems(one, statements))]);
      refuse(twice(changes));
      const wanted = changes.flatMap((change) => {
        const before = statements.find(({ condition }) => condition === change.condition);
        const same = before && before.answer === change.answer && before.evidence === kept(change.evidence);
        return before && !same ? [{ change, before }] : [];
      });
      const stale = wanted.filter(({ change, before }) => change.version !== before.version);
      if (stale.length > 0)
        throw new ConflictError(
          'sentra.changed-meanwhile',
          `Sudah diubah orang lain sejak Anda membukanya: ${stale
            .map(({ before }) => `"${before.text}" (oleh ${before.recordedBy ?? '?'})`)
            .join(', ')}. Tidak ada yang disimpan. Bandingkan, lalu simpan lagi.`,
          { items: stale.map(({ change }) => change.condition) },
        );
      for (const { change } of wanted) {
        const known = change.answer !== 'belum-diketahui';
        await tx.query(
          `insert into sentra_statement (sentra_id, condition, answer, evidence, stated_by, stated_on, recorded_by)
           values ($1, $2, $3, $4, $5, $6, $7)
           on conflict (sentra_id, condition) do update set answer = excluded.answer, evidence = excluded.evidence,
             stated_by = excluded.stated_by, stated_on = excluded.stated_on, recorded_by = excluded.recorded_by,
             recorded_at = now(), version = sentra_statement.version + 1`,
          [
            id,
            change.condition,
            change.answer,
            kept(change.evidence),
            known ? kept(statedBy) : null,
            known ? statedOn : null,
            by,
          ],
        );
      }
      return this.statements(id, today, tx);
    });
  }

  /** Throws `sentra.not-member`, `sentra.champion-known`, `sentra.invalid` or `sentra.not-found`. */
  async addChampion(
    id: string,
    enterpriseId: string,
    { evidence, statedOn }: { evidence: string; statedOn: string },
    by: string,
    today: string,
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.sentra.row(id, tx, true);
      const problems = dayProblems('statedOn', statedOn, today);
      if (kept(evidence) === null)
        problems.push({ field: 'evidence', message: 'Isi bukti kesediaannya, misalnya nomor surat pernyataan' });
      else if (evidence.length > MOST_TEXT)
        problems.push({ field: 'evidence', message: `Bukti paling panjang ${MOST_TEXT} huruf` });
      refuse(problems);
      const [member] = /^\d{1,18}$/.test(enterpriseId)
        ? await rows<{ id: string }>(
            tx,
            `select m.id::text from enterprise_membership m join enterprise e on e.id = m.enterprise_id
             where m.sentra_id = $1 and $2 in (e.id, e.merged_into) and (m.since is null or m.since <= $3::date)
               and (m.until is null or m.until >= $3::date) limit 1`,
            [id, enterpriseId, today],
          )
        : [];
      if (!member)
        throw new NotFoundError(
          'sentra.not-member',
          `Pelaku usaha ${enterpriseId.slice(0, 20)} bukan anggota sentra ini. Catat dahulu keanggotaannya.`,
        );
      const made = await affected(
        tx,
        `insert into sentra_champion (sentra_id, enterprise_id, evidence, stated_on, recorded_by)
         values ($1, $2, $3, $4, $5) on conflict do nothing`,
        [id, enterpriseId, kept(evidence), statedOn, by],
      );
      if (made === 0)
        throw new ConflictError('sentra.champion-known', 'Pelaku usaha ini sudah dicatat sebagai penggerak.');
    });
  }

  /** Throws `sentra.no-champion` or `sentra.not-found`. */
  async removeChampion(id: string, enterpriseId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.sentra.row(id, tx, true);
      const gone = /^\d{1,18}$/.test(enterpriseId)
        ? await affected(
            tx,
            `delete from sentra_champion where sentra_id = $1 and enterprise_id in
               (select id from enterprise where $2 in (id, merged_into))`,
            [id, enterpriseId],
          )
        : 0;
      if (gone === 0)
        throw new NotFoundError('sentra.no-champion', 'Pelaku usaha itu tidak tercatat sebagai penggerak sentra ini.');
    });
  }
}

function kept(text: string | null | undefined): string | null {
  const trimmed = (text ?? '').trim();
  return trimmed === '' ? null : maskText(trimmed);
}

function refuse(problems: readonly FieldProblem[]): void {
  if (problems.length === 0) return;
  throw new InvalidInputError(
    'sentra.invalid',
    'Isian belum dapat disimpan. Perbaiki yang ditandai; tidak ada yang diubah.',
    [...problems],
  );
}

function dayProblems(field: string, day: string, today: string): FieldProblem[] {
  if (!isDay(day)) return [{ field, message: 'Isi tanggal, contoh 2026-08-31' }];
  return day > today ? [{ field, message: 'Tanggal ini belum tiba; isi hari ini atau sebelumnya' }] : [];
}

function whoAndWhen(statedBy: string, statedOn: string, today: string): FieldProblem[] {
  const who = statedBy.trim();
  return [
    ...(who === '' || who.length > 120
      ? [{ field: 'statedBy', message: 'Isi siapa yang menyatakan, paling panjang 120 huruf' }]
      : []),
    ...dayProblems('statedOn', statedOn, today),
  ];
}

function changeProblems({ condition, answer, evidence }: StatementChange, known: readonly Statement[]): FieldProblem[] {
  const statement = known.find((one) => one.condition === condition);
  if (!statement) return [{ field: condition, message: `Tidak ada syarat "${condition.slice(0, 60)}"` }];
  if (!STATEMENT_ANSWERS.includes(answer))
    return [{ field: condition, message: `"${statement.text}": pilih ya, tidak, atau belum diketahui` }];
  if ((evidence ?? '').length > MOST_TEXT)
    return [{ field: `${condition}-bukti`, message: `Bukti paling panjang ${MOST_TEXT} huruf` }];
  return answer !== 'belum-diketahui' && kept(evidence) === null
    ? [{ field: `${condition}-bukti`, message: `Tulis bukti bagi "${statement.text}"` }]
    : [];
}

function twice(changes: readonly StatementChange[]): FieldProblem[] {
  const seen = new Set<string>();
  return changes.flatMap(({ condition }) => {
    const again = seen.has(condition);
    seen.add(condition);
    return again ? [{ field: condition, message: `Syarat "${condition}" dijawab dua kali` }] : [];
  });
}

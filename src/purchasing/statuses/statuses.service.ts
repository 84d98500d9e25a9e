import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isDay } from '../../shared/dates.js';
import { type FieldProblem, InvalidInputError } from '../../shared/errors.js';
import { maskText } from '../../shared/masking.js';
import { senFromDecimal } from '../../shared/money.js';
import { loadSql, rows } from '../../shared/sql.js';
import { overlay } from '../../shared/timeline.js';
import { type Source, SOURCES } from '../intake/rows.js';
import { Refresh } from '../refresh.js';

const SEEN = loadSql('./statuses-seen.sql', import.meta.url);

/** What a rule can say: where orders of a status stand. `unknown` takes a status out of both sums again. */
export const RULE_STANDINGS = ['completed', 'committed', 'never', 'unknown'] as const;
export type RuleStanding = (typeof RULE_STANDINGS)[number];

/** A rule over a stretch of order dates. Days are 'YYYY-MM-DD', `validTo` included; null = until further notice. */
export interface StatusRule {
  id: string;
  label: string;
  standing: RuleStanding;
  validFrom: string;
  validTo: string | null;
  note: string | null;
  decidedBy: string | null;
  /** ISO 8601. */
  decidedAt: string;
}

/** A status of one source: what came in with it, and the rules over it, the latest first. */
export interface StatusOverview {
  source: Source;
  statusKey: string;
  /** The words of its rule, or the key where there is none. */
  label: string;
  packages: number;
  /** Sen, whatever the standing. */
  value: bigint;
  /** Where it stands on the day asked for; 'unknown' without a rule. */
  standing: RuleStanding;
  rules: StatusRule[];
}

export interface StatusRuleInput {
  source: string;
  statusKey: string;
  standing: string;
  /** '' = from always. */
  validFrom?: string;
  validTo?: string;
  note?: string;
}

const FIRST_DAY = '2000-01-01';

/** The table that says what each status of each source counts as. */
@Injectable()
export class StatusesService {
  constructor(
    private readonly db: DataSource,
    private readonly refresh: Refresh,
  ) {}

  /**
   * Every status that came in, and those that only have a rule, in this order: unknown ones that came in first, by
   * value; then by source and value. `klpd` and `year` null = all.
   */
  async overview(klpd: string | null, year: number | null, day: string): Promise<StatusOverview[]> {
    const seen = await rows<{ source: Source; statusKey: string; packages: number; value: string }>(
      this.db.manager,
      SEEN,
      [klpd, year],
    );
    const rules = await this.rules();
    const found = new Map<string, StatusOverview>();
    const entryOf = (source: Source, statusKey: string): StatusOverview => {
      const key = `${source}|${statusKey}`;
      let entry = found.get(key);
      if (!entry) {
        const own = rules.get(key) ?? [];
        const now = own.find((rule) => rule.validFrom <= day && (rule.validTo === null || rule.validTo >= day));
        entry = {
          source,
          statusKey,
          label: (now ?? own[0])?.label ?? statusKey,
          packages: 0,
          value: 0n,
          standing: now?.standing ?? 'unknown',
          rules: own,
        };
        found.set(key, entry);
      }
      return entry;
    };
    for (const one of seen) {
      const entry = entryOf(one.source, one.statusKey);
      entry.packages = one.packages;
      entry.value = senFromDecimal(one.value);
    }
    for (const key of rules.keys()) {
      const at = key.indexOf('|');
      const source = SOURCES.find((one) => one === key.slice(0, at));
      if (source) entryOf(source, key.slice(at + 1));
    }
    return [...found.values()].sort(
      (a, b) =>
        Number(isOpen(b)) - Number(isOpen(a)) ||
        Number(b.packages > 0) - Number(a.packages > 0) ||
        SOURCES.indexOf(a.source) - SOURCES.indexOf(b.source) ||
        compareSen(b.value, a.value) ||
        (a.statusKey < b.statusKey ? -1 : 1),
    );
  }

  /**
   * Says what a status counts as for orders of these days; on other days the rules on file go on. All figures follow in
   * the same transaction. Throws `status.invalid`.
   */
  async decide(input: StatusRuleInput, by: string): Promise<void> {
    const { source, statusKey, standing, from, to, note } = read(input);
    await this.db.transaction(async (tx) => {
      await tx.query('lock table status_rule in share row exclusive mode');
      const onFile = await rows<{ id: string; from: string; to: string | null; label: string }>(
        tx,
        `select id::text, valid_from::text as "from", valid_to::text as "to", label from status_rule
         where source = $1 and status_key = $2 order by valid_from`,
        [source, statusKey],
      );
      const { remove, endAt, startAt, copy } = overlay(onFile, { from, to });
      for (const one of copy)
        await tx.query(
          `insert into status_rule (source, status_key, label, standing, valid_from, valid_to, note, decided_by, decided_at)
           select source, status_key, label, standing, $2, $3, note, decided_by, decided_at from status_rule where id = $1`,
          [one.id, one.from, one.to],
        );
      for (const one of endAt) await tx.query('update status_rule set valid_to = $2 where id = $1', [one.id, one.to]);
      for (const one of startAt)
        await tx.query('update status_rule set valid_from = $2 where id = $1', [one.id, one.from]);
      if (remove.length > 0) await tx.query('delete from status_rule where id = any($1::bigint[])', [remove]);
      await tx.query(
        `insert into status_rule (source, status_key, label, standing, valid_from, valid_to, note, decided_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [source, statusKey, onFile.at(-1)?.label ?? labelFrom(statusKey), standing, from, to, note, by],
      );
      await this.refresh.run(tx, 'all');
    });
  }

  private async rules(): Promise<Map<string, StatusRule[]>> {
    const found = await rows<StatusRule & { source: string; statusKey: string }>(
      this.db.manager,
      `select id::text, source, status_key as "statusKey", label, standing, valid_from::text as "validFrom",
         valid_to::text as "validTo", note, decided_by as "decidedBy",
         to_char(decided_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "decidedAt"
       from status_rule order by source, status_key, valid_from desc`,
    );
    const grouped = new Map<string, StatusRule[]>();
    for (const { source, statusKey, ...rule } of found) {
      const key = `${source}|${statusKey}`;
      const list = grouped.get(key);
      if (list) list.push(rule);
      else grouped.set(key, [rule]);
    }
    return grouped;
  }
}

/** Came in, and nobody has said what it counts as. */
function isOpen(status: StatusOverview): boolean {
  return status.standing === 'unknown' && status.packages > 0;
}

function compareSen(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** 'on_hold' → 'On hold': a new status gets its rule's words from its key. */
function labelFrom(statusKey: string): string {
  const words = statusKey.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

interface Decided {
  source: Source;
  statusKey: string;
  standing: RuleStanding;
  from: string;
  to: string | null;
  note: string | null;
}

function read(input: StatusRuleInput): Decided {
  const problems: FieldProblem[] = [];
  const source = SOURCES.find((one) => one === input.source);
  if (!source) problems.push({ field: 'source', message: 'Sumber tidak dikenal' });
  const statusKey = input.statusKey.trim();
  if (!/^[a-z0-9_]{1,120}$/.test(statusKey)) problems.push({ field: 'statusKey', message: 'Status tidak dikenal' });
  const standing = RULE_STANDINGS.find((one) => one === input.standing);
  if (!standing) problems.push({ field: 'standing', message: 'Pilih bagaimana status ini dihitung' });
  const from = input.validFrom?.trim() || FIRST_DAY;
  const to = input.validTo?.trim() || null;
  if (!isDay(from)) problems.push({ field: 'validFrom', message: 'Isi tanggal mulai, contoh 2026-01-01' });
  if (to !== null && !isDay(to)) problems.push({ field: 'validTo', message: 'Isi tanggal akhir, contoh 2026-12-31' });
  else if (to !== null && isDay(from) && to < from)
    problems.push({ field: 'validTo', message: 'Tanggal akhir mendahului tanggal mulai' });
  const note = (input.note ?? '').trim();
  if (note.length > 500) problems.push({ field: 'note', message: 'Catatan paling banyak 500 huruf' });
  if (problems.length > 0 || !source || !standing)
    throw new InvalidInputError(
      'status.invalid',
      'Perubahan status belum dapat disimpan. Tidak ada yang diubah.',
      problems,
    );
  return { source, statusKey, standing, from, to, note: note === '' ? null : maskText(note) };
}

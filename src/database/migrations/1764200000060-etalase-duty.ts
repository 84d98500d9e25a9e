import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The obligation of a circular to have an etalase at tourism places; an inspection taken back is a change of the place. */
export class EtalaseDuty1764200000060 implements MigrationInterface {
  name = 'EtalaseDuty1764200000060';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const CONSTRAINTS: readonly (readonly [name: string, check: string])[] = [
  ['kind', `kind in ('porsi_nilai', 'nilai_minimum', 'etalase_tersedia')`],
  ['numerator', `numerator in ('umk', 'ovop', 'umk-and-ovop', 'etalase')`],
  ['denominator', `denominator in ('completed', 'committed', 'procurement-budget', 'tourism-places')`],
  ['threshold', `threshold > 0 and (kind = 'nilai_minimum' or threshold <= 100)`],
];

const PLACES = `select 'wisata', p.kode, p.state <> 'aktif' from %s c left join physical_etalase e on e.id = c.etalase_id
  join wisata_place p on p.id = coalesce(c.place_id, e.place_id)`;

const UP = [
  `alter table circular_obligation add column responsible jsonb not null default '[]'`,
  `comment on column circular_obligation.responsible is
    'of etalase_tersedia: who answers for the tourism places of which region, [{"perangkatDaerahId", "wilayah"}]'`,
  ...CONSTRAINTS.flatMap(([name, check]) => [
    `alter table circular_obligation drop constraint circular_obligation_${name}_ck`,
    `alter table circular_obligation add constraint circular_obligation_${name}_ck check (${check})`,
  ]),
  `alter table circular_obligation add constraint circular_obligation_etalase_ck
    check ((kind = 'etalase_tersedia') = (numerator = 'etalase') and (kind = 'etalase_tersedia') = (denominator = 'tourism-places'))`,
  // What everybody reads of a place tells when it was last inspected.
  ...(
    [
      ['insert', 'new table as rows_after'],
      ['update', 'old table as rows_before new table as rows_after'],
    ] as const
  ).map(
    ([event, tables]) =>
      `create trigger etalase_follow_${event} after ${event} on etalase_inspection referencing ${tables}
        for each statement execute function etalase_follow('${PLACES.replaceAll("'", "''")}')`,
  ),
];

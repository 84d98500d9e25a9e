import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The read model of who sold: rolled up with the other figures whenever purchases or what they rest on change. */
export class Participation1764200000030 implements MigrationInterface {
  name = 'Participation1764200000030';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; restore a backup to go back.');
  }
}

const UP = [
  `create table seller_day (
    klpd text collate "C" not null,
    year integer not null,
    on_day date,
    source text collate "C" not null,
    scheme text collate "C" not null,
    key text collate "C",
    umk text collate "C" not null,
    completed boolean not null,
    purchase_id bigint,
    packages integer not null,
    value numeric(22,2) not null
  )`,
  `create index seller_day_ix on seller_day (klpd, year)`,
  `create index seller_day_shared_ix on seller_day (klpd, year) where purchase_id is not null`,
  `comment on table seller_day is
    'packages and value that a supplier key sold on a day, as transactions (completed or not); rebuilt with the read model'`,
  `comment on column seller_day.purchase_id is 'of a package that several sellers or states share, so that it can be counted once'`,
  `comment on column seller_day.on_day is 'day of the order; null = the source gives none'`,
  `create table sold_product (
    klpd text collate "C" not null,
    year integer not null,
    source text collate "C" not null,
    code text collate "C" not null,
    first_on date not null,
    completed_on date,
    umk_first_on date,
    umk_completed_on date,
    constraint sold_product_pk primary key (klpd, year, source, code)
  )`,
  `comment on table sold_product is
    'day on which a product code was first bought in a year; infinity = only on orders without a day; rebuilt with the read model'`,
  // What was imported before this table was there.
  `insert into seller_day (klpd, year, on_day, source, scheme, key, umk, completed, purchase_id, packages, value)
    select klpd, year, on_day, source, scheme, key, umk, completed, shared_id, count(*), coalesce(sum(value), 0)
    from (
      select klpd, year, ordered_on as on_day, source, supplier_scheme as scheme, supplier_key as key, umk,
        standing = 'completed' as completed, sum(value) as value,
        case when count(*) over (partition by purchase_id) > 1 then purchase_id end as shared_id
      from spending_line where standing in ('committed', 'completed')
      group by klpd, year, purchase_id, ordered_on, source, supplier_scheme, supplier_key, umk, standing = 'completed'
    ) s
    group by klpd, year, on_day, source, scheme, key, umk, completed, shared_id`,
  `insert into sold_product (klpd, year, source, code, first_on, completed_on, umk_first_on, umk_completed_on)
    select s.klpd, s.year, s.source, pid, min(s.on_day), min(s.on_day) filter (where s.completed),
      min(s.on_day) filter (where s.umk = 'yes'), min(s.on_day) filter (where s.umk = 'yes' and s.completed)
    from (
      select klpd, year, source, line_id, umk, standing = 'completed' as completed,
        coalesce(ordered_on, date 'infinity') as on_day
      from spending_line
      where part = 1 and source in ('v5', 'v6') and standing in ('committed', 'completed')
    ) s
    join purchase_line l on l.id = s.line_id
    cross join lateral unnest(l.product_ids) as pid
    group by s.klpd, s.year, s.source, pid`,
];

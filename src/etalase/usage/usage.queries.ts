import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../../shared/sql.js';
import type { UsageCounts, UsageFigures, UsageRow, UsageSubject } from './usage.js';

export interface UsageQuestion {
  subject: UsageSubject;
  /** Days are 'YYYY-MM-DD', both inside. */
  from: string;
  until: string;
  /** One place or product; null = all. */
  key: string | null;
  page: number;
  size: number;
}

const OF = `from etalase_usage u where u.subject = $1 and u.day between $2::date and $3::date and ($4::text is null or u.key = $4)`;
const COUNTS = `sum(u.answered)::int as answered, sum(u.unchanged)::int as unchanged`;

/** What was looked at how often. */
@Injectable()
export class UsageQueries {
  constructor(private readonly db: DataSource) {}

  async figures({ subject, from, until, key, page, size }: UsageQuestion): Promise<UsageFigures> {
    const asked = [subject, from, until, key];
    const em = this.db.manager;
    const found = await rows<UsageRow & { found: number }>(
      em,
      `select c.*, case $1 when 'wisata' then p.name else q.name end as name from (
         select u.key, ${COUNTS}, count(*) over ()::int as found,
           coalesce(sum(u.answered + u.unchanged) filter (where u.channel = 'api'), 0)::int as api,
           coalesce(sum(u.answered + u.unchanged) filter (where u.channel = 'halaman'), 0)::int as halaman
         ${OF} group by u.key order by sum(u.answered + u.unchanged) desc, u.key limit $5 offset $6) c
       left join wisata_place p on $1 = 'wisata' and p.kode = c.key
       left join product q on $1 = 'produk' and q.id::text = c.key
       order by c.answered + c.unchanged desc, c.key`,
      [...asked, size, (page - 1) * size],
    );
    const [total] = await rows<UsageCounts>(
      em,
      `select coalesce(sum(u.answered), 0)::int as answered, coalesce(sum(u.unchanged), 0)::int as unchanged ${OF}`,
      asked,
    );
    const days = await rows<{ day: string } & UsageCounts>(
      em,
      `select u.day::text as day, ${COUNTS} ${OF} group by u.day order by u.day`,
      asked,
    );
    const clients = await rows<UsageFigures['clients'][number]>(
      em,
      `select c.client, k.name, c.answered, c.unchanged from (select u.client, ${COUNTS} ${OF} group by u.client) c
       left join api_key k on k.id::text = c.client order by c.answered + c.unchanged desc, c.client`,
      asked,
    );
    const [first] = await rows<{ since: string | null }>(em, 'select min(day)::text as since from etalase_usage');
    return {
      rows: found.map(({ key: of, name, answered, unchanged, api, halaman }) => ({
        key: of,
        name,
        answered,
        unchanged,
        api,
        halaman,
      })),
      found: found[0]?.found ?? 0,
      total: total ?? { answered: 0, unchanged: 0 },
      days,
      clients,
      since: first?.since ?? null,
    };
  }
}

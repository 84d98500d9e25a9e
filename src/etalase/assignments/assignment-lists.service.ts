import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ProductLinks } from '../../catalogue/products/product-links.js';
import type { ListResult } from '../../shared/list-import.js';
import { type FormRow, readForm } from '../../shared/spreadsheet-reader.js';
import { rows } from '../../shared/sql.js';
import { comparable } from '../../shared/text.js';
import { WilayahService } from '../../wilayah/wilayah.service.js';
import {
  ASSIGNMENT_COLUMNS,
  type AssignmentField,
  type AssignmentPlan,
  type Meant,
  planAssignments,
  type StandingAssignment,
} from './assignment-form.js';

/** What a list of assignments did, or would do. */
export interface AssignmentListResult extends ListResult {
  /** Products to be assigned that no listing shows yet: not on show, or not verified. */
  notShown: number;
}

/** Assignments of a whole list of places at once, in and out. */
@Injectable()
export class AssignmentLists {
  constructor(
    private readonly db: DataSource,
    private readonly links: ProductLinks,
    private readonly wilayah: WilayahService,
  ) {}

  /** Every assignment that was not withdrawn, by place and in the order of its listing. */
  async all(em: EntityManager = this.db.manager): Promise<StandingAssignment[]> {
    const found = await rows<StandingAssignment>(
      em,
      `select a.id::text, a.place_id::text as "placeId", p.kode, p.name as place,
         case when a.product_id is not null then 'produk' when a.wilayah_code is not null then 'desa' else 'usaha' end as target,
         coalesce(a.product_id::text, a.wilayah_code, a.enterprise_id::text) as of,
         coalesce(x.name, '#' || e.id || ' ' || e.name, '') as name, a.position, a.valid_from::text as "validFrom",
         a.valid_until::text as "validUntil", a.reason
       from etalase_assignment a join wisata_place p on p.id = a.place_id
       left join product x on x.id = a.product_id left join enterprise e on e.id = a.enterprise_id
       where a.withdrawn_at is null order by p.name_key, p.id, a.position, a.id`,
    );
    const words = await this.wilayah.words(
      found.flatMap(({ target, of }) => (target === 'desa' ? [of] : [])),
      em,
    );
    return found.map((one) =>
      one.target === 'desa' ? { ...one, name: [one.of, words.get(one.of)].filter(Boolean).join(', ') } : one,
    );
  }

  /** Reads a list and says what it would change; nothing is written. Throws `table.unreadable`. */
  async preview(bytes: Uint8Array, today: string): Promise<AssignmentListResult> {
    const plan = await this.plan(await readForm(bytes, ASSIGNMENT_COLUMNS), today, this.db.manager);
    return this.resultOf(plan, false, this.db.manager);
  }

  /** Takes a list as a whole, or, when any row is rejected, nothing of it. Throws `table.unreadable`. */
  async import(bytes: Uint8Array, today: string, by: string): Promise<AssignmentListResult> {
    const form = await readForm(bytes, ASSIGNMENT_COLUMNS);
    return this.db.transaction(async (tx) => {
      // As a form locks the one place that it assigns to; in one order, so that two lists never wait for each other.
      await tx.query('select 1 from wisata_place where kode = any($1::text[]) order by id for update', [
        form.map(({ values }) => values.kode.toLowerCase()),
      ]);
      const plan = await this.plan(form, today, tx);
      if (plan.rejected > 0) return this.resultOf(plan, false, tx);
      await this.write(tx, plan, by);
      return this.resultOf(plan, true, tx);
    });
  }

  private async plan(
    form: readonly FormRow<AssignmentField>[],
    today: string,
    em: EntityManager,
  ): Promise<AssignmentPlan> {
    const places = await rows<{ id: string; kode: string; name: string }>(
      em,
      'select id::text, kode, name from wisata_place where kode = any($1::text[])',
      [form.map(({ values }) => values.kode.toLowerCase())],
    );
    const onFile = await this.all(em);
    const said = (field: AssignmentField): string[] => [
      ...new Set(form.map(({ values }) => values[field]).filter((cell) => cell !== '')),
    ];
    return planAssignments(form, {
      places: new Map(places.map(({ id, kode, name }) => [kode, { id, name }])),
      meant: {
        product: await this.products(said('product'), em),
        village: await this.villages(said('village'), em),
        maker: await this.makers(said('maker'), onFile, em),
      },
      onFile,
      today,
    });
  }

  /** '12', '#12', or a name that only one product bears. */
  private async products(cells: readonly string[], em: EntityManager): Promise<(cell: string) => Meant> {
    const found = await rows<{ id: string; name: string; key: string }>(
      em,
      `select id::text, name, name_key as key from product
       where id = any($1::bigint[]) or name_key = any($2::text[]) order by id`,
      [cells.flatMap((cell) => numberIn(cell) ?? []), cells.map(comparable)],
    );
    return (cell) => {
      const number = numberIn(cell);
      const key = comparable(cell);
      const fits = found.filter((one) => (number === null ? one.key === key : one.id === number));
      const [only] = fits;
      if (only && fits.length === 1) return { of: only.id, name: only.name };
      const short = cell.slice(0, 80);
      if (only)
        return {
          message: `"${short}" ada ${fits.length}: ${fits
            .slice(0, 4)
            .map(({ id, name }) => `${name}, nomor ${id}`)
            .join('; ')}. Tulis nomor produknya.`,
        };
      return {
        message:
          number === null
            ? `Tidak ada produk bernama "${short}". Tulis nomor produknya, seperti dalam unduhan daftar produk.`
            : `Tidak ada produk nomor ${number}. Nomornya ada dalam unduhan daftar produk.`,
      };
    };
  }

  private async villages(cells: readonly string[], em: EntityManager): Promise<(cell: string) => Meant> {
    const meaning = await this.links.gazetteer(cells, em);
    const meant = new Map<string, Meant>();
    for (const cell of cells) {
      const { found, problems } = meaning([cell]);
      const [code] = found;
      meant.set(cell, code === undefined ? { message: problems.join(' ') } : { of: code, name: cell });
    }
    const words = await this.wilayah.words(
      [...meant.values()].flatMap((one) => ('of' in one ? [one.of] : [])),
      em,
    );
    return (cell) => {
      const one = meant.get(cell) ?? { message: 'Desa ini tidak dikenal' };
      return 'of' in one ? { of: one.of, name: words.get(one.of) ?? one.name } : one;
    };
  }

  private async makers(
    cells: readonly string[],
    onFile: readonly StandingAssignment[],
    em: EntityManager,
  ): Promise<(cell: string) => Meant> {
    // A maker that became part of another keeps what was assigned to it: its own row is no problem.
    const assigned = new Map(onFile.flatMap(({ target, of, name }) => (target === 'usaha' ? [[name, of]] : [])));
    const meant = new Map<string, Meant>();
    for (const cell of cells) {
      const { found, problems } = await this.links.makers([cell], em);
      const id = found[0] ?? assigned.get(cell);
      meant.set(cell, id === undefined ? { message: problems.join(' ') } : { of: id, name: cell });
    }
    return (cell) => meant.get(cell) ?? { message: 'Pelaku usaha ini tidak dikenal' };
  }

  private async write(tx: EntityManager, { toAdd, toChange }: AssignmentPlan, by: string): Promise<void> {
    // What is changed makes room for what is added.
    if (toChange.length > 0)
      await tx.query(
        `update etalase_assignment a set position = f.position, valid_from = f."validFrom", valid_until = f."validUntil",
           reason = f.reason, version = a.version + 1, updated_by = $2, updated_at = now()
         from json_to_recordset($1::json) as f (id bigint, position integer, "validFrom" date, "validUntil" date, reason text)
         where a.id = f.id`,
        [JSON.stringify(toChange), by],
      );
    if (toAdd.length > 0)
      await tx.query(
        `insert into etalase_assignment (place_id, product_id, wilayah_code, enterprise_id, position, valid_from, valid_until,
           reason, created_by, updated_by)
         select f."placeId", case when f.target = 'produk' then f.of::bigint end, case when f.target = 'desa' then f.of end,
           case when f.target = 'usaha' then f.of::bigint end, f.position, f."validFrom", f."validUntil", f.reason, $2, $2
         from json_to_recordset($1::json) as f ("placeId" bigint, target text, of text, position integer, "validFrom" date,
           "validUntil" date, reason text)`,
        [JSON.stringify(toAdd), by],
      );
  }

  private async resultOf(plan: AssignmentPlan, applied: boolean, em: EntityManager): Promise<AssignmentListResult> {
    const { read, added, changed, unchanged, rejected, problems } = plan;
    const [hidden] = await rows<{ products: number }>(
      em,
      `select count(*)::int as products from unnest($1::bigint[]) as f (id)
       where not exists (select 1 from product_search s where s.product_id = f.id and s.state = 'tayang' and s.verified)`,
      [[...new Set(plan.toAdd.flatMap(({ target, of }) => (target === 'produk' ? [of] : [])))]],
    );
    return { applied, read, added, changed, unchanged, rejected, problems, notShown: hidden?.products ?? 0 };
  }
}

function numberIn(cell: string): string | null {
  return /^#?\s*(\d{1,18})$/.exec(cell)?.[1] ?? null;
}

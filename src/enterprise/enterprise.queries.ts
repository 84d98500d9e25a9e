import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { PersonalVault } from '../access/personal/personal-vault.js';
import { NotFoundError } from '../shared/errors.js';
import { type Form, type IdentifierKind, readAs } from '../shared/identifiers/index.js';
import { senFromDecimal } from '../shared/money.js';
import { loadSql, rows } from '../shared/sql.js';
import { comparable } from '../shared/text.js';
import { WilayahService } from '../wilayah/wilayah.service.js';
import type { EnterpriseClass } from './class/class-of.js';
import {
  type ClassOrigin,
  type ClassPeriod,
  type CountingClass,
  type Enterprise,
  type EnterpriseDetail,
  type EnterpriseDocument,
  ENTERPRISE_OWNER,
  type Figure,
  type LegalForm,
  type MadeProduct,
  type Membership,
  type SupplierKeyOf,
} from './enterprise.js';
import { enterpriseNameKey, NEAR, nearness } from './name-key.js';

const ENTERPRISE = loadSql('./sql/enterprise.sql', import.meta.url);

/** Classes that can be filtered by: one of them, UMK as a whole, or what is not known. */
export const CLASS_FILTERS = [
  'mikro',
  'kecil',
  'menengah',
  'besar',
  'koperasi',
  'bukan-umk',
  'umk',
  'non-umk',
  'tidak-diketahui',
] as const;
export type ClassFilter = (typeof CLASS_FILTERS)[number];

export interface EnterpriseFilter {
  /** Code of a place; everything inside it counts. */
  within?: string;
  class?: ClassFilter;
  legalForm?: LegalForm;
  sentraId?: string;
  /** A document that is over, or will be on this day. */
  expiringBy?: string;
  /** Part of the name; or a NIB or a supplier key in full. */
  text?: string;
  /** The day on which class and membership are told. */
  day: string;
}

export interface EnterprisePage {
  items: Enterprise[];
  total: number;
  page: number;
  pages: number;
  size: number;
}

/** A supplier that purchases name and that may be this enterprise. */
export interface SuggestedKey {
  scheme: 'v5' | 'v6' | 'toko-daring';
  key: string;
  name: string;
  near: number;
}

interface Row extends Omit<Enterprise, 'nibForm' | 'npwpForm' | 'nitkuForm' | 'place' | 'counting'> {
  class: EnterpriseClass | null;
  umk: CountingClass['umk'];
  origin: ClassOrigin;
  basis: string;
  total: number;
}

/** What is on file about enterprises. Reads only. */
@Injectable()
export class EnterpriseQueries {
  constructor(
    private readonly db: DataSource,
    private readonly wilayah: WilayahService,
    private readonly vault: PersonalVault,
  ) {}

  /** By name; those that were merged into another are not in it. `page` counts from 1. */
  async list(
    filter: EnterpriseFilter,
    paging: { page: number; size: number },
    em: EntityManager = this.db.manager,
  ): Promise<EnterprisePage> {
    const { page, size } = paging;
    const found = await rows<Row>(
      em,
      `${ENTERPRISE}
       where e.merged_into is null
         and ($2::text is null or e.wilayah_code = $2 or e.wilayah_code like $2 || '.%')
         and ($3::text is null or c.class = $3 or ($3 = 'umk' and c.umk = 'yes') or ($3 = 'non-umk' and c.umk = 'no')
           or ($3 = 'tidak-diketahui' and c.umk = 'unknown'))
         and ($4::text is null or e.legal_form = $4)
         and ($5::bigint is null or exists (select 1 from enterprise_membership m where m.enterprise_id = e.id
           and m.sentra_id = $5 and (m.until is null or m.until >= $1::date)))
         and ($6::date is null or exists (select 1 from enterprise_document d
           where d.enterprise_id = e.id and d.expires_on <= $6))
         and ($7::text is null or e.name_key like $7 or lower(e.name) like $8 or e.nib = $9
           or exists (select 1 from enterprise_supplier_key k where k.enterprise_id = e.id and k.key = $9))
       order by e.name_key, e.id limit $10 offset $11`,
      [
        filter.day,
        filter.within ?? null,
        filter.class ?? null,
        filter.legalForm ?? null,
        filter.sentraId ?? null,
        filter.expiringBy ?? null,
        filter.text ? `%${escapeLike(comparable(filter.text))}%` : null,
        filter.text ? `%${escapeLike(filter.text.toLowerCase())}%` : null,
        filter.text ? filter.text.replace(/[\s.-]/g, '') : null,
        size,
        (Math.max(1, page) - 1) * size,
      ],
    );
    const total = found[0]?.total ?? 0;
    return { items: await this.told(found, em), total, page, pages: Math.max(1, Math.ceil(total / size)), size };
  }

  /** Also one that was merged into another. Throws `enterprise.not-found`. */
  async get(id: string, day: string, em: EntityManager = this.db.manager): Promise<Enterprise> {
    const found = /^\d{1,18}$/.test(id) ? await rows<Row>(em, `${ENTERPRISE} where e.id = $2`, [day, id]) : [];
    const [one] = await this.told(found, em);
    if (!one)
      throw new NotFoundError('enterprise.not-found', `Pelaku usaha nomor ${id.slice(0, 20)} tidak ada dalam daftar.`);
    return one;
  }

  /** Everything on one page. Throws `enterprise.not-found`. */
  async detail(id: string, day: string, em: EntityManager = this.db.manager): Promise<EnterpriseDetail> {
    const one = await this.get(id, day, em);
    return {
      ...one,
      figures: await this.figures(id, em),
      classes: await this.classes(id, em),
      documents: await this.documents(id, em),
      memberships: await this.memberships(id, em),
      keys: await this.keys(id, em),
      products: await this.products(id, em),
      sealed: await this.vault.masked({ kind: ENTERPRISE_OWNER, id }, em),
      merges: await rows(
        em,
        `select g.id::text, g.merged_id::text as "mergedId", m.name as "mergedName", g.reason, g.merged_by as "mergedBy",
           to_char(g.merged_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "mergedAt"
         from enterprise_merge g join enterprise m on m.id = g.merged_id
         where g.kept_id = $1 and g.undone_at is null order by g.id desc`,
        [id],
      ),
    };
  }

  async figures(id: string, em: EntityManager = this.db.manager): Promise<Figure[]> {
    const found = await rows<Omit<Figure, 'amount'> & { amount: string }>(
      em,
      `select kind, year, amount::text, source from enterprise_figure where enterprise_id = $1 order by kind, year desc`,
      [id],
    );
    return found.map((figure) => ({ ...figure, amount: senFromDecimal(figure.amount) }));
  }

  classes(id: string, em: EntityManager = this.db.manager): Promise<ClassPeriod[]> {
    return rows<ClassPeriod>(
      em,
      `select id::text, class, origin, valid_from::text as "validFrom", valid_to::text as "validTo", basis, source,
         decided_by as "decidedBy", to_char(decided_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "decidedAt"
       from enterprise_class where enterprise_id = $1 order by enterprise_class.valid_from desc, origin, id desc`,
      [id],
    );
  }

  documents(id: string, em: EntityManager = this.db.manager): Promise<EnterpriseDocument[]> {
    return rows<EnterpriseDocument>(
      em,
      `select d.id::text, d.kind, d.number, d.issuer, d.issued_on::text as "issuedOn", d.expires_on::text as "expiresOn",
         d.verified_on::text as "verifiedOn", d.verified_by as "verifiedBy", d.note,
         case when f.id is not null then
           json_build_object('id', f.id::text, 'name', f.name, 'size', f.size, 'mediaType', f.media_type) end as file
       from enterprise_document d left join enterprise_file f on f.id = d.file_id
       where d.enterprise_id = $1 order by d.kind, d.issued_on desc nulls last, d.id`,
      [id],
    );
  }

  memberships(id: string, em: EntityManager = this.db.manager): Promise<Membership[]> {
    return rows<Membership>(
      em,
      `select m.id::text, m.sentra_id::text as "sentraId", coalesce(s.name, m.group_name) as name, m.since::text,
         m.until::text from enterprise_membership m left join sentra s on s.id = m.sentra_id
       where m.enterprise_id = $1 order by name, m.id`,
      [id],
    );
  }

  keys(id: string, em: EntityManager = this.db.manager): Promise<SupplierKeyOf[]> {
    return rows<SupplierKeyOf>(
      em,
      `select scheme, key, valid_from::text as "validFrom", valid_to::text as "validTo", note,
         marks_ovop as "marksOvop", decided_by as "decidedBy"
       from enterprise_supplier_key where enterprise_id = $1 order by scheme, key`,
      [id],
    );
  }

  /** Sentra that it can be a member of: id and name, by name. */
  sentras(em: EntityManager = this.db.manager): Promise<{ id: string; name: string }[]> {
    return rows(em, 'select id::text, name from sentra order by lower(name), id limit 2000');
  }

  /** Suppliers that purchases name much like this enterprise and that no enterprise has yet; the nearest first. */
  async suggestedKeys(name: string, em: EntityManager = this.db.manager): Promise<SuggestedKey[]> {
    const key = enterpriseNameKey(name);
    const [longest = ''] = key.split(' ').toSorted((a, b) => b.length - a.length);
    if (longest.length < 3) return [];
    const seen = await rows<Omit<SuggestedKey, 'near'>>(
      em,
      `select s.scheme, s.key, s.name from supplier_seen s
       where s.scheme in ('v5', 'v6', 'toko-daring') and lower(s.name) like $1
         and not exists (select 1 from enterprise_supplier_key k where k.scheme = s.scheme and k.key = s.key)
       order by s.scheme, s.key limit 500`,
      [`%${escapeLike(longest)}%`],
    );
    return seen
      .map((one) => ({ ...one, near: nearness(key, enterpriseNameKey(one.name)) }))
      .filter(({ near }) => near >= NEAR)
      .toSorted((a, b) => b.near - a.near)
      .slice(0, 10);
  }

  private products(id: string, em: EntityManager): Promise<MadeProduct[]> {
    return rows<MadeProduct>(
      em,
      `select p.id::text, p.name, p.state from product_maker m join product p on p.id = m.product_id
       where m.enterprise_id = $1 order by p.name, p.id limit 500`,
      [id],
    );
  }

  private async told(found: readonly Row[], em: EntityManager): Promise<Enterprise[]> {
    const places = await this.wilayah.words(
      found.flatMap(({ wilayahCode }) => (wilayahCode === null ? [] : [wilayahCode])),
      em,
    );
    return found.map(({ class: counted, umk, origin, basis, ...row }) => ({
      ...row,
      nibForm: formOf('nib', row.nib),
      npwpForm: formOf('npwp', row.npwp),
      nitkuForm: formOf('nitku', row.nitku),
      place: row.wilayahCode === null ? null : (places.get(row.wilayahCode) ?? row.wilayahCode),
      counting: { class: counted, umk, origin, basis },
    }));
  }
}

export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (mark) => `\\${mark}`);
}

function formOf(kind: IdentifierKind, value: string | null): Form | null {
  if (value === null) return null;
  const read = readAs(kind, value);
  return 'form' in read ? read.form : null;
}

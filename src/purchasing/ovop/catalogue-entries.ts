import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OvopKind, OvopScheme } from '../../catalogue/ovop-entry.js';
import { type OvopOrigin, writeOvopRef } from '../../catalogue/ovop-ref.js';
import { markOvopKey, type OvopKey, OVOP_KEY_SCHEMES } from '../../enterprise/ovop-keys.js';
import { InvalidInputError } from '../../shared/errors.js';
import { senFromDecimal } from '../../shared/money.js';
import { loadSql, rows } from '../../shared/sql.js';
import { comparable, stripZeros } from '../../shared/text.js';
import { Refresh } from '../refresh.js';
import type { MarkCount } from './ovop-marks.js';

const ENTRIES = loadSql('./catalogue-entries.sql', import.meta.url);

/** What the catalogue puts on the OVOP list: a listing of a verified product, or a key that sells OVOP only. */
export interface CatalogueEntry {
  /** 'produk-34', 'penyedia-5'. */
  ref: string;
  origin: OvopOrigin;
  kind: OvopKind;
  scheme: OvopScheme;
  value: string;
  label: string;
  village: string | null;
  validFrom: string;
  validTo: string | null;
  productId: string | null;
  enterprise: { id: string; name: string } | null;
  /** Who said that the key sells OVOP only, and when. */
  decided: { by: string; on: string } | null;
  /** Entries of the bureau's own that say the same for some of these days; the catalogue's marks. */
  also: string[];
  marks: MarkCount;
}

export interface CatalogueEntriesAsked {
  origin?: 'produk' | 'penyedia';
  text?: string;
  state?: 'now' | 'ended' | 'later';
  day: string;
  page: number;
  size: number;
}

interface Row extends Omit<CatalogueEntry, 'ref' | 'enterprise' | 'decided' | 'also' | 'marks'> {
  found: number;
  entryId: string;
  enterpriseId: string | null;
  enterpriseName: string | null;
  decidedBy: string | null;
  decidedOn: string | null;
  also: string[] | null;
  lines: number;
  packages: number;
  value_marked: string;
  mixed: string;
}

/** The part of the OVOP list that comes from the catalogue, and the one decision about it that is not the catalogue's. */
@Injectable()
export class OvopCatalogueEntries {
  constructor(
    private readonly db: DataSource,
    private readonly refresh: Refresh,
  ) {}

  async list(asked: CatalogueEntriesAsked): Promise<{ entries: CatalogueEntry[]; found: number; pages: number }> {
    const { origin, text, state, day, page, size } = asked;
    const like = text ? `%${text.toLowerCase().replace(/[\\%_]/g, (mark) => `\\${mark}`)}%` : null;
    const parameters = [origin ?? null, like, state ?? null, day, size, (Math.max(1, page) - 1) * size];
    const listed = await rows<Row>(this.db.manager, ENTRIES, parameters);
    const found = listed[0]?.found ?? 0;
    return { entries: listed.map(toEntry), found, pages: Math.max(1, Math.ceil(found / size)) };
  }

  /** Of the bureau's own entries those that the catalogue says as well, with how it calls them. */
  async alsoListed(): Promise<Map<string, { ref: string; label: string }>> {
    const found = await rows<{ id: string; origin: OvopOrigin; entryId: string; label: string }>(
      this.db.manager,
      `select distinct on (d.id) d.id::text, o.origin, o.entry_id::text as "entryId", o.label
       from ovop_entry d join ovop_list o on o.origin <> 'daftar' and o.kind = d.kind and o.scheme = d.scheme
         and o.value_key = d.value_key and d.valid_from <= coalesce(o.valid_to, d.valid_from)
         and o.valid_from <= coalesce(d.valid_to, o.valid_from)
       order by d.id, o.origin, o.entry_id`,
    );
    return new Map(
      found.map(({ id, origin, entryId, label }) => [id, { ref: writeOvopRef({ origin, id: entryId }), label }]),
    );
  }

  /**
   * Says that an enterprise sells OVOP products only under a key, or takes it back; marks and figures follow in the same
   * transaction. Throws `enterprise.key-unknown` or `ovop.invalid`.
   */
  async markKey(
    input: { scheme: string; key: string; marks: boolean },
    by: string,
    day: string,
  ): Promise<{ ref: string; enterprise: string }> {
    const key = readKey(input);
    return this.db.transaction(async (tx) => {
      const { id, enterprise } = await markOvopKey(tx, key, { marks: input.marks, by, day });
      await this.refresh.followList(tx);
      return { ref: writeOvopRef({ origin: 'penyedia', id }), enterprise };
    });
  }
}

function readKey({ scheme, key }: { scheme: string; key: string }): OvopKey {
  const known = OVOP_KEY_SCHEMES.find((one) => one === scheme);
  const written = known === 'toko-daring' ? comparable(key) : stripZeros(key.trim());
  const problems = [
    ...(known ? [] : [{ field: 'scheme', message: `Pilih dari ${OVOP_KEY_SCHEMES.join(', ')}` }]),
    ...(written === '' ? [{ field: 'key', message: 'Kunci penyedia wajib diisi' }] : []),
  ];
  if (!known || problems.length > 0)
    throw new InvalidInputError('ovop.invalid', 'Tanda belum dapat disimpan. Perbaiki yang ditandai.', problems);
  return { scheme: known, key: written };
}

function toEntry(row: Row): CatalogueEntry {
  return {
    ref: writeOvopRef({ origin: row.origin, id: row.entryId }),
    origin: row.origin,
    kind: row.kind,
    scheme: row.scheme,
    value: row.value,
    label: row.label,
    village: row.village,
    validFrom: row.validFrom,
    validTo: row.validTo,
    productId: row.productId,
    enterprise: row.enterpriseId === null ? null : { id: row.enterpriseId, name: row.enterpriseName ?? '' },
    decided: row.decidedBy === null || row.decidedOn === null ? null : { by: row.decidedBy, on: row.decidedOn },
    also: row.also ?? [],
    marks: {
      lines: row.lines,
      packages: row.packages,
      value: senFromDecimal(row.value_marked),
      mixed: senFromDecimal(row.mixed),
    },
  };
}

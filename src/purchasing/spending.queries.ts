import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Scope, scopeKey } from '../access/scope.js';
import { ByVersion } from '../shared/by-version.js';
import { NotFoundError } from '../shared/errors.js';
import { senFromDecimal } from '../shared/money.js';
import { loadSql, rows } from '../shared/sql.js';
import { type OvopOrigin, readOvopRef, writeOvopRef } from '../catalogue/ovop-ref.js';
import { E_PURCHASING, type Source } from './intake/rows.js';
import { scoped } from './scoped.js';
import {
  CATALOGUES,
  type Catalogue,
  OVOP_STATES,
  type MarkingEntry,
  type Ovop,
  type PackageDetail,
  type PackageItem,
  type PackageLine,
  type PackagePage,
  type SpendingBy,
  type SpendingChoices,
  type SpendingFilter,
  type SpendingReport,
  type SpendingRow,
  type SpendingTotals,
  type Split,
  type Standing,
  UMK_STATES,
  type Umk,
} from './spending.js';

const CELLS = loadSql('./queries/spending-cells.sql', import.meta.url);
const PACKAGES = loadSql('./queries/spending-packages.sql', import.meta.url);
const GROUPS = loadSql('./queries/spending-groups.sql', import.meta.url);
const PACKAGE_PAGE = loadSql('./queries/package-page.sql', import.meta.url);
const PACKAGE_ITEMS = loadSql('./queries/package-items.sql', import.meta.url);
const PACKAGE_LINES = loadSql('./queries/package-lines.sql', import.meta.url);
const PACKAGE_RUP = loadSql('./queries/package-rup.sql', import.meta.url);
const CHOICES = loadSql('./queries/spending-choices.sql', import.meta.url);

interface CellRow {
  key: string;
  standing: Standing;
  umk: Umk;
  ovop: Ovop;
  lines: string;
  value: string;
}

interface PackageCountRow {
  key: string;
  standing: Standing;
  packages: string;
}

interface GroupRow {
  key: string;
  label: string;
  satkers: number | null;
  pd_id: string | null;
  pd_name: string | null;
}

/**
 * The figures of spending: reports from the roll-ups, lists and single packages from the rows themselves. Each question
 * takes the scope of whoever asks; what is outside of it is not there.
 */
@Injectable()
export class SpendingQueries {
  private readonly reports = new ByVersion<SpendingReport>();

  constructor(private readonly db: DataSource) {}

  /**
   * Sums by one dimension under a filter; every row of the dimension is there, also those with nothing. Kept until the data
   * change, so the answer is to be read and not to be changed.
   */
  async report(by: SpendingBy, filter: SpendingFilter, scope: Scope): Promise<SpendingReport> {
    const { version } = await this.dataVersion();
    // Over all years a satker counts for the perangkat daerah of today, and today passes without a change of the data.
    const day = filter.year === null ? new Date().toISOString().slice(0, 13) : '';
    const key = JSON.stringify([by, filter, scopeKey(scope), day]);
    return this.reports.get(version, key, () => this.sumUp(by, filter, scope));
  }

  private async sumUp(by: SpendingBy, filter: SpendingFilter, scope: Scope): Promise<SpendingReport> {
    const common = parametersOf(by, filter);
    // At the same time where the pool has connections for it; the embedded database takes them one after another.
    const [cells, counts, groups] = await Promise.all([
      rows<CellRow>(this.db.manager, ...scoped(CELLS, common, scope)),
      rows<PackageCountRow>(
        this.db.manager,
        ...scoped(PACKAGES, [...common, kindMask(filter), ...keyMasks(by, filter)], scope),
      ),
      rows<GroupRow>(
        this.db.manager,
        ...scoped(GROUPS, [by, filter.klpd, filter.year, placeOf(filter), filter.satkerKey ?? null], scope),
      ),
    ]);
    const found = new Map<string, SpendingTotals>();
    const total = emptyTotals();
    const totalsOf = (key: string): SpendingTotals => {
      let totals = found.get(key);
      if (!totals) found.set(key, (totals = emptyTotals()));
      return totals;
    };
    for (const cell of cells) {
      addCell(totalsOf(cell.key), cell);
      addCell(total, cell);
    }
    for (const count of counts) {
      addPackages(count.key === TOTAL ? total : totalsOf(count.key), count.standing, Number(count.packages));
    }
    const reportRows: SpendingRow[] = [];
    for (const group of groups) {
      const totals = found.get(group.key);
      if (!totals && ((by !== 'perangkat-daerah' && by !== 'satker') || group.key === 'unmapped')) continue;
      // Theirs in another year only, and nothing bought in this one.
      if (!totals && scope.kind !== 'all' && by === 'satker' && group.pd_id === null) continue;
      reportRows.push(rowOf(group, totals ?? emptyTotals()));
      found.delete(group.key);
    }
    for (const [key, totals] of found) {
      reportRows.push(rowOf({ key, label: labelOf(by, key), satkers: null, pd_id: null, pd_name: null }, totals));
    }
    return { by, filter, rows: reportRows, total };
  }

  /** The packages behind a figure, one page of them; `value` is what the filter lets through. */
  async packages(
    filter: SpendingFilter,
    paging: { page: number; size: number; sort: 'value' | 'date' | 'name' },
    scope: Scope,
  ): Promise<PackagePage> {
    const refs = await this.satkerRefs(filter, scope);
    const entry = filter.ovopEntry === undefined ? null : readOvopRef(filter.ovopEntry);
    const parameters = [
      filter.klpd,
      filter.year,
      filter.months ?? null,
      filter.sources ?? E_PURCHASING,
      filter.standings ?? null,
      filter.funds ?? null,
      filter.catalogues ?? null,
      filter.umk ?? null,
      filter.ovop ?? null,
      filter.statusKeys ?? null,
      refs,
      entry?.origin ?? null,
      entry?.id ?? null,
      filter.product ?? null,
      filter.productShare ?? null,
    ];
    const page = Math.max(1, paging.page);
    const found = await rows<{ id: string | null; value: string | null; packages: string; total: string | null }>(
      this.db.manager,
      ...scoped(PACKAGE_PAGE, [...parameters, paging.sort, paging.size, (page - 1) * paging.size], scope),
    );
    const packages = Number(found[0]?.packages ?? 0);
    const ids = found.flatMap((row) => (row.id ? [row.id] : []));
    const items = await this.items(ids, found, scope);
    return {
      items,
      total: { packages, value: sen(found[0]?.total ?? null) },
      page,
      pages: Math.max(1, Math.ceil(packages / paging.size)),
      size: paging.size,
    };
  }

  /** One package with its lines. Throws NotFoundError `package.unknown`, also for one outside of the scope. */
  async package(id: string, scope: Scope): Promise<PackageDetail> {
    const missing = new NotFoundError(
      'package.unknown',
      `Paket ${id} tidak ditemukan. Mungkin impornya sudah dibatalkan.`,
    );
    if (!/^\d{1,18}$/.test(id)) throw missing;
    const [item] = await this.items([id], [], scope);
    const [head] = await rows<HeadRow>(
      this.db.manager,
      ...scoped(
        `select p.feed, p.klpd, p.year, p.accounts, p.shipment_status, p.rup_codes, x.reason
         from purchase p left join purchase_excluded x on x.purchase_id = p.id where p.id = $1`,
        [id],
        scope,
      ),
    );
    if (!item || !head) throw missing;
    const lines = await rows<LineRow>(this.db.manager, ...scoped(PACKAGE_LINES, [id], scope));
    const rup = await rows<{
      code: string;
      current_code: string;
      name: string | null;
      pagu: string | null;
      found: boolean;
    }>(this.db.manager, PACKAGE_RUP, [head.rup_codes]);
    return {
      ...item,
      feed: head.feed,
      klpd: head.klpd,
      year: head.year,
      accounts: head.accounts,
      shipmentStatus: head.shipment_status,
      excluded: head.reason,
      rup: rup.map((row) => ({
        code: row.code,
        currentCode: row.current_code,
        name: row.name,
        pagu: row.pagu,
        found: row.found,
      })),
      lineItems: lines.map(toLine),
    };
  }

  /** The source row as it came in, masked at the door. Throws NotFoundError `line.unknown`. */
  async sourceRow(
    lineId: string,
    scope: Scope,
  ): Promise<{ batchId: string; rowNo: number; purchaseId: string; row: Record<string, unknown> }> {
    const [found] = /^\d{1,18}$/.test(lineId)
      ? await rows<{ batch_id: string; row_no: number; purchase_id: string; source_row: string }>(
          this.db.manager,
          ...scoped(
            'select batch_id::text, row_no, purchase_id::text, source_row from purchase_line where id = $1',
            [lineId],
            scope,
          ),
        )
      : [];
    if (!found) throw new NotFoundError('line.unknown', `Baris ${lineId} tidak ditemukan.`);
    return {
      batchId: found.batch_id,
      rowNo: found.row_no,
      purchaseId: found.purchase_id,
      row: JSON.parse(found.source_row) as Record<string, unknown>,
    };
  }

  /** What a filter can be set to, from the data on file. */
  async choices(scope: Scope): Promise<SpendingChoices> {
    const [row] = await rows<{ choices: SpendingChoices }>(this.db.manager, ...scoped(CHOICES, [], scope));
    return row?.choices ?? { klpds: [], years: [], sources: [], funds: [], statuses: [] };
  }

  /** Changes whenever any figure may read differently; what is cached goes by it. */
  async dataVersion(): Promise<{ version: string; changedAt: string }> {
    const [row] = await rows<{ version: string; changed_at: Date }>(
      this.db.manager,
      'select version::text, changed_at from data_version',
    );
    return { version: row?.version ?? '0', changedAt: (row?.changed_at ?? new Date(0)).toISOString() };
  }

  /** The ways in which the feeds name the satker that a filter asks for; null = no such filter. */
  private async satkerRefs(filter: SpendingFilter, scope: Scope): Promise<string[] | null> {
    if (!filter.perangkatDaerah && !filter.satkerKey) return null;
    const found = await rows<{ ref: string }>(
      this.db.manager,
      ...scoped(
        `select a.ref from satker_alias a
       left join lateral (
         select s.perangkat_daerah_id from satker_assignment s
         where s.klpd = a.klpd and s.satker_key = a.satker_key
           and s.valid_from <= coalesce(make_date($2::int, 12, 31), current_date)
           and (s.valid_to is null or s.valid_to >= coalesce(make_date($2::int, 12, 31), current_date))
         order by s.valid_from desc limit 1) s on true
       where ($1::text is null or a.klpd = $1)
         and ($3::text is null or coalesce(s.perangkat_daerah_id::text, 'unmapped') = $3)
         and ($4::text is null or a.satker_key = $4)`,
        [filter.klpd, filter.year, filter.perangkatDaerah ?? null, filter.satkerKey ?? null],
        scope,
      ),
    );
    return found.map((row) => row.ref);
  }

  private async items(
    ids: string[],
    values: { id: string | null; value: string | null }[],
    scope: Scope,
  ): Promise<PackageItem[]> {
    if (ids.length === 0) return [];
    const found = await rows<ItemRow>(this.db.manager, ...scoped(PACKAGE_ITEMS, [ids], scope));
    const byId = new Map(found.map((row) => [row.id, row]));
    const filtered = new Map(values.map((row) => [row.id, row.value]));
    return ids.flatMap((id) => {
      const row = byId.get(id);
      return row ? [toItem(row, filtered.get(id) ?? null)] : [];
    });
  }
}

interface HeadRow {
  feed: string;
  klpd: string;
  year: number;
  accounts: string[];
  shipment_status: string | null;
  rup_codes: string[];
  reason: string | null;
}

interface ItemRow {
  id: string;
  batch_id: string;
  source: Source;
  source_key: string;
  package_no: string | null;
  name: string | null;
  ordered_on: string | null;
  satker_key: string;
  satker_name: string | null;
  pd_id: string | null;
  pd_name: string | null;
  status: string | null;
  status_key: string;
  standing: Standing;
  funds: string[];
  rup_codes: string[];
  suppliers: string[];
  value: string | null;
  umk: Partial<Record<Umk, string>>;
  ovop: Partial<Record<Ovop, string>>;
  line_count: number;
  expected_lines: number | null;
}

interface LineRow {
  id: string;
  row_no: number;
  commodity_code: string | null;
  commodity_name: string | null;
  catalogue: Catalogue;
  product_ids: string[];
  product_name: string | null;
  supplier_key: string | null;
  supplier_name: string | null;
  umk: Umk;
  umk_basis: string | null;
  ovop: Ovop;
  entry_origin: OvopOrigin | null;
  entry_id: string | null;
  entry_label: string | null;
  product_id: string | null;
  product_of_entry: string | null;
  enterprise_id: string | null;
  matched_on: string | null;
  ovop_amount: string | null;
  quantity: string | null;
  unit_price: string | null;
  shipping: string | null;
  value: string | null;
}

/** The key under which the package query gives the count under the whole filter. */
const TOTAL = '*';

function sen(decimal: string | null): bigint {
  return decimal === null ? 0n : senFromDecimal(decimal);
}

function placeOf(filter: SpendingFilter): string | null {
  return filter.perangkatDaerah ?? null;
}

function parametersOf(by: SpendingBy, filter: SpendingFilter): unknown[] {
  return [
    by,
    filter.klpd,
    filter.year,
    filter.months ?? null,
    filter.sources ?? E_PURCHASING,
    filter.standings ?? null,
    filter.funds ?? null,
    filter.catalogues ?? null,
    filter.umk ?? null,
    filter.ovop ?? null,
    filter.statusKeys ?? null,
    placeOf(filter),
    filter.satkerKey ?? null,
  ];
}

/** One bit per kind of line, as line_kind_bit() in the database numbers them. */
function bitsOf(catalogues: readonly Catalogue[], umks: readonly Umk[], ovops: readonly Ovop[]): bigint {
  let mask = 0n;
  for (const catalogue of catalogues) {
    for (const umk of umks) {
      for (const ovop of ovops) {
        const bit = 9 * CATALOGUES.indexOf(catalogue) + 3 * UMK_STATES.indexOf(umk) + OVOP_STATES.indexOf(ovop);
        mask |= 1n << BigInt(bit);
      }
    }
  }
  return mask;
}

function kindMask(filter: SpendingFilter): string {
  return bitsOf(filter.catalogues ?? CATALOGUES, filter.umk ?? UMK_STATES, filter.ovop ?? OVOP_STATES).toString();
}

/** By a property of lines a package may stand in several rows: each row counts by its own mask. */
function keyMasks(by: SpendingBy, filter: SpendingFilter): [string[] | null, string[] | null] {
  const catalogues = filter.catalogues ?? CATALOGUES;
  const umks = filter.umk ?? UMK_STATES;
  const ovops = filter.ovop ?? OVOP_STATES;
  if (by === 'catalogue') return [[...catalogues], catalogues.map((one) => bitsOf([one], umks, ovops).toString())];
  if (by === 'umk') return [[...umks], umks.map((one) => bitsOf(catalogues, [one], ovops).toString())];
  if (by === 'ovop') return [[...ovops], ovops.map((one) => bitsOf(catalogues, umks, [one]).toString())];
  return [null, null];
}

function emptySplit(): Split {
  return {
    value: 0n,
    packages: 0,
    umk: { yes: 0n, no: 0n, unknown: 0n },
    ovop: { yes: 0n, mixed: 0n, no: 0n },
    umkAndOvop: 0n,
  };
}

function emptyTotals(): SpendingTotals {
  return {
    packages: 0,
    lines: 0,
    committed: emptySplit(),
    completed: emptySplit(),
    never: { packages: 0, value: 0n },
    unknown: { packages: 0, value: 0n },
    missing: { packages: 0, value: 0n },
  };
}

function addCell(totals: SpendingTotals, cell: CellRow): void {
  const value = sen(cell.value);
  totals.lines += Number(cell.lines);
  if (cell.standing !== 'completed' && cell.standing !== 'committed') {
    totals[cell.standing].value += value;
    return;
  }
  const splits = cell.standing === 'completed' ? [totals.committed, totals.completed] : [totals.committed];
  for (const split of splits) {
    split.value += value;
    split.umk[cell.umk] += value;
    split.ovop[cell.ovop] += value;
    if (cell.umk === 'yes' && cell.ovop === 'yes') split.umkAndOvop += value;
  }
}

function addPackages(totals: SpendingTotals, standing: Standing, packages: number): void {
  totals.packages += packages;
  if (standing === 'completed') totals.completed.packages += packages;
  if (standing === 'completed' || standing === 'committed') totals.committed.packages += packages;
  else totals[standing].packages += packages;
}

function rowOf(group: GroupRow, totals: SpendingTotals): SpendingRow {
  return {
    key: group.key,
    label: group.label,
    ...(group.satkers === null ? {} : { satkers: group.satkers }),
    ...(group.pd_id === null ? {} : { perangkatDaerah: { id: group.pd_id, name: group.pd_name ?? '' } }),
    totals,
  };
}

/** A key that no list of the dimension holds: shown as it is, never dropped. */
function labelOf(by: SpendingBy, key: string): string {
  return by === 'perangkat-daerah' && key === 'unmapped' ? 'Belum dipetakan' : key;
}

function toItem(row: ItemRow, filteredValue: string | null): PackageItem {
  return {
    id: row.id,
    batchId: row.batch_id,
    source: row.source,
    sourceKey: row.source_key,
    packageNo: row.package_no,
    name: row.name,
    orderedOn: row.ordered_on,
    satkerKey: row.satker_key,
    satkerName: row.satker_name,
    perangkatDaerah: row.pd_id === null ? null : { id: row.pd_id, name: row.pd_name ?? '' },
    status: row.status,
    statusKey: row.status_key,
    standing: row.standing,
    funds: row.funds,
    rupCodes: row.rup_codes,
    suppliers: row.suppliers,
    value: sen(filteredValue ?? row.value),
    packageValue: sen(row.value),
    umk: { yes: sen(row.umk.yes ?? null), no: sen(row.umk.no ?? null), unknown: sen(row.umk.unknown ?? null) },
    ovop: { yes: sen(row.ovop.yes ?? null), mixed: sen(row.ovop.mixed ?? null), no: sen(row.ovop.no ?? null) },
    lines: row.line_count,
    expectedLines: row.expected_lines,
  };
}

function toLine(row: LineRow): PackageLine {
  return {
    id: row.id,
    rowNo: row.row_no,
    commodityCode: row.commodity_code,
    commodityName: row.commodity_name,
    catalogue: row.catalogue,
    productIds: row.product_ids,
    productName: row.product_name,
    supplierKey: row.supplier_key,
    supplierName: row.supplier_name,
    umk: row.umk,
    umkBasis: row.umk_basis,
    ovop: row.ovop,
    ovopEntry: markingEntry(row),
    ovopAmount: row.ovop_amount === null ? null : sen(row.ovop_amount),
    quantity: row.quantity,
    unitPrice: row.unit_price,
    shipping: row.shipping,
    value: row.value === null ? null : sen(row.value),
  };
}

function markingEntry(row: LineRow): MarkingEntry | null {
  if (row.entry_id === null || row.entry_origin === null) return null;
  return {
    id: writeOvopRef({ origin: row.entry_origin, id: row.entry_id }),
    origin: row.entry_origin,
    label: row.entry_label ?? '',
    matchedOn: row.matched_on ?? '',
    product: row.product_id === null ? null : { id: row.product_id, name: row.product_of_entry ?? '' },
    enterpriseId: row.enterprise_id,
  };
}

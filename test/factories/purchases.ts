import type { EntityManager } from 'typeorm';
import type { Source } from '../../src/purchasing/intake/rows.js';
import type { Ovop, Standing, Umk } from '../../src/purchasing/spending.js';

/**
 * Rows of purchasing straight in the tables, past the import: for tests of figures, which want a handful of purchases
 * whose sums can be done in one's head. The roll-ups are not touched; call `Refresh` where they are read.
 */

/** The KLPD of every factory unless another is given. */
export const KLPD = 'D999';

/** A status that the built-in table of statuses maps to the standing; 'unknown' is one that nobody has mapped. */
const STATUS: Readonly<Record<Source, Partial<Record<Standing, string>>>> = {
  v5: { completed: 'paket_selesai', committed: 'paket_proses' },
  v6: { completed: 'completed', committed: 'on_process', never: 'cancelled' },
  'toko-daring': { completed: 'selesai', committed: 'tanpa_status', never: 'gagal' },
  tender: { completed: 'selesai', committed: 'berlangsung', never: 'paket_dibatalkan' },
  'non-tender': { completed: 'selesai', committed: 'berlangsung', never: 'paket_dibatalkan' },
  pencatatan: { completed: 'selesai', committed: 'paket_sedang_berjalan', never: 'paket_dibatalkan' },
  swakelola: { completed: 'selesai', committed: 'paket_sedang_berjalan', never: 'paket_dibatalkan' },
  lainnya: {},
};

let made = 0;

export interface GivenPurchase {
  klpd?: string;
  /** tahun_anggaran. */
  year?: number;
  source?: Source;
  key?: string;
  name?: string;
  /** satker_key, as `aSatker` returns it. */
  satker?: string;
  /** Day of the order; null = the source gives none. */
  orderedOn?: string | null;
  accounts?: string[];
  funds?: string[];
  /** 'missing' = left out by a later file that held the whole year. */
  standing?: Standing;
  /** A status as the source writes it; instead of `standing`. */
  status?: string;
}

/** A purchase without lines. Returns its id. */
export async function aPurchase(tx: EntityManager, given: GivenPurchase = {}): Promise<string> {
  made += 1;
  const source = given.source ?? 'v5';
  const standing = given.standing ?? 'completed';
  const status = given.status ?? STATUS[source][standing === 'missing' ? 'completed' : standing];
  const statusKey = status ?? 'status_yang_belum_dikenal';
  const satker = given.satker ?? 'c:1';
  const [row] = (await tx.query(
    `insert into purchase (id, batch_id, feed, source, source_key, is_current, klpd, year, name, satker_ref, satker_name,
       status, status_key, ordered_on, accounts, funds, missing_since_batch)
     values (nextval('purchase_id_seq'), 1, $1, $2, $3, true, $4, $5, $6, $7, $7, $8, $8, $9, $10, $11, $12)
     returning id::text`,
    [
      source === 'v6' ? 'v6-isb' : source,
      source,
      given.key ?? `uji-${made}`,
      given.klpd ?? KLPD,
      given.year ?? 2026,
      given.name ?? `Paket uji ${made}`,
      satker,
      statusKey,
      given.orderedOn === undefined ? '2026-03-15' : given.orderedOn,
      given.accounts ?? [],
      given.funds ?? ['APBD'],
      standing === 'missing' ? 1 : null,
    ],
  )) as { id: string }[];
  if (!row) throw new Error('The purchase was not inserted');
  return row.id;
}

export interface GivenLine {
  /** Decimal text; null = the source gives none. */
  value?: string | null;
  /** The class of the line's supplier on every day. */
  umk?: Umk;
  ovop?: Ovop;
  /** Instead of `umk`: who sold, by the key that its source gives; a null key = the source names nobody. */
  supplier?: { scheme: string; key: string | null };
  productIds?: readonly string[];
}

/** One line of a purchase, which gets its value added. Returns its id. */
export async function aLine(tx: EntityManager, purchaseId: string, given: GivenLine = {}): Promise<string> {
  const { value = '100.00', umk = 'no', ovop = 'no', productIds = [] } = given;
  const supplier = given.supplier ?? { scheme: 'v5', key: `penyedia-uji-${umk}` };
  if (!given.supplier)
    await tx.query(
      `insert into supplier_state (scheme, key, valid_from, umk, basis) values ('v5', $1, '2000-01-01', $2, 'uji')
       on conflict do nothing`,
      [supplier.key, umk],
    );
  const [line] = (await tx.query(
    `insert into purchase_line (purchase_id, batch_id, row_no, supplier_scheme, supplier_key, value, product_ids, identity, facts,
       source_row)
     values ($1, 1, 1, $2, $3, $4, $5, gen_random_uuid(), gen_random_uuid(), '{}') returning id::text`,
    [purchaseId, supplier.scheme, supplier.key, value, productIds],
  )) as { id: string }[];
  if (!line) throw new Error('The line was not inserted');
  await tx.query(
    `update purchase set line_count = line_count + 1, value = coalesce(value, 0) + coalesce($2::numeric, 0) where id = $1`,
    [purchaseId, value],
  );
  if (ovop !== 'no')
    await tx.query(`insert into ovop_mark (line_id, entry_id, state, matched_on) values ($1, 1, $2, 'uji')`, [
      line.id,
      ovop,
    ]);
  return line.id;
}

/** A purchase of one line: what most tests want. Returns the id of the purchase. */
export async function aPurchaseOf(tx: EntityManager, given: GivenPurchase & GivenLine): Promise<string> {
  const id = await aPurchase(tx, given);
  await aLine(tx, id, given);
  return id;
}

/** Returns its id. */
export async function aPerangkatDaerah(
  tx: EntityManager,
  given: { klpd?: string; name?: string; validFrom?: string; validTo?: string | null } = {},
): Promise<string> {
  made += 1;
  const [row] = (await tx.query(
    `insert into perangkat_daerah (klpd, name, origin, valid_from, valid_to) values ($1, $2, 'staf', $3, $4)
     returning id::text`,
    [given.klpd ?? KLPD, given.name ?? `Dinas Uji ${made}`, given.validFrom ?? '2000-01-01', given.validTo ?? null],
  )) as { id: string }[];
  if (!row) throw new Error('The perangkat daerah was not inserted');
  return row.id;
}

/** A satker of a perangkat daerah (null = mapped to none). Returns its satker_key, to give to `aPurchase`. */
export async function aSatker(
  tx: EntityManager,
  given: { klpd?: string; key?: string; perangkatDaerahId: string | null; validFrom?: string; validTo?: string | null },
): Promise<string> {
  made += 1;
  const key = given.key ?? String(9000 + made);
  await tx.query(
    `insert into satker_assignment (klpd, satker_key, perangkat_daerah_id, state, valid_from, valid_to)
     values ($1, $2, $3, 'dipastikan', $4, $5)`,
    [given.klpd ?? KLPD, key, given.perangkatDaerahId, given.validFrom ?? '2000-01-01', given.validTo ?? null],
  );
  return key;
}

/** The budget of a satker in a year; `pengadaan` is decimal text, null = the row has no figures. */
export async function aBudget(
  tx: EntityManager,
  given: { klpd?: string; year?: number; satker: string; pengadaan: string | null },
): Promise<void> {
  const year = given.year ?? 2026;
  await tx.query(
    `insert into reference_row (batch_id, family, key, is_current, klpd, year, data, row_no, facts, source_row)
     values (1, 'anggaran', $1, true, $2, $3, $4::jsonb, 1, gen_random_uuid(), '{}')`,
    [
      `${year}|${given.satker}`,
      given.klpd ?? KLPD,
      year,
      JSON.stringify({ satkerCode: given.satker, satkerName: `Satker ${given.satker}`, pengadaan: given.pengadaan }),
    ],
  );
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Signals } from '../shared/signals.js';
import { loadSql, rows } from '../shared/sql.js';
import { ANALYZE } from './intake/purchase-stage.js';
import { placeSatkers } from './mapping/place-satkers.js';

const RESOLVE_NAMES = loadSql('./refresh/resolve-names.sql', import.meta.url);
const BEFORE = loadSql('./refresh/before.sql', import.meta.url);
const RIPPLES = loadSql('./refresh/ripples.sql', import.meta.url);
const SUPPLIER_SEEN = loadSql('./refresh/supplier-seen.sql', import.meta.url);
const SATKER_ALIAS = loadSql('./refresh/satker-alias.sql', import.meta.url);
const SUPPLIER_STATE = loadSql('./refresh/supplier-state.sql', import.meta.url);
const LIST_CHANGED = loadSql('./refresh/list-changed.sql', import.meta.url);
const LIST_GONE = loadSql('./refresh/list-gone.sql', import.meta.url);
const LIST_NEW = loadSql('./refresh/list-new.sql', import.meta.url);
const LIST_RIPPLES = loadSql('./refresh/list-ripples.sql', import.meta.url);
const OVOP_MARK = loadSql('./refresh/ovop-mark.sql', import.meta.url);
const PRODUCT_PURCHASE = loadSql('./refresh/product-purchase.sql', import.meta.url);
const EXCLUDED = loadSql('./refresh/excluded.sql', import.meta.url);
const ROLL_UP = loadSql('./refresh/roll-up.sql', import.meta.url);

/** What changed: the purchases of some KLPDs and years, or something that any figure may rest on. */
export type RefreshScope = { klpdYears: KlpdYear[] } | 'all';

interface KlpdYear {
  klpd: string;
  year: number;
}

/** What an entry of the OVOP list finds purchases by. */
interface Finds {
  kind: string;
  scheme: string;
  valueKey: string;
}

/**
 * Brings all that is derived up to date with the current rows, in the transaction that changed them: satker aliases and
 * proposals, supplier states, what is told twice, OVOP marks, the roll-ups. Figures are never between two states.
 */
@Injectable()
export class Refresh {
  constructor(private readonly signals: Signals) {}

  async run(tx: EntityManager, scope: RefreshScope): Promise<void> {
    await prepare(tx);
    const renamed = await rows<KlpdYear>(tx, RESOLVE_NAMES);
    for (const statement of BEFORE.split(';')) await tx.query(statement);
    await tx.query('delete from klpd_own_name');
    await tx.query(
      `insert into klpd_own_name select distinct klpd, name_key from klpd_name
       where klpd is not null and name_key is not null`,
    );
    await tx.query('delete from satker_alias');
    await tx.query(SATKER_ALIAS);
    await this.propose(tx);
    await tx.query('delete from supplier_seen');
    await tx.query(SUPPLIER_SEEN);
    await tx.query('delete from supplier_state');
    await tx.query(SUPPLIER_STATE);
    await tx.query('delete from purchase_excluded');
    await tx.query(EXCLUDED);
    const listed = await this.bringListUpToDate(tx, scope === 'all');
    const years =
      scope === 'all' || listed === 'all'
        ? null
        : distinct([...scope.klpdYears, ...renamed, ...listed, ...(await rows<KlpdYear>(tx, RIPPLES))]);
    await this.count(tx, years);
  }

  /**
   * Brings marks and figures up to date with the OVOP list alone, for the purchases that its changed entries find.
   * Cheap when nothing changed, so whoever may have changed a link of the catalogue just asks. Says whether it did.
   */
  async followList(tx: EntityManager): Promise<boolean> {
    // The mere look takes no lock: who saves a description does not wait for an import.
    const [changed] = await rows<{ any: boolean }>(tx, LIST_CHANGED);
    if (!changed?.any) return false;
    await prepare(tx);
    const listed = await this.bringListUpToDate(tx);
    await this.count(tx, listed === 'all' ? null : listed);
    return true;
  }

  /** Whose figures rest on what changed on the OVOP list since the marks were last made; a word may be found anywhere. */
  private async bringListUpToDate(tx: EntityManager, allAnyway = false): Promise<KlpdYear[] | 'all'> {
    const found = [...(await rows<Finds>(tx, LIST_GONE)), ...(await rows<Finds>(tx, LIST_NEW))];
    if (found.length === 0) return [];
    await tx.query('analyze ovop_listed');
    if (allAnyway || found.some(({ kind }) => kind === 'kata')) return 'all';
    return rows<KlpdYear>(tx, LIST_RIPPLES, [
      found.map(({ kind }) => kind),
      found.map(({ scheme }) => scheme),
      found.map(({ valueKey }) => valueKey),
    ]);
  }

  /** Marks and roll-ups of some KLPDs and years, or of all (null). */
  private async count(tx: EntityManager, years: readonly KlpdYear[] | null): Promise<void> {
    const parameters = years ? [years.map((one) => one.klpd), years.map((one) => one.year)] : [null, null];
    for (const table of ['ovop_mark', 'product_purchase']) {
      if (years) {
        await tx.query(
          `delete from ${table} m using purchase_line l join purchase p on p.id = l.purchase_id
           where l.id = m.line_id and (p.klpd, p.year) in (select * from unnest($1::text[], $2::int[]))`,
          parameters,
        );
      } else await tx.query(`delete from ${table}`);
    }
    const [listed] = await rows<{ any: boolean; products: boolean }>(
      tx,
      `select exists (select 1 from ovop_listed) as any,
         exists (select 1 from ovop_listed where origin = 'produk') as products`,
    );
    if (listed?.any) await tx.query(OVOP_MARK, parameters);
    if (listed?.products) await tx.query(PRODUCT_PURCHASE, parameters);

    for (const table of ['spending_cell', 'spending_package', 'seller_day', 'sold_product']) {
      await tx.query(
        `delete from ${table} where $1::text[] is null or (klpd, year) in (select * from unnest($1::text[], $2::int[]))`,
        parameters,
      );
    }
    await tx.query('analyze satker_alias, supplier_state, ovop_mark, product_purchase, purchase_excluded');
    await tx.query(ROLL_UP, parameters);
    await tx.query('analyze spending_cell, spending_package, seller_day, sold_product');
    await this.touch(tx);
  }

  /** Figures may read differently from now on although no roll-up changed (a mapping, a name). */
  async touch(tx: EntityManager): Promise<void> {
    await tx.query('update data_version set version = version + 1, changed_at = now()');
    await this.signals.send('data-changed', tx);
  }

  /** Satker that nobody has mapped yet get a proposal from their code; what staff decided stays. */
  private async propose(tx: EntityManager): Promise<void> {
    // A textual code that reference data now resolve to a number takes its assignment along.
    await tx.query(
      `insert into satker_assignment (klpd, satker_key, perangkat_daerah_id, state, valid_from, valid_to, reason, decided_by)
       select distinct on (a.klpd, a.satker_key, s.valid_from)
         a.klpd, a.satker_key, s.perangkat_daerah_id, s.state, s.valid_from, s.valid_to, s.reason, s.decided_by
       from satker_alias a join satker_assignment s on s.klpd = a.klpd and s.satker_key = a.ref
       where a.satker_key <> a.ref and s.state = 'dipastikan'
         and not exists (select 1 from satker_assignment t where t.klpd = a.klpd and t.satker_key = a.satker_key)
       order by a.klpd, a.satker_key, s.valid_from, s.id`,
    );
    await placeSatkers(tx);
  }
}

/** Before anything is rebuilt: one refresh at a time, with the time and the memory that it needs. */
async function prepare(tx: EntityManager): Promise<void> {
  // All figures at once may take longer than a page's query ever should.
  await tx.query('set local statement_timeout = 0');
  // Two at once would write the same marks; the second begins when the first is done, and sees what it did.
  await tx.query('lock table ovop_listed in share row exclusive mode');
  // Large sorts and hashes once in a while, where the defaults suit small pages; compiling costs more than it saves.
  await tx.query(`set local work_mem = '128MB'`);
  await tx.query('set local jit = off');
  // What the planner last saw may be a table of staged rows of which none was current: it would loop where it should
  // hash, which on a few thousand rows is the difference between one second and twenty.
  await tx.query(`${ANALYZE}, reference_row (family, key, is_current, batch_id)`);
}

function distinct(years: readonly KlpdYear[]): KlpdYear[] {
  return [...new Map(years.map((one) => [`${one.klpd}|${one.year}`, one])).values()];
}

import { CatalogueService } from '../../../src/catalogue/catalogue.service.js';
import { PurchasingIntake } from '../../../src/purchasing/intake/purchasing-intake.js';
import type { FeedRow } from '../../../src/purchasing/intake/rows.js';
import { MappingService } from '../../../src/purchasing/mapping/mapping.service.js';
import { OvopListService } from '../../../src/purchasing/ovop/ovop-list.service.js';
import { OvopMarks } from '../../../src/purchasing/ovop/ovop-marks.js';
import { Refresh } from '../../../src/purchasing/refresh.js';
import { SpendingQueries } from '../../../src/purchasing/spending.queries.js';
import { StatusesService } from '../../../src/purchasing/statuses/statuses.service.js';
import { SuppliersService } from '../../../src/purchasing/suppliers/suppliers.service.js';
import { Signals } from '../../../src/shared/signals.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';

/** The services of the bureau's desk over a database of this test file's own. */
export interface Desk {
  db: TestDatabase;
  refresh: Refresh;
  mapping: MappingService;
  ovop: OvopListService;
  statuses: StatusesService;
  suppliers: SuppliersService;
  queries: SpendingQueries;
  /** Imports rows, as a file of a feed would. */
  take(...rows: FeedRow[]): Promise<void>;
  /** Takes away every purchase, reference row and decision; the built-in rules stay. */
  clear(): Promise<void>;
}

export async function openDesk(): Promise<Desk> {
  const db = await openTestDatabase();
  const refresh = new Refresh(new Signals(db.source));
  const intake = new PurchasingIntake(db.source, refresh);
  let batch = 0;
  return {
    db,
    refresh,
    mapping: new MappingService(db.source, refresh),
    ovop: new OvopListService(db.source, new CatalogueService(db.source), refresh, new OvopMarks(db.source)),
    statuses: new StatusesService(db.source, refresh),
    suppliers: new SuppliersService(db.source, refresh),
    queries: new SpendingQueries(db.source),
    async take(...rows) {
      batch += 1;
      const taking = intake.open({
        batchId: String(batch),
        feed: 'v5',
        snapshotAt: null,
        completeYear: false,
        timeZone: 'Asia/Makassar',
      });
      await taking.add(rows);
      await db.source.transaction((tx) => taking.apply(tx));
    },
    async clear() {
      await db.source.query(
        `truncate purchase, purchase_line, purchase_confirmation, reference_row, ovop_entry, ovop_mark, spending_cell,
           spending_package, seller_day, sold_product, satker_assignment, satker_alias, perangkat_daerah, supplier_seen, supplier_told, supplier_decision,
           supplier_state restart identity`,
      );
      await db.source.query(
        `delete from status_rule where note is null or note not like 'bawaan%' or valid_from > '2000-01-01'`,
      );
      await db.source.query('update status_rule set valid_to = null');
    },
  };
}

import { Injectable, Logger } from '@nestjs/common';
import { Interval, Timeout } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { Locks } from '../../../shared/locks.js';

const HALF_DAY_MS = 12 * 60 * 60 * 1000;
const SETTLED_MS = 60 * 1000;
/** A service that stood still for a while: what ran out within these days is looked at when it starts. */
const LOOK_BACK_DAYS = 400;

/** Certificates and listings run out and classes begin by themselves: twice a day the search is told. */
@Injectable()
export class SearchUpkeep {
  private readonly log = new Logger('ProductSearch');

  constructor(
    private readonly db: DataSource,
    private readonly locks: Locks,
  ) {}

  @Timeout('product-search-start', SETTLED_MS)
  async atStart(): Promise<void> {
    await this.run(LOOK_BACK_DAYS);
  }

  @Interval('product-search', HALF_DAY_MS)
  async daily(): Promise<void> {
    await this.run(3);
  }

  private async run(days: number): Promise<void> {
    try {
      await this.locks.tryLock('product-search', () =>
        this.db.query('select product_search_due(current_date - $1::int)', [days]),
      );
    } catch (error) {
      this.log.warn(`Bringing the search up to the day failed: ${String(error)}`);
    }
  }
}

import { Global, Injectable, Module } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CatalogueFollower } from '../shared/catalogue-follower.js';
import { PurchasingModule } from './purchasing.module.js';
import { Refresh } from './refresh.js';

@Injectable()
class FiguresFollower extends CatalogueFollower {
  constructor(private readonly refresh: Refresh) {
    super();
  }

  linksChanged(tx: EntityManager): Promise<boolean> {
    return this.refresh.followList(tx);
  }

  /** All that is derived is made anew; figures only for the purchases whose supplier stands differently. */
  classesChanged(tx: EntityManager): Promise<void> {
    return this.refresh.run(tx, { klpdYears: [] });
  }
}

/** Lets the catalogue, which lies below, tell the figures that they have to follow. */
@Global()
@Module({
  imports: [PurchasingModule],
  providers: [{ provide: CatalogueFollower, useClass: FiguresFollower }],
  exports: [CatalogueFollower],
})
export class FollowerModule {}

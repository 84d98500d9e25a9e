import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { PurchasingModule } from '../purchasing/purchasing.module.js';
import { WilayahModule } from '../wilayah/wilayah.module.js';
import { DimensionLabels } from './dimension-labels.js';
import { FunnelQueries } from './funnel.queries.js';
import { FunnelRowsQueries } from './funnel-rows.queries.js';
import { MonthlyFigures } from './monthly/monthly-figures.js';
import { PenetrationService } from './penetration.service.js';
import { ParticipationController } from './participation.controller.js';
import { ParticipationQueries } from './participation.queries.js';
import { CatalogueStates } from './catalogue/catalogue-states.service.js';
import { ParticipationService } from './participation.service.js';
import { SharesQueries } from './shares.queries.js';
import { SoldProductsQueries } from './sold-products.queries.js';
import { SellersQueries } from './sellers.queries.js';

const SERVICES = [
  CatalogueStates,
  FunnelQueries,
  FunnelRowsQueries,
  MonthlyFigures,
  ParticipationQueries,
  ParticipationService,
  PenetrationService,
  SellersQueries,
  SharesQueries,
  SoldProductsQueries,
];

/** Figures on who takes part: growth, funnel, penetration; the published table beside them. */
@Module({
  controllers: [ParticipationController],
  imports: [AccessModule, PurchasingModule, WilayahModule],
  providers: [...SERVICES, DimensionLabels],
  exports: [...SERVICES, DimensionLabels],
})
export class ParticipationModule {}

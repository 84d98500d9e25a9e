import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { PurchasingModule } from '../purchasing/purchasing.module.js';
import { DimensionLabels } from './dimension-labels.js';
import { ParticipationController } from './participation.controller.js';
import { ParticipationQueries } from './participation.queries.js';
import { CatalogueStates } from './catalogue/catalogue-states.service.js';
import { ParticipationService } from './participation.service.js';
import { SellersQueries } from './sellers.queries.js';

/** Figures on who takes part: growth, funnel, penetration; the published table beside them. */
@Module({
  controllers: [ParticipationController],
  imports: [AccessModule, PurchasingModule],
  providers: [CatalogueStates, DimensionLabels, ParticipationQueries, ParticipationService, SellersQueries],
  exports: [CatalogueStates, ParticipationQueries, ParticipationService, SellersQueries],
})
export class ParticipationModule {}

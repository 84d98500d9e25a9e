import { Module } from '@nestjs/common';
import { PurchasingModule } from '../purchasing/purchasing.module.js';
import { DimensionLabels } from './dimension-labels.js';
import { ParticipationQueries } from './participation.queries.js';

/** Figures on who takes part: growth, funnel, penetration; the published table beside them. */
@Module({
  imports: [PurchasingModule],
  providers: [DimensionLabels, ParticipationQueries],
  exports: [ParticipationQueries],
})
export class ParticipationModule {}

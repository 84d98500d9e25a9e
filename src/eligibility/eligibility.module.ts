import { Module } from '@nestjs/common';
import { SentraModule } from '../catalogue/sentra/sentra.module.js';
import { RegulationModule } from '../regulation/regulation.module.js';
import { DecisionsService } from './decisions/decisions.service.js';
import { Reassessment } from './decisions/reassessment.js';
import { EligibilityController } from './eligibility.controller.js';
import { EligibilityService } from './eligibility.service.js';
import { FactsService } from './facts/facts.service.js';
import { StatementsService } from './facts/statements.service.js';

const SERVICES = [DecisionsService, EligibilityService, FactsService, Reassessment, StatementsService];

/** May this enterprise, with this product, sell on the catalogue on a day, and if not, what is missing. */
@Module({
  imports: [RegulationModule, SentraModule],
  controllers: [EligibilityController],
  providers: SERVICES,
  exports: SERVICES,
})
export class EligibilityModule {}

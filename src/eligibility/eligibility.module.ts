import { Module } from '@nestjs/common';
import { SentraModule } from '../catalogue/sentra/sentra.module.js';
import { RegulationModule } from '../regulation/regulation.module.js';
import { DecisionDesk } from './decisions/decision-desk.js';
import { DecisionQueries } from './decisions/decision.queries.js';
import { DecisionsController } from './decisions/decisions.controller.js';
import { DecisionsService } from './decisions/decisions.service.js';
import { Reassessment } from './decisions/reassessment.js';
import { WhatIfRuns } from './decisions/what-if-runs.service.js';
import { WhatIfService } from './decisions/what-if.service.js';
import { ToolsController } from './decisions/tools.controller.js';
import { EligibilityController } from './eligibility.controller.js';
import { EligibilityService } from './eligibility.service.js';
import { ListService } from './list/list.service.js';
import { FactsService } from './facts/facts.service.js';
import { StatementDesk } from './facts/statement-desk.js';
import { StatementsController } from './facts/statements.controller.js';
import { StatementsService } from './facts/statements.service.js';

const SERVICES = [
  DecisionDesk,
  DecisionQueries,
  DecisionsService,
  EligibilityService,
  FactsService,
  ListService,
  Reassessment,
  StatementDesk,
  StatementsService,
  WhatIfRuns,
  WhatIfService,
];

/** May this enterprise, with this product, sell on the catalogue on a day, and if not, what is missing. */
@Module({
  imports: [RegulationModule, SentraModule],
  controllers: [EligibilityController, DecisionsController, StatementsController, ToolsController],
  providers: SERVICES,
  exports: SERVICES,
})
export class EligibilityModule {}

import { Module } from '@nestjs/common';
import { RegulationModule } from '../regulation/regulation.module.js';
import { EligibilityController } from './eligibility.controller.js';
import { EligibilityService } from './eligibility.service.js';

/** May this enterprise, with this product, sell on the catalogue on a day, and if not, what is missing. */
@Module({
  imports: [RegulationModule],
  controllers: [EligibilityController],
  providers: [EligibilityService],
  exports: [EligibilityService],
})
export class EligibilityModule {}

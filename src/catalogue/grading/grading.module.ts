import { Module } from '@nestjs/common';
import { AssessmentsService } from './assessments.service.js';
import { GradingController } from './grading.controller.js';
import { GradingQueries } from './grading.queries.js';
import { GradedProducts } from './graded-products.service.js';
import { GradingReference } from './grading-reference.js';
import { SelectionService } from './selection.service.js';
import { StarsService } from './stars.service.js';

/** Choosing and grading of OVOP products. */
@Module({
  controllers: [GradingController],
  providers: [AssessmentsService, GradedProducts, GradingQueries, GradingReference, SelectionService, StarsService],
  exports: [AssessmentsService, GradedProducts, GradingQueries, GradingReference, SelectionService, StarsService],
})
export class GradingModule {}

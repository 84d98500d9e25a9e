import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { AccessModule } from '../access/access.module.js';
import { PurchasingModule } from '../purchasing/purchasing.module.js';
import { FreshnessQueries } from './freshness.queries.js';
import { ImportService } from './import.service.js';
import { ImportsController } from './imports.controller.js';
import { RetentionService } from './retention.service.js';

/** Impor: archive, recognise, read, apply, undo. */
@Module({
  imports: [AccessModule, PurchasingModule, ScheduleModule.forRoot()],
  controllers: [ImportsController],
  providers: [ImportService, FreshnessQueries, RetentionService],
  exports: [ImportService, FreshnessQueries, RetentionService],
})
export class IngestionModule {}

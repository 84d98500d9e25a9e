import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { PurchasingModule } from '../purchasing/purchasing.module.js';
import { FreshnessQueries } from './freshness.queries.js';
import { ImportService } from './import.service.js';
import { ImportsController } from './imports.controller.js';

/** Impor: archive, recognise, read, apply, undo. */
@Module({
  imports: [AccessModule, PurchasingModule],
  controllers: [ImportsController],
  providers: [ImportService, FreshnessQueries],
  exports: [ImportService, FreshnessQueries],
})
export class IngestionModule {}

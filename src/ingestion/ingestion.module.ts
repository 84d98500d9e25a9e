import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { PurchasingModule } from '../purchasing/purchasing.module.js';
import { ImportService } from './import.service.js';
import { ImportsController } from './imports.controller.js';

/** Impor: archive, recognise, read, apply, undo. */
@Module({
  imports: [AccessModule, PurchasingModule],
  controllers: [ImportsController],
  providers: [ImportService],
  exports: [ImportService],
})
export class IngestionModule {}

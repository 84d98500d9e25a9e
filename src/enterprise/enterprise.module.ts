import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { RegulationModule } from '../regulation/regulation.module.js';
import { WilayahModule } from '../wilayah/wilayah.module.js';
import { ClassesService } from './class/classes.service.js';
import { EnterprisePartsController } from './documents/parts.controller.js';
import { DocumentsService } from './documents/documents.service.js';
import { EnterpriseController } from './enterprise.controller.js';
import { EnterpriseDesk } from './enterprise-desk.js';
import { EnterpriseQueries } from './enterprise.queries.js';
import { EnterpriseService } from './enterprise.service.js';
import { EnterpriseImportService } from './import/import.service.js';
import { MergingService } from './merging/merging.service.js';

const SERVICES = [
  ClassesService,
  DocumentsService,
  EnterpriseDesk,
  EnterpriseImportService,
  EnterpriseQueries,
  EnterpriseService,
  MergingService,
];

/** Pelaku usaha: who they are, their class, their documents, what the marketplaces call them. */
@Module({
  imports: [AccessModule, RegulationModule, WilayahModule],
  controllers: [EnterpriseController, EnterprisePartsController],
  providers: SERVICES,
  exports: SERVICES,
})
export class EnterpriseModule {}

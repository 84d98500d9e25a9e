import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { DutyModule } from '../etalase/duty/duty.module.js';
import { PurchasingModule } from '../purchasing/purchasing.module.js';
import { CircularController } from './circular.controller.js';
import { CircularRepository } from './circular.repository.js';
import { CircularService } from './circular.service.js';
import { ComplianceController } from './compliance.controller.js';
import { ComplianceQueries } from './compliance.queries.js';
import { ComplianceService } from './compliance.service.js';
import { EtalaseComplianceService } from './etalase/etalase-compliance.service.js';

@Module({
  imports: [AccessModule, DutyModule, PurchasingModule],
  controllers: [CircularController, ComplianceController],
  providers: [CircularRepository, CircularService, ComplianceQueries, ComplianceService, EtalaseComplianceService],
  exports: [CircularService, ComplianceService],
})
export class ComplianceModule {}

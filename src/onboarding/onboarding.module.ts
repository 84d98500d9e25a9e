import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { EligibilityModule } from '../eligibility/eligibility.module.js';
import { EnterpriseModule } from '../enterprise/enterprise.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { WilayahModule } from '../wilayah/wilayah.module.js';
import { AccountsService } from './accounts.service.js';
import { ExpiryNotices } from './expiry-notices.service.js';
import { MessagesController } from './messages.controller.js';
import { ProposalsService } from './proposals.service.js';
import { QueueController } from './queue.controller.js';
import { QueueNotices } from './queue-notices.service.js';
import { RequestsService } from './requests.service.js';

const SERVICES = [AccountsService, ExpiryNotices, ProposalsService, QueueNotices, RequestsService];

/** How an enterprise comes in: sign-up, the link to its record, its own file, and what it asks the bureau to look at. */
@Module({
  imports: [AccessModule, EligibilityModule, EnterpriseModule, MessagesModule, WilayahModule],
  controllers: [MessagesController, QueueController],
  providers: SERVICES,
  exports: SERVICES,
})
export class OnboardingModule {}

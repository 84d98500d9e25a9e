import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { ProductsModule } from '../catalogue/products/products.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { WilayahModule } from '../wilayah/wilayah.module.js';
import { KeptBodies } from './api/kept-bodies.js';
import { PublicQueries } from './api/public-queries.js';
import { WisataAnswers } from './api/wisata-answers.js';
import { WisataController } from './api/wisata.controller.js';
import { AssignmentLists } from './assignments/assignment-lists.service.js';
import { AssignmentsController } from './assignments/assignments.controller.js';
import { AssignmentsService } from './assignments/assignments.service.js';
import { DutyController } from './duty/duty.controller.js';
import { DutyModule } from './duty/duty.module.js';
import { EtalaseService } from './duty/etalase.service.js';
import { InspectionsController } from './duty/inspections.controller.js';
import { InspectionsService } from './duty/inspections.service.js';
import { VisitsService } from './visits/visits.service.js';
import { RulesService } from './listing/rules.service.js';
import { ListingsService } from './listing/listings.service.js';
import { PlaceLoader } from './places/place-loader.js';
import { PlacesController } from './places/places.controller.js';
import { PlacesService } from './places/places.service.js';
import { UsageCounter } from './usage/usage-counter.js';
import { UsageController } from './usage/usage.controller.js';
import { UsageQueries } from './usage/usage.queries.js';
import { WebhookDeliveries } from './webhooks/webhook-deliveries.js';
import { WebhookSender } from './webhooks/webhook-sender.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { WebhooksService } from './webhooks/webhooks.service.js';

/** The tourism places and what each of them shows of the villages' products. */
@Module({
  imports: [AccessModule, DutyModule, MessagesModule, ProductsModule, WilayahModule],
  controllers: [
    AssignmentsController,
    DutyController,
    InspectionsController,
    UsageController,
    WebhooksController,
    WisataController,
    PlacesController,
  ],
  providers: [
    AssignmentLists,
    AssignmentsService,
    EtalaseService,
    InspectionsService,
    KeptBodies,
    ListingsService,
    PlaceLoader,
    PlacesService,
    PublicQueries,
    UsageCounter,
    UsageQueries,
    { provide: WebhookSender, useFactory: () => new WebhookSender() },
    WebhookDeliveries,
    WebhooksService,
    RulesService,
    VisitsService,
    WisataAnswers,
  ],
  exports: [
    AssignmentLists,
    AssignmentsService,
    DutyModule,
    EtalaseService,
    InspectionsService,
    KeptBodies,
    ListingsService,
    PlacesService,
    PublicQueries,
    UsageCounter,
    UsageQueries,
    WebhookDeliveries,
    WebhooksService,
    RulesService,
    VisitsService,
  ],
})
export class EtalaseModule {}

import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { AccessModule } from '../access/access.module.js';
import { KLPD_DIRECTORY } from '../access/instance/instance.js';
import { ComplianceModule } from '../compliance/compliance.module.js';
import { IngestionModule } from '../ingestion/ingestion.module.js';
import { BureauModule } from '../purchasing/bureau.module.js';
import { KlpdListQueries } from '../purchasing/klpd-list.queries.js';
import { PurchasingModule } from '../purchasing/purchasing.module.js';
import { DatabasePulse } from './edge/pulse.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';
import { Metrics } from './metrics.js';
import { AccountPage } from './pages/account/account.page.js';
import { CircularsPage } from './pages/circulars/circulars.page.js';
import { CompliancePage } from './pages/compliance/compliance.page.js';
import { DefinitionsPage } from './pages/definitions/definitions.page.js';
import { HomePage } from './pages/home/home.page.js';
import { ImportsPage } from './pages/imports/imports.page.js';
import { MappingPages } from './pages/mapping/mapping.page.js';
import { OvopPage } from './pages/ovop/ovop.page.js';
import { SettingsPage } from './pages/settings/settings.page.js';
import { SignInPage } from './pages/sign-in/sign-in.page.js';
import { SpendingPage } from './pages/spending/spending.page.js';
import { StatusesPage } from './pages/statuses/statuses.page.js';
import { SuppliersPage } from './pages/suppliers/suppliers.page.js';
import { UsersPage } from './pages/users/users.page.js';
import { ProblemFilter } from './problem.filter.js';

/** The pages. Each page's controller is listed here; the module whose service it uses is imported. */
@Module({
  imports: [AccessModule, PurchasingModule, BureauModule, ComplianceModule, IngestionModule],
  controllers: [
    HealthController,
    MetricsController,
    HomePage,
    SignInPage,
    AccountPage,
    SettingsPage,
    UsersPage,
    SpendingPage,
    CompliancePage,
    CircularsPage,
    DefinitionsPage,
    ImportsPage,
    OvopPage,
    MappingPages,
    SuppliersPage,
    StatusesPage,
  ],
  providers: [
    DatabasePulse,
    Metrics,
    { provide: KLPD_DIRECTORY, useExisting: KlpdListQueries },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class WebModule {}

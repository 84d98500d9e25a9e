import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { AccessModule } from '../access/access.module.js';
import { PurchasingModule } from '../purchasing/purchasing.module.js';
import { HealthController } from './health.controller.js';
import { AccountPage } from './pages/account/account.page.js';
import { DefinitionsPage } from './pages/definitions/definitions.page.js';
import { SettingsPage } from './pages/settings/settings.page.js';
import { SignInPage } from './pages/sign-in/sign-in.page.js';
import { SpendingPage } from './pages/spending/spending.page.js';
import { UsersPage } from './pages/users/users.page.js';
import { ProblemFilter } from './problem.filter.js';

/** The pages. Each page's controller is listed here; the module whose service it uses is imported. */
@Module({
  imports: [AccessModule, PurchasingModule],
  controllers: [HealthController, SignInPage, AccountPage, SettingsPage, UsersPage, SpendingPage, DefinitionsPage],
  providers: [{ provide: APP_FILTER, useClass: ProblemFilter }],
})
export class WebModule {}

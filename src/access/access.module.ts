import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import type { Env } from '../shared/env.js';
import { KeyRing } from '../shared/keyring.js';
import { ENV } from '../shared/tokens.js';
import { AccessController } from './access.controller.js';
import { AccessGuard } from './access.guard.js';
import { AccessService } from './access.service.js';
import { AuditLog } from './audit/audit-log.js';
import { InstanceSettings } from './instance/instance-settings.js';
import { SettingsController } from './instance/settings.controller.js';
import { CorrectionsService } from './personal/corrections.service.js';
import { PersonalInventoryService } from './personal/inventory.service.js';
import { OwnRecordService } from './personal/own-record.service.js';
import { PersonalController } from './personal/personal.controller.js';
import { PersonalVault } from './personal/personal-vault.js';
import { SessionsService } from './sessions.service.js';
import { SignInThrottleService } from './throttle.js';
import { UndeclaredRoutes } from './undeclared-routes.js';
import { UsersService } from './users.service.js';

/** Who somebody is, what they may do, and whose service this is. Puts the guard before every route of the app. */
@Module({
  imports: [DiscoveryModule],
  controllers: [AccessController, PersonalController, SettingsController],
  providers: [
    AccessService,
    AuditLog,
    CorrectionsService,
    InstanceSettings,
    OwnRecordService,
    PersonalInventoryService,
    PersonalVault,
    SessionsService,
    SignInThrottleService,
    UndeclaredRoutes,
    UsersService,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: KeyRing, useFactory: (env: Env) => KeyRing.from(env), inject: [ENV] },
  ],
  exports: [
    AccessService,
    AuditLog,
    InstanceSettings,
    SessionsService,
    UndeclaredRoutes,
    UsersService,
    CorrectionsService,
    KeyRing,
    OwnRecordService,
    PersonalInventoryService,
    PersonalVault,
  ],
})
export class AccessModule {}

import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AccessController } from './access.controller.js';
import { AccessGuard } from './access.guard.js';
import { AccessService } from './access.service.js';
import { AuditController } from './audit/audit.controller.js';
import { AuditHeads } from './audit/audit-heads.js';
import { AuditLog } from './audit/audit-log.js';
import { AuditTrail } from './audit/audit-trail.js';
import { InstanceSettings } from './instance/instance-settings.js';
import { SettingsController } from './instance/settings.controller.js';
import { SessionsService } from './sessions.service.js';
import { SignInThrottleService } from './throttle.js';
import { UndeclaredRoutes } from './undeclared-routes.js';
import { UsersService } from './users.service.js';

/** Who somebody is, what they may do, and whose service this is. Puts the guard before every route of the app. */
@Module({
  imports: [DiscoveryModule],
  controllers: [AccessController, AuditController, SettingsController],
  providers: [
    AccessService,
    AuditHeads,
    AuditLog,
    AuditTrail,
    InstanceSettings,
    SessionsService,
    SignInThrottleService,
    UndeclaredRoutes,
    UsersService,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [
    AccessService,
    AuditHeads,
    AuditLog,
    AuditTrail,
    InstanceSettings,
    SessionsService,
    UndeclaredRoutes,
    UsersService,
  ],
})
export class AccessModule {}

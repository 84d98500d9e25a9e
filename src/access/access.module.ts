import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AccessController } from './access.controller.js';
import { AccessGuard } from './access.guard.js';
import { AccessService } from './access.service.js';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { ApiKeysService } from './api-keys/api-keys.service.js';
import { KeyDoor } from './api-keys/key-door.js';
import { AuditLog } from './audit/audit-log.js';
import { InstanceSettings } from './instance/instance-settings.js';
import { SettingsController } from './instance/settings.controller.js';
import { SessionsService } from './sessions.service.js';
import { SignInThrottleService } from './throttle.js';
import { UndeclaredRoutes } from './undeclared-routes.js';
import { UsersService } from './users.service.js';

/** Who somebody is, what they may do, and whose service this is. Puts the guard before every route of the app. */
@Module({
  imports: [DiscoveryModule],
  controllers: [AccessController, SettingsController, ApiKeysController],
  providers: [
    AccessService,
    ApiKeysService,
    AuditLog,
    InstanceSettings,
    KeyDoor,
    SessionsService,
    SignInThrottleService,
    UndeclaredRoutes,
    UsersService,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [AccessService, ApiKeysService, AuditLog, InstanceSettings, SessionsService, UndeclaredRoutes, UsersService],
})
export class AccessModule {}

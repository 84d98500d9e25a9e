import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import type { Env } from '../shared/env.js';
import { KeyRing } from '../shared/keyring.js';
import { ENV } from '../shared/tokens.js';
import { AccessController } from './access.controller.js';
import { AccessGuard } from './access.guard.js';
import { AccessService } from './access.service.js';
import { AuditController } from './audit/audit.controller.js';
import { AuditHeads } from './audit/audit-heads.js';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { ApiKeysService } from './api-keys/api-keys.service.js';
import { KeyDoor } from './api-keys/key-door.js';
import { AuditLog } from './audit/audit-log.js';
import { AuditTrail } from './audit/audit-trail.js';
import { InstanceSettings } from './instance/instance-settings.js';
import { SettingsController } from './instance/settings.controller.js';
import { OidcAccounts } from './oidc/oidc-accounts.js';
import { OidcProvider } from './oidc/provider.js';
import { AccountLocks } from './reset/account-locks.js';
import { EmailAddresses } from './reset/email-addresses.js';
import { Mailer } from './reset/mailer.js';
import { PasswordResetService } from './reset/password-reset.service.js';
import { ResetController } from './reset/reset.controller.js';
import { CorrectionsService } from './personal/corrections.service.js';
import { PersonalInventoryService } from './personal/inventory.service.js';
import { OwnRecordService } from './personal/own-record.service.js';
import { PersonalController } from './personal/personal.controller.js';
import { PersonalVault } from './personal/personal-vault.js';
import { SessionsService } from './sessions.service.js';
import { SignInClock } from './sign-in-clock.js';
import { SignInThrottleService } from './throttle.js';
import { SignInSteps } from './two-factor/sign-in-steps.js';
import { TwoFactorController } from './two-factor/two-factor.controller.js';
import { TwoFactorService } from './two-factor/two-factor.service.js';
import { UndeclaredRoutes } from './undeclared-routes.js';
import { UsersService } from './users.service.js';

/** Who somebody is, what they may do, and whose service this is. Puts the guard before every route of the app. */
@Module({
  imports: [DiscoveryModule],
  controllers: [
    AccessController,
    ApiKeysController,
    AuditController,
    PersonalController,
    ResetController,
    SettingsController,
    TwoFactorController,
  ],
  providers: [
    AccessService,
    ApiKeysService,
    AuditHeads,
    AuditLog,
    AuditTrail,
    CorrectionsService,
    InstanceSettings,
    KeyDoor,
    OwnRecordService,
    PersonalInventoryService,
    PersonalVault,
    SessionsService,
    SignInThrottleService,
    UndeclaredRoutes,
    UsersService,
    SignInClock,
    SignInSteps,
    TwoFactorService,
    AccountLocks,
    EmailAddresses,
    Mailer,
    PasswordResetService,
    OidcAccounts,
    OidcProvider,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: KeyRing, useFactory: (env: Env) => KeyRing.from(env), inject: [ENV] },
  ],
  exports: [
    AccessService,
    AccountLocks,
    ApiKeysService,
    AuditHeads,
    AuditLog,
    AuditTrail,
    CorrectionsService,
    EmailAddresses,
    InstanceSettings,
    KeyRing,
    Mailer,
    OidcAccounts,
    OidcProvider,
    OwnRecordService,
    PasswordResetService,
    PersonalInventoryService,
    PersonalVault,
    SessionsService,
    SignInClock,
    SignInThrottleService,
    TwoFactorService,
    UndeclaredRoutes,
    UsersService,
  ],
})
export class AccessModule {}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { SignInThrottleService } from '../throttle.js';
import { UsersService } from '../users.service.js';

/** An administrator's view of the waits after failed sign-ins. */
@Injectable()
export class AccountLocks {
  constructor(
    private readonly source: DataSource,
    private readonly users: UsersService,
    private readonly throttle: SignInThrottleService,
    private readonly audit: AuditLog,
  ) {}

  /** Throws `NotFoundError`. */
  async stateOf(userId: string): Promise<{ failures: number; blockedUntil: string | null }> {
    return this.throttle.stateOf((await this.users.get(userId)).username);
  }

  /** The name may try again at once; addresses that failed too often still wait. Throws `NotFoundError`. */
  async lift(userId: string): Promise<void> {
    const { username } = await this.users.get(userId);
    await this.source.transaction(async (tx) => {
      await this.throttle.lift(tx, username);
      await this.audit.record(tx, { action: 'sign-in.lift-lock', objectKind: 'app_user', objectId: userId });
    });
  }
}

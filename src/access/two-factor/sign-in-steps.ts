import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { affected, rows } from '../../shared/sql.js';
import { hashOfToken, isToken, newToken } from '../one-time-token.js';
import { SignInClock } from '../sign-in-clock.js';

const STEP_MS = 5 * 60_000;

/**
 * The moment between a right password and the code: no session, opens nothing, and is over after five minutes. It goes
 * with every change of the password and when the account is shut.
 */
@Injectable()
export class SignInSteps {
  constructor(
    private readonly source: DataSource,
    private readonly clock: SignInClock,
  ) {}

  /** Answers the token for the cookie; it is kept nowhere else. */
  async open(tx: EntityManager, userId: string): Promise<string> {
    const token = newToken();
    const now = this.clock.now();
    await tx.query('delete from sign_in_step where expires_at <= $1', [now]);
    await tx.query('insert into sign_in_step (token_hash, user_id, expires_at) values ($1, $2, $3)', [
      hashOfToken(token),
      userId,
      new Date(now.getTime() + STEP_MS),
    ]);
    return token;
  }

  /** Whose step this is; null when it is unknown, over, or its user shut out. */
  async find(token: string): Promise<{ userId: string; username: string } | null> {
    if (!isToken(token)) return null;
    const [found] = await rows<{ userId: string; username: string }>(this.source.manager, FIND, [
      hashOfToken(token),
      this.clock.now(),
    ]);
    return found ?? null;
  }

  /** Ends a step; false when somebody else did before. */
  async close(token: string, em: EntityManager = this.source.manager): Promise<boolean> {
    return (await affected(em, 'delete from sign_in_step where token_hash = $1', [hashOfToken(token)])) > 0;
  }
}

const FIND = `
select u.id as "userId", u.username
from sign_in_step s
join app_user u on u.id = s.user_id
where s.token_hash = $1 and s.expires_at > $2 and u.disabled_at is null`;

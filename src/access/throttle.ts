import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { TooManyRequestsError } from '../shared/errors.js';
import { networkOf } from '../shared/network-of.js';
import { rows } from '../shared/sql.js';

/** Failures that cost no wait: a person mistypes. Many people may share an address. */
const FREE = { user: 4, address: 20 } as const;
const FIRST_WAIT_S = 5;
const LONGEST_WAIT_S = 900;

/**
 * Makes guessing passwords slow: after some failures each further one doubles the wait, per user name and per
 * address (of IPv6 per network: one customer has 2^64 addresses), counted in the database for all processes. A try is counted before the password is looked at, so that a
 * thousand tries at once do not all slip through.
 */
@Injectable()
export class SignInThrottleService {
  constructor(private readonly source: DataSource) {}

  /** Counts a try. Throws `TooManyRequestsError`, with the seconds to wait, while one of the two must wait. */
  async begin(username: string, address: string): Promise<void> {
    for (const [kind, key] of keysOf(username, address)) {
      const taken = await rows<{ failures: number }>(this.source.manager, COUNT, [
        key,
        FREE[kind],
        FIRST_WAIT_S,
        LONGEST_WAIT_S,
      ]);
      if (taken.length > 0) continue;
      const [blocked] = await rows<{ seconds: number }>(this.source.manager, WAIT, [key]);
      const seconds = Math.max(1, blocked?.seconds ?? 1);
      throw new TooManyRequestsError(
        'access.too-many-tries',
        `Terlalu banyak percobaan masuk yang gagal. Tunggu ${wait(seconds)}, lalu coba lagi.`,
        { retryAfterSeconds: seconds },
      );
    }
  }

  /**
   * The password was right but a code is still to come: this try is taken back and the one with the code may follow at
   * once. What failed before stands, so that whoever knows the password cannot guess codes without waiting.
   */
  async halfWay(username: string, address: string): Promise<void> {
    for (const [, key] of keysOf(username, address))
      await this.source.manager.query(
        `update sign_in_throttle set failures = greatest(failures - 1, 0), blocked_until = now() where key = $1`,
        [key],
      );
  }

  /**
   * Counts a try, and takes the count back when `check` answers true: the name starts anew, or, where `check` looked at
   * one of two things only, as `halfWay` does. Throws as `begin` does.
   */
  async guarded(
    username: string,
    address: string,
    check: () => Promise<boolean>,
    right: 'succeeded' | 'halfWay' = 'succeeded',
  ): Promise<boolean> {
    await this.begin(username, address);
    const passed = await check();
    if (passed) await this[right](username, address);
    return passed;
  }

  /** How often a name failed lately and until when it must wait (ISO 8601; null = it need not). */
  async stateOf(username: string): Promise<{ failures: number; blockedUntil: string | null }> {
    const [found] = await rows<{ failures: number; blocked_until: Date | null }>(this.source.manager, STATE, [
      userKey(username),
    ]);
    return { failures: found?.failures ?? 0, blockedUntil: found?.blocked_until?.toISOString() ?? null };
  }

  /** An administrator lets a name try again at once. */
  async lift(em: EntityManager, username: string): Promise<void> {
    await em.query('delete from sign_in_throttle where key = $1', [userKey(username)]);
  }

  /** The try was right: the name starts anew, the address gets its try back. */
  async succeeded(username: string, address: string): Promise<void> {
    const [[, from], [, user]] = keysOf(username, address);
    await this.source.manager.query('delete from sign_in_throttle where key = $1', [user]);
    await this.source.manager.query(
      `update sign_in_throttle set failures = greatest(failures - 1, 0), blocked_until = now() where key = $1`,
      [from],
    );
    await this.source.manager.query(`delete from sign_in_throttle where last_failure_at < now() - interval '1 day'`);
  }
}

/**
 * $1 key, $2 failures without a wait, $3 first wait in seconds, $4 longest. No row comes back while it is blocked, by the
 * clock and not by now(): a statement that waited for another began before that one set blocked_until to its own now().
 */
const COUNT = `
insert into sign_in_throttle as t (key, failures, last_failure_at, blocked_until)
values ($1, 1, now(), now())
on conflict (key) do update set
  failures = case when t.last_failure_at < now() - interval '1 day' then 1 else t.failures + 1 end,
  last_failure_at = now(),
  blocked_until = case
    when t.last_failure_at < now() - interval '1 day' or t.failures + 1 <= $2::int then now()
    else now() + make_interval(secs => least($4::int, $3::int * 2 ^ least(t.failures - $2::int, 20)))
  end
where t.blocked_until <= clock_timestamp()
returning failures`;

const STATE = `
select failures, case when blocked_until > now() then blocked_until end as blocked_until
from sign_in_throttle where key = $1 and last_failure_at > now() - interval '1 day'`;

const WAIT = `select ceil(extract(epoch from blocked_until - now()))::int as seconds from sign_in_throttle where key = $1`;

function keysOf(username: string, address: string): [['address', string], ['user', string]] {
  return [
    // The address first: one that is blocked does not make the waits of names longer.
    ['address', `address:${networkKey(address)}`],
    ['user', userKey(username)],
  ];
}

/** The network of an address; what is counted apart from sign-ins ('reset:2001:db8::1') keeps its prefix. */
function networkKey(address: string): string {
  const [, apart = '', plain = address] = /^(reset:)?(.*)$/s.exec(address) ?? [];
  return apart + networkOf(plain);
}

function userKey(username: string): string {
  return `user:${createHash('sha256').update(username).digest('hex').slice(0, 32)}`;
}

function wait(seconds: number): string {
  return seconds < 60 ? `${seconds} detik` : `${Math.ceil(seconds / 60)} menit`;
}

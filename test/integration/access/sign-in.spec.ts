import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verify } from '@node-rs/argon2';
import { passwordFits } from '../../../src/access/passwords.js';
import { SessionsService } from '../../../src/access/sessions.service.js';
import { SignInThrottleService } from '../../../src/access/throttle.js';
import { codeAt } from '../../../src/access/two-factor/totp.js';
import { TwoFactorService } from '../../../src/access/two-factor/two-factor.service.js';
import { UsersService } from '../../../src/access/users.service.js';
import { openTestApp, TEST_PASSWORD, type TestApp } from '../../support/app.js';
import { SignInTime } from '../../support/sign-in-time.js';

/** What is given to begin a second factor. */
const OWN = { password: TEST_PASSWORD, address: '10.0.3.1' };

let test: TestApp;
let users: UsersService;
beforeAll(async () => {
  test = await openTestApp();
  users = test.app.get(UsersService);
});
afterAll(() => test.close());

describe('a sign-in costs one comparison of a password', () => {
  const anAccount = async (username: string): Promise<string> => {
    const input = { username, displayName: 'Contoh', role: 'auditor' as const };
    return (await users.addWithPassword(input, TEST_PASSWORD)).id;
  };

  it.each([
    ['that is right', 'benar', TEST_PASSWORD, true],
    ['that is wrong', 'keliru', 'salah sekali', false],
    ['of a name that is unknown', 'tidak.ada', TEST_PASSWORD, false],
    ['of an account that is disabled', 'nonaktif', TEST_PASSWORD, false],
    ['of an account of another provider', 'tanpa.sandi', TEST_PASSWORD, false],
  ])('%s', async (_, username, password, opens) => {
    if (username !== 'tidak.ada') await anAccount(username);
    if (username === 'nonaktif')
      await test.source.query('update app_user set disabled_at = now() where username = $1', [username]);
    if (username === 'tanpa.sandi')
      await test.source.query('update app_user set password_hash = null where username = $1', [username]);
    const compared: string[] = [];
    const found = await users.withPassword(username, password, (hash, typed) =>
      passwordFits(hash, typed, (hashed, text) => {
        compared.push(hashed);
        return verify(hashed, text);
      }),
    );
    expect(compared).toEqual([expect.stringMatching(/^\$argon2id\$v=19\$m=\d+,t=\d+,p=\d+\$/)]);
    expect(found !== null).toBe(opens);
  });

  it('with the same work for the vain one as for a real one', async () => {
    const work = new Set<string>();
    const note = (hashed: string, text: string): Promise<boolean> => {
      work.add(hashed.split('$').slice(0, 4).join('$'));
      return verify(hashed, text);
    };
    await users.withPassword('benar', 'x', (hash, typed) => passwordFits(hash, typed, note));
    await users.withPassword('tidak.ada', 'x', (hash, typed) => passwordFits(hash, typed, note));
    expect(work.size).toBe(1);
  });
});

describe('a sign-in under way', () => {
  const from = { address: '10.0.2.1', userAgent: undefined, replaces: null };
  const matched = async (username: string) => {
    await users.addWithPassword({ username, displayName: 'Contoh', role: 'auditor' }, TEST_PASSWORD);
    const match = await users.withPassword(username, TEST_PASSWORD);
    if (!match) throw new Error('the password should fit');
    return match;
  };
  const opened = async (userId: string): Promise<number> => {
    const [found] = (await test.source.query(
      `select (select count(*) from app_session where user_id = $1)::int
            + (select count(*) from sign_in_step where user_id = $1)::int as n`,
      [userId],
    )) as { n: number }[];
    return found?.n ?? -1;
  };
  const secondFactor = async (username: string, time: SignInTime): Promise<string> => {
    const user = await users.findByUsername(username);
    if (!user) throw new Error('unknown');
    const { viewer } = await test.app.get(SessionsService).begin(user, undefined);
    const { secret } = await test.app.get(TwoFactorService).begin(viewer, OWN);
    await test.app.get(TwoFactorService).confirm(viewer, codeAt(secret, time.now));
    await test.source.query('delete from app_session where user_id = $1', [user.id]);
    time.passSeconds(30);
    return secret;
  };
  const wrong = { code: 'access.wrong-sign-in' };

  it('begins a session while the compared password stands, and tells nobody its hash', async () => {
    const match = await matched('tetap');
    const outcome = await test.app.get(SessionsService).signInMatched(match, from);
    expect(outcome.kind).toBe('session');
    expect(JSON.stringify([outcome, match.user])).not.toContain('argon2');
    expect(await opened(match.user.id)).toBe(1);
  });

  it('does not survive a reset of the password, with or without a second factor', async () => {
    const time = new SignInTime(test);
    const sessions = test.app.get(SessionsService);
    for (const username of ['disetel', 'disetel.kode']) {
      const match = await matched(username);
      if (username === 'disetel.kode') await secondFactor(username, time);
      await users.resetPassword(match.user.id);
      await expect(sessions.signInMatched(match, from)).rejects.toMatchObject(wrong);
      expect(await opened(match.user.id)).toBe(0);
    }
  });

  it('does not survive that the account is shut, whoever vouches for it', async () => {
    const sessions = test.app.get(SessionsService);
    const match = await matched('ditutup');
    await test.source.query('update app_user set disabled_at = now() where id = $1', [match.user.id]);
    await expect(sessions.signInMatched(match, from)).rejects.toMatchObject(wrong);
    await expect(sessions.signInVouched(match.user, from)).rejects.toMatchObject(wrong);
    await expect(sessions.begin(match.user, undefined)).rejects.toMatchObject(wrong);
    expect(await opened(match.user.id)).toBe(0);
  });

  it('whose password was reset at the same time as it began leaves no session behind', async () => {
    const sessions = test.app.get(SessionsService);
    const match = await matched('bersamaan');
    await Promise.allSettled([
      ...Array.from({ length: 4 }, () => sessions.signInMatched(match, from)),
      users.resetPassword(match.user.id),
      ...Array.from({ length: 4 }, () => sessions.signInMatched(match, from)),
    ]);
    expect(await opened(match.user.id)).toBe(0);
  });
});

describe('a code', () => {
  it('is accepted for one of many who bring it at the same time', async () => {
    const time = new SignInTime(test);
    const sessions = test.app.get(SessionsService);
    const twoFactor = test.app.get(TwoFactorService);
    const user = await users.addWithPassword(
      { username: 'serentak', displayName: 'Serentak', role: 'auditor' },
      TEST_PASSWORD,
    );
    const { viewer } = await sessions.begin(user, undefined);
    const { secret } = await twoFactor.begin(viewer, OWN);
    await twoFactor.confirm(viewer, codeAt(secret, time.now));
    time.passSeconds(30);
    const code = codeAt(secret, time.now);
    const answers = await Promise.all(Array.from({ length: 12 }, () => twoFactor.accepts(user.id, code)));
    expect(answers.filter(Boolean)).toHaveLength(1);
    // A clock set back does not open what was closed.
    time.passSeconds(-30);
    expect(await twoFactor.accepts(user.id, codeAt(secret, time.now))).toBe(false);
  });

  it('of a secret that was replaced in the meantime is not accepted', async () => {
    const time = new SignInTime(test);
    const twoFactor = test.app.get(TwoFactorService);
    const user = await users.addWithPassword(
      { username: 'berganti', displayName: 'Berganti', role: 'auditor' },
      TEST_PASSWORD,
    );
    const { viewer } = await test.app.get(SessionsService).begin(user, undefined);
    const first = await twoFactor.begin(viewer, OWN);
    const second = await twoFactor.begin(viewer, OWN);
    await expect(twoFactor.confirm(viewer, codeAt(first.secret, time.now))).rejects.toMatchObject({
      code: 'access.wrong-code',
    });
    expect(await twoFactor.accepts(user.id, codeAt(second.secret, time.now))).toBe(false);
    await twoFactor.confirm(viewer, codeAt(second.secret, time.now));
    expect(await twoFactor.isOn(user.id)).toBe(true);
  });
});

describe('the wait after failures', () => {
  const waits = async (tries: number, name: string): Promise<number[]> => {
    const throttle = test.app.get(SignInThrottleService);
    const seen: number[] = [];
    for (let count = 0; count < tries; count += 1) {
      await throttle.begin(name, `10.0.0.${count}`);
      const { blockedUntil } = await throttle.stateOf(name);
      seen.push(blockedUntil ? Math.round((Date.parse(blockedUntil) - Date.now()) / 1000) : 0);
      await test.source.query(`update sign_in_throttle set blocked_until = now() - interval '1 second'`);
    }
    return seen;
  };

  it('doubles up to a quarter of an hour and no further', async () => {
    const seen = await waits(14, 'menebak');
    expect(seen.slice(0, 4)).toEqual([0, 0, 0, 0]);
    for (const [at, expected] of [5, 10, 20, 40, 80, 160, 320, 640, 900, 900].entries())
      expect(Math.abs((seen[at + 4] ?? 0) - expected)).toBeLessThanOrEqual(2);
  });

  it('is counted by the network of an IPv6 address and by the single IPv4 address, resets apart from sign-ins', async () => {
    const throttle = test.app.get(SignInThrottleService);
    await test.source.query('delete from sign_in_throttle');
    const addresses = ['2001:db8:1:2::1', '2001:db8:1:2:ffff::2', '2001:db8:1:3::1', '10.7.0.1', '::ffff:10.7.0.1'];
    for (const [count, address] of addresses.entries()) {
      await throttle.begin(`jaringan.${count}`, address);
      await throttle.begin(`reset:jaringan.${count}`, `reset:${address}`);
    }
    const counted = (await test.source.query(
      `select key, failures from sign_in_throttle where key like 'address:%' order by key`,
    )) as { key: string; failures: number }[];
    expect(Object.fromEntries(counted.map(({ key, failures }) => [key, failures]))).toEqual({
      'address:10.7.0.1': 2,
      'address:2001:db8:1:2::/64': 2,
      'address:2001:db8:1:3::/64': 1,
      'address:reset:10.7.0.1': 2,
      'address:reset:2001:db8:1:2::/64': 2,
      'address:reset:2001:db8:1:3::/64': 1,
    });
    await throttle.succeeded('jaringan.0', '2001:db8:1:2::77');
    const [left] = (await test.source.query(`select failures from sign_in_throttle where key = $1`, [
      'address:2001:db8:1:2::/64',
    ])) as { failures: number }[];
    expect(left?.failures).toBe(1);
  });

  it('is not shortened by right passwords while the codes are wrong', async () => {
    const throttle = test.app.get(SignInThrottleService);
    for (let count = 0; count < 7; count += 1) {
      await throttle.begin('kode.salah', '10.0.1.1'); // the password
      await throttle.halfWay('kode.salah', '10.0.1.1');
      await throttle.begin('kode.salah', '10.0.1.1'); // the code
      await test.source.query(`update sign_in_throttle set blocked_until = now() - interval '1 second'`);
    }
    expect((await throttle.stateOf('kode.salah')).failures).toBe(7);
  });
});

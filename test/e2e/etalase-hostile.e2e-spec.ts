import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, today } from '../../src/shared/dates.js';
import { somethingOnShow } from '../factories/etalase.js';
import { openTestApp, type TestApp } from '../support/app.js';

/** HOSTILE_SEED repeats a run, HOSTILE_REQUESTS makes it shorter (as .ci/run does where it runs a second time). */
const SEED = Number(process.env['HOSTILE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const REQUESTS = Number(process.env['HOSTILE_REQUESTS'] ?? 10_000);
const AT_ONCE = 8;

/** What the log must never hold, sent in every place where it can stand. */
const PERSON = { nik: '5371010101010001', mail: 'siti.rahasia@contoh.id', phone: '081298765432' };

interface Hostile {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  /** The right answers; with a problem, its code. */
  status: number;
  code?: string;
}

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

const LISTS = [
  '/api/v1/wisata',
  '/api/v1/wisata/pantai-sini/etalase',
  '/api/v1/etalase?near=-8.5,120',
  '/api/v1/wisata/changes',
];
const PATHS = [...LISTS, '/api/v1/wisata/pantai-sini'];

describe('the open API of tourism places under thousands of hostile requests', () => {
  let test: TestApp;
  let token: string;
  let cursors: Record<string, string>;
  const written: string[] = [];
  /** Where the log of the requests begins: at its start the service says where it listens. */
  let began = 0;
  const write = process.stdout.write.bind(process.stdout);
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

  beforeAll(async () => {
    // A changed `write` makes the log use it, from the start of the app on.
    process.stdout.write = (chunk: string | Uint8Array): boolean => written.push(String(chunk)) > 0;
    test = await openTestApp({ LOG_LEVEL: 'debug' });
    await somethingOnShow(test.source.manager);
    const office = await test.signIn('dinas-pariwisata');
    const made = await office.agent
      .post('/api/v1/api-keys')
      .set('x-csrf-token', office.csrf)
      .send({ name: 'Situs', permissions: ['etalase.read'], lastDay: addDays(today('UTC'), 30) });
    ({ token } = made.body as { token: string });
    const next = async (path: string): Promise<string> =>
      (JSON.parse((await ask({ path, status: 200 })).body) as { meta: { next: string } }).meta.next;
    cursors = {
      wisata: await next('/api/v1/wisata?limit=1'),
      near: await next('/api/v1/etalase?near=-8.5,120&limit=1'),
      changes: await next('/api/v1/wisata/changes?limit=1'),
    };
  });
  afterAll(async () => {
    process.stdout.write = write;
    agent.destroy();
    await test.close();
  });

  async function ask({ method = 'GET', path, headers = {} }: Hostile): Promise<Answer> {
    const base = new URL(await test.app.getUrl());
    return new Promise((resolve, reject) => {
      const asked = request({ agent, host: base.hostname, port: base.port, method, path, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      });
      asked.once('error', reject);
      asked.end();
    });
  }

  /** What is wrong with an answer; null = it is right. */
  function problemOf(hostile: Hostile, { status, headers, body }: Answer): string | null {
    if (status !== hostile.status) return `answered ${status}, not ${hostile.status}: ${body.slice(0, 200)}`;
    if (/\bat .*\.(?:ts|js):\d+|select .* from |pg_|node_modules/i.test(body))
      return `tells of its insides: ${body.slice(0, 200)}`;
    if (body.includes(token.slice(13))) return 'holds a key';
    if (status < 400) return null;
    if (hostile.method === 'HEAD') return null;
    if (headers['content-type'] !== 'application/problem+json; charset=utf-8')
      return `is ${String(headers['content-type'])}`;
    const { code, status: told } = JSON.parse(body) as { code: string; status: number };
    if (told !== status) return `says ${told}`;
    return hostile.code === undefined || code === hostile.code ? null : `has the code ${code}, not ${hostile.code}`;
  }

  it('answers each as it should, with nothing above 499', async () => {
    write(`hostile: HOSTILE_SEED=${SEED}\n`);
    began = written.length;
    const random = generator(SEED);
    const statuses = new Map<number, number>();
    const wrong: string[] = [];
    let left = REQUESTS;
    const worker = async (): Promise<void> => {
      while (left-- > 0) {
        const hostile = aHostile(random, token, cursors);
        const answer = await ask(hostile);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        const problem = problemOf(hostile, answer);
        if (problem !== null) wrong.push(`${JSON.stringify(hostile).slice(0, 400)} ${problem}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    write(
      `hostile: ${[...statuses]
        .toSorted(([a], [b]) => a - b)
        .map(([status, n]) => `${status}: ${n}`)
        .join(', ')}\n`,
    );
    expect(wrong.slice(0, 12)).toEqual([]);
    expect([...statuses.values()].reduce((sum, n) => sum + n, 0)).toBe(REQUESTS);
    for (const status of [200, 204, 304, 401, 404, 406, 422]) expect(statuses.get(status) ?? 0).toBeGreaterThan(50);
  }, 900_000);

  it('goes on serving as before', async () => {
    const { status, body } = await ask({ path: '/api/v1/wisata', status: 200 });
    expect([status, (JSON.parse(body) as { meta: { total: number } }).meta.total]).toEqual([200, 2]);
    expect((await test.source.query('select count(*)::int as n from wisata_place')) as unknown).toEqual([{ n: 2 }]);
  });

  it('logs each by its route alone: no key, no secret, nobody', () => {
    const log = written.slice(began).join('');
    const lines = log
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as { level: number; msg?: string; route?: string });
    expect(lines.filter(({ msg }) => msg === 'request').length).toBeGreaterThanOrEqual(REQUESTS);
    expect(lines.filter(({ level }) => level >= 40).slice(0, 3)).toEqual([]);
    for (const secret of [token.slice(13), ...Object.values(PERSON), 'lpk_', 'Bearer', '127.0.0.1', 'Peramban'])
      expect([secret, log.includes(secret)]).toEqual([secret, false]);
    const routes = new Set(lines.flatMap(({ route }) => (route === undefined ? [] : [route])));
    expect([...routes].filter((route) => route.includes('pantai'))).toEqual([]);
  });
});

type Random = () => number;

/** Mulberry32: the same numbers for the same seed. */
function generator(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function aHostile(random: Random, token: string, cursors: Record<string, string>): Hostile {
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const text = (length: number, letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_'): string =>
    Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');
  const person = one(Object.values(PERSON));
  const agentOf = { 'user-agent': `Peramban ${person}` };
  const withQuery = (path: string, name: string, value: string): string =>
    `${path}${path.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`;

  const kinds: (() => Hostile)[] = [
    // Keys that are none, and one that is almost one.
    () => ({
      path: one(PATHS),
      headers: {
        ...agentOf,
        authorization: `Bearer ${one([`lpk_${text(40)}`, text(300), person, `${token}x`, token.slice(0, -1), `lpk_${person}`, '', "' or 1=1 --"])}`,
      },
      status: 401,
      code: 'api-key.unknown',
    }),
    // Another kind of authorization is none of ours, and a cookie that is no session is nobody's.
    () => ({ path: one(PATHS), headers: { authorization: `Basic ${text(20)}` }, status: 200 }),
    () => ({ path: one(PATHS), headers: { cookie: `lokapasar=${text(40)}; lokapasar_sesi=${person}` }, status: 200 }),
    // Cursors: made up, of another list, broken off, of another shape.
    () => {
      const path = one(LISTS);
      const made = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
      const foreign = path === '/api/v1/wisata' ? cursors['near'] : cursors['wisata'];
      const cursor = one([
        text(12),
        text(400),
        person,
        (path.endsWith('changes') ? cursors['changes'] : foreign)?.slice(0, -7) ?? 'x',
        foreign ?? 'x',
        made({}),
        made(null),
        made([]),
        made(['wisata', 1]),
        made(['wisata', "x' or true --"]),
        made(['etalase', '-1', '2026-01-01']),
        made(['near', '1e9', 'x']),
        made(['changes', '2026-13-45T00:00:00.000000Z', 'orang', 'x']),
        made(['__proto__', 'x']),
        '%00',
        '../../etc/passwd',
      ]);
      return { path: withQuery(path, 'cursor', cursor), headers: agentOf, status: 422, code: 'etalase.bad-cursor' };
    },
    () => ({ path: withQuery(one(LISTS), 'cursor', text(401)), status: 422, code: 'request.invalid' }),
    // Parameters that are out of bounds, of another kind, or not known.
    () => ({
      path: withQuery(
        one(LISTS),
        'limit',
        one([
          '0',
          '-1',
          '1e99',
          'NaN',
          'Infinity',
          '1.5',
          '1;drop table wisata_place',
          '',
          ' ',
          '99999999999999999999',
          'null',
          '[]',
        ]),
      ),
      status: 422,
      code: 'request.invalid',
    }),
    () => ({
      path: `${one(['/api/v1/wisata', '/api/v1/wisata/changes'])}?limit=1&limit=2`,
      status: 422,
      code: 'request.invalid',
    }),
    () => ({
      path: withQuery(one(PATHS), one(['sort', 'Limit', `q${text(5)}`, 'filter[a]', 'toString']), person),
      headers: agentOf,
      status: 422,
      code: 'request.invalid',
    }),
    () => ({
      path: withQuery(
        one(PATHS.filter((path) => !path.endsWith('changes'))),
        'fields',
        one(['', ',', 'name,,kode', '*', '__proto__', 'a b', 'name;kode', text(60), `${'name,'.repeat(60)}kode`]),
      ),
      status: 422,
      code: 'request.invalid',
    }),
    () => ({
      path: withQuery(
        one(PATHS.filter((path) => !path.endsWith('changes'))),
        'fields',
        one(['constructor', 'nama', 'password', 'hasOwnProperty', 'name,secret']),
      ),
      status: 422,
      code: 'etalase.unknown-field',
    }),
    () => ({
      path: withQuery(
        one(PATHS.filter((path) => !path.endsWith('changes'))),
        one(['lang', 'format']),
        one(['xx', 'ID', 'en,id', 'xml', '../json', '', person]),
      ),
      status: 422,
      code: 'request.invalid',
    }),
    () => ({
      path: withQuery(
        '/api/v1/wisata',
        one(['wilayah', 'kind', 'etalase']),
        one(['53.', '5', "53' or 1=1", '%', 'x'.repeat(200), person, '53.07.01.2001.1', 'Pantai']),
      ),
      status: 422,
      code: 'request.invalid',
    }),
    // Names of what every object has are dropped before anybody reads them: they change nothing.
    () => ({
      path: withQuery(one(PATHS), one(['__proto__', 'constructor']), person),
      headers: agentOf,
      status: 200,
    }),
    // Text may be anything that can be stored: it is looked for, and found nowhere.
    () => ({
      path: withQuery(
        '/api/v1/wisata',
        'text',
        one([
          person,
          "'; drop table wisata_place; --",
          '%%%',
          '___',
          '\\',
          '<script>alert(1)</script>',
          '${7*7}',
          'х'.repeat(100),
          '🏖️',
          '\u202e',
          '../../',
        ]),
      ),
      headers: agentOf,
      status: 200,
    }),
    () => ({
      path: withQuery('/api/v1/wisata', 'text', one(['x'.repeat(101), 'x'.repeat(5000)])),
      status: 422,
      code: 'request.invalid',
    }),
    () => ({ path: `/api/v1/wisata?text=${one(['a%00b', '%00'])}`, status: 422, code: 'request.invalid' }),
    () => ({
      path: withQuery(
        '/api/v1/etalase',
        'near',
        one(['', '0', 'utara', '-91,0', '0,181', '1e1,1e1', '-8.5;120', '-8.5,120,5', ' -8.5,120', person, 'NaN,NaN']),
      ),
      status: 422,
      code: 'request.invalid',
    }),
    () => ({
      path: withQuery('/api/v1/etalase?near=-8.5,120', 'radius', one(['0', '-5', '501', 'jauh', '1e9', '0.0001', ''])),
      status: 422,
      code: 'request.invalid',
    }),
    () => ({
      path: withQuery(
        '/api/v1/wisata/changes',
        'since',
        one(['kemarin', '0', '2026-13-01', '9999-12-31', '-1', "2026-01-01' --", '2026-01-01T99:99:99Z', '', person]),
      ),
      status: 422,
      code: 'request.invalid',
    }),
    // Places that are none.
    () => ({
      path: `/api/v1/wisata/${encodeURIComponent(one([person.replace(/\d/g, 'A'), 'Pantai-Sini', 'pantai_sini', '..', 'a--b', '-a', 'x'.repeat(61), "pantai-sini' --", 'pantai sini', '𝕏']))}${one(['', '/etalase'])}`,
      status: 422,
      code: 'request.invalid',
    }),
    () => ({
      path: `/api/v1/wisata/${text(20, 'abcdefghij0123456789')}${one(['', '/etalase'])}`,
      status: 404,
      code: 'wisata.not-found',
    }),
    () => ({
      path: `/api/v1/wisata/${one(['pantai-sini/produk', 'pantai-sini/etalase/1', 'a/b/c', 'changes/x'])}`,
      status: 404,
    }),
    () => ({ method: one(['PUT', 'DELETE', 'PATCH', 'POST']), path: one(PATHS), status: 404 }),
    // What negotiation makes of nonsense.
    () => ({
      path: one(PATHS),
      headers: { accept: one(['image/png', 'text/html', 'application/xml', 'application/json;q=0']) },
      status: 406,
      code: 'request.not-acceptable',
    }),
    () => ({
      path: one(PATHS),
      headers: {
        'accept-language': one(['x'.repeat(2000), ';;;', '*', 'en;q=9', person]),
        'accept-encoding': one(['zip', 'br;q=x', '*;q=0', 'gzip, br']),
        'if-none-match': one(['W/', '"', `"${text(27)}"`, 'x'.repeat(3000)]),
        range: 'bytes=0-1',
        ...agentOf,
      },
      status: 200,
    }),
    () => ({
      path: one(PATHS),
      headers: { 'if-modified-since': one(['kemarin', '0', 'Thu, 01 Jan 1970 00:00:00 GMT']) },
      status: 200,
    }),
    () => ({ path: one(PATHS), headers: { 'if-none-match': '*' }, status: 304 }),
    () => ({
      method: 'OPTIONS',
      path: one(PATHS),
      headers: { origin: `https://${text(8)}.id`, 'access-control-request-method': 'GET' },
      status: 204,
    }),
    () => ({ method: 'HEAD', path: one(PATHS), headers: agentOf, status: 200 }),
  ];
  return one(kinds)();
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import { Allow } from '../../src/access/allow.js';
import { ROLES } from '../../src/access/permissions.js';
import { grantable } from '../../src/access/api-keys/api-keys.service.js';
import { createApp } from '../../src/app.js';
import { CircularService } from '../../src/compliance/circular.service.js';
import { aCircular } from '../factories/circulars.js';
import { aSmallYear } from '../factories/spending.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';
import { openTestDatabase } from '../support/database.js';
import {
  type Column,
  COLUMNS,
  expected,
  gapsOf,
  MATRIX,
  type Outcome,
  ownerColumn,
  type Row,
} from '../support/route-matrix.js';
import { routesOf } from '../support/routes.js';

@Controller('tanaman')
class UnguardedController {
  @Get('lupa')
  forgotten(): string {
    return 'terbuka';
  }
}

@Module({ controllers: [UnguardedController] })
class UnguardedModule {}

@Controller('tanaman')
class NewController {
  @Get('baru')
  @Allow('spending.read')
  undecided(): string {
    return 'belum diputuskan';
  }
}

@Module({ controllers: [NewController] })
class NewModule {}

type Objects = Record<'package' | 'line' | 'pd' | 'satker' | 'supplier' | 'obligation', string>;

let test: TestApp;
const people = new Map<Column, SignedIn>();
let key: string;
const objects: Record<'own' | 'foreign', Objects> = {} as Record<'own' | 'foreign', Objects>;

beforeAll(async () => {
  test = await openTestApp();
  const { pd } = await aSmallYear(test.app, test.source);
  const [other] = (await test.source.query(
    `insert into perangkat_daerah (klpd, name, origin) values ('D999', 'Dinas Lain', 'staf') returning id::text`,
  )) as { id: string }[];
  await test.source.query(`update satker_assignment set perangkat_daerah_id = $1 where satker_key = '503'`, [
    other?.id,
  ]);
  const circular = await test.app
    .get(CircularService)
    .create(aCircular({ effectiveFrom: '2025-01-01', issuedOn: '2025-01-01' }), 'penguji', '2025-06-01');
  const obligation = circular.obligations[0]?.id ?? '';
  const lineOf = async (sourceKey: string, supplier: string): Promise<{ package: string; line: string }> => {
    const [found] = (await test.source.query(
      `select p.id::text as package, l.id::text as line from purchase p join purchase_line l on l.purchase_id = p.id
       where p.source_key = $1 and l.supplier_key = $2`,
      [sourceKey, supplier],
    )) as { package: string; line: string }[];
    if (!found) throw new Error(`No line of ${supplier} in ${sourceKey}`);
    return found;
  };
  objects.own = { ...(await lineOf('P1', 'S1')), pd, satker: '501', supplier: 'v5:S1', obligation };
  objects.foreign = {
    ...(await lineOf('O4', 'V1')),
    pd: other?.id ?? '',
    satker: '503',
    supplier: 'v5:S2',
    obligation,
  };
  for (const role of ROLES) {
    people.set(role, await test.signIn(role, ownOf(role)));
  }
  const staff = await test.signIn('biro-pbj');
  const made = await staff.agent
    .post('/api/v1/api-keys')
    .set('x-csrf-token', staff.csrf)
    .send({
      name: 'Matriks',
      permissions: grantable('biro-pbj').filter((permission) => permission.endsWith('.read')),
      lastDay: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
      perMinute: 600,
    })
    .expect(201);
  key = (made.body as { token: string }).token;
});
afterAll(() => test.close());

/** Asks for a row as a column does, and says how the guard and the scope took it. */
async function outcomeOf(row: Row, column: Column, whose: 'own' | 'foreign'): Promise<Outcome | string> {
  const [method = '', path = ''] = row.route.split(' ');
  const address = (row.as ?? path)
    .replace(/\{(\w+)\}/g, (_, name: keyof Objects) => encodeURIComponent(objects[whose][name]))
    .replace(':format', 'csv')
    .replace(/:hash|:[a-zA-Z]+/g, '999999999');
  const person = people.get(column);
  const agent = person?.agent ?? test.browser();
  const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';
  const asked = agent[verb](address);
  if (column === 'key') asked.set('authorization', `Bearer ${key}`);
  if (person) asked.set('x-csrf-token', person.csrf);
  // A harmless request: what comes after the guard refuses it.
  const answer = method === 'GET' ? await asked : await asked.send({});
  const { status } = answer;
  if (status === 401) return 'sign-in';
  // The pages of sign-in lead to its beginning by themselves: whoever gets there got in.
  const leadsToSignIn =
    status === 303 && !path.startsWith('/masuk') && String(answer.headers['location']).startsWith('/masuk');
  if (leadsToSignIn && row.route !== 'POST /keluar') return 'sign-in';
  if (leadsToSignIn)
    return String(answer.headers['set-cookie'] ?? '').includes('lokapasar_pesan') ? 'allow' : 'sign-in';
  if (status === 403) {
    // A visitor's form without its token was not kept out by the role.
    const formOnly = !person && answer.text.includes('access.csrf');
    return formOnly ? 'allow' : 'forbidden';
  }
  if (status >= 500) return `fault ${status}`;
  return status === 404 && ownerColumn(row) !== null ? 'not-found' : 'allow';
}

describe('the matrix', () => {
  it('has a row for every route of the running app and no other', () => {
    expect(gapsOf(routesOf(test.app))).toEqual([]);
    expect(routesOf(test.app).length).toBeGreaterThan(100);
  });

  it('has a column for every role, for the public and for keys', () => {
    expect([...COLUMNS].sort()).toEqual(['public', 'key', ...ROLES].sort());
  });

  it.each(COLUMNS)(
    'says what happens to %s on every route',
    async (column) => {
      const different: string[] = [];
      for (const row of [...MATRIX].sort((one, two) => Number(one.last ?? false) - Number(two.last ?? false))) {
        // The second way out finds nobody signed in any more.
        if (row.last && column !== 'public' && column !== 'key')
          people.set(column, await test.signIn(roleOf(column), ownOf(column)));
        for (const whose of ownerColumn(row) ? (['own', 'foreign'] as const) : (['own'] as const)) {
          const found = await outcomeOf(row, column, whose);
          const wanted = expected(row, column, whose);
          if (found !== wanted) different.push(`${row.route} (${whose}): ${found}, not ${wanted}`);
        }
      }
      expect(different).toEqual([]);
    },
    300_000,
  );
});

describe('a planted route', () => {
  it('without @Allow stops the start of the app', async () => {
    const { database, close } = await openTestDatabase();
    try {
      await expect(createApp(database, test.env, [UnguardedModule])).rejects.toThrow('/tanaman/lupa');
    } finally {
      await close();
    }
  });

  it('with @Allow and without a row fails the matrix', async () => {
    const planted = await openTestApp({}, [NewModule]);
    try {
      expect(gapsOf(routesOf(planted.app))).toEqual(['no row for GET /tanaman/baru']);
    } finally {
      await planted.close();
    }
  });

  it('that is gone leaves a row that fails it too', () => {
    const routes = routesOf(test.app).filter((route) => route !== 'GET /belanja');
    expect(gapsOf(routes)).toEqual(['no route for GET /belanja']);
  });
});

function roleOf(column: Column): (typeof ROLES)[number] {
  const role = ROLES.find((one) => one === column);
  if (!role) throw new Error(`${column} is no role`);
  return role;
}

function ownOf(column: Column): { perangkatDaerahId?: string; suppliers?: { scheme: 'v5'; key: string }[] } {
  if (column === 'perangkat-daerah') return { perangkatDaerahId: objects.own.pd };
  return column === 'pelaku-usaha' ? { suppliers: [{ scheme: 'v5', key: 'S1' }] } : {};
}

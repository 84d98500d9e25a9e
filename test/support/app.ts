import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import supertest from 'supertest';
import type { DataSource } from 'typeorm';
import type { Role } from '../../src/access/permissions.js';
import type { OwnGiven } from '../../src/access/user-scope.js';
import { UsersService } from '../../src/access/users.service.js';
import { createApp } from '../../src/app.js';
import { type Env, readEnv } from '../../src/shared/env.js';
import { openTestDatabase } from './database.js';

type Agent = ReturnType<typeof supertest.agent>;

/** The app over a database of its own, to be asked by supertest. */
export interface TestApp {
  app: NestFastifyApplication;
  source: DataSource;
  env: Env;
  /** A browser without cookies. */
  browser(): Agent;
  /**
   * Adds a user of the role (with what the role needs: an agency, supplier keys) and signs them in. `csrf` goes with every
   * request that changes something.
   */
  signIn(role: Role, own?: Omit<OwnGiven, 'role'>): Promise<SignedIn>;
  close(): Promise<void>;
}

export interface SignedIn {
  agent: Agent;
  /** For the header x-csrf-token or the field _csrf. */
  csrf: string;
  username: string;
  password: string;
  /** Sends a form as a page's own form would. */
  post(path: string, fields: Record<string, string>): supertest.Test;
}

/** Villages are not loaded unless a test asks (`WILAYAH_PROVINCES: '53'`); `someVillages` gives a handful. */
const NO_REGIONS = { WILAYAH_PROVINCES: 'none' };

export const TEST_PASSWORD = 'kuda pantai senja biru';

/** Opens an app without rate limits. `settings` are environment variables, such as SESSION_HOURS; `beside` are modules to plant. */
export async function openTestApp(settings: Record<string, string> = {}, beside: Type[] = []): Promise<TestApp> {
  const { source, database } = await openTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'lokapasar-e2e-'));
  const env = readEnv({ DATA_DIR: dataDir, LOG_LEVEL: 'fatal', RATE_LIMIT_PERCENT: '0', ...NO_REGIONS, ...settings });
  const app = await createApp(database, env, beside);
  // One listening server for the file: supertest would otherwise open and close it for every request.
  await app.listen(0, '127.0.0.1');
  const address = await app.getUrl();
  // Asks for nothing packed: packing and unpacking every page is a tenth of what a request costs, and tests nothing.
  const browser = (): Agent => supertest.agent(address).set('accept-encoding', 'identity');
  let users = 0;
  return {
    app,
    source,
    env,
    browser,
    async signIn(role, own = {}) {
      users += 1;
      const username = `${role}.${users}`;
      await app
        .get(UsersService)
        .addWithPassword({ username, displayName: `Contoh ${role}`, role, ...own }, TEST_PASSWORD);
      const agent = browser();
      const answer = await agent.post('/api/v1/session').send({ username, password: TEST_PASSWORD }).expect(201);
      const { csrfToken: csrf } = answer.body as { csrfToken: string };
      const post = (path: string, fields: Record<string, string>): supertest.Test =>
        agent
          .post(path)
          .type('form')
          .send({ _csrf: csrf, ...fields });
      return { agent, csrf, username, password: TEST_PASSWORD, post };
    },
    async close() {
      await app.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The token in a page's first form. */
export function csrfIn(html: string): string {
  const token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1];
  if (!token) throw new Error('The page has no form with a token');
  return token;
}

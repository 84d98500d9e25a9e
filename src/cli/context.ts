import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { AppModule } from '../app.module.js';
import { openDatabase } from '../database/database.module.js';
import { actAs } from '../shared/actor.js';
import { type Env, readEnv } from '../shared/env.js';

/** The services of the app without its web server, on the database that the settings name. */
export async function withServices<T>(
  what: string,
  work: (app: INestApplicationContext, env: Env) => Promise<T>,
): Promise<T> {
  const env = readEnv();
  const database = await openDatabase(env, what);
  let app: INestApplicationContext;
  try {
    app = await NestFactory.createApplicationContext(AppModule.use(database, env), {
      logger: ['error', 'warn'],
      abortOnError: false,
    });
  } catch (error) {
    await database.close();
    throw error;
  }
  try {
    const actor = { kind: 'cli' as const, id: null, name: what, role: null, address: null, requestId: null };
    return await actAs(actor, () => work(app, env));
  } finally {
    await app.close();
  }
}

import 'reflect-metadata';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../dist/app.module.js';
import { openDatabase } from '../../dist/database/database.module.js';
import { readEnv } from '../../dist/shared/env.js';

/** The built app's services on the bench's database, with a data folder of their own. */
export async function openServices(databaseUrl) {
  const env = readEnv({
    DATABASE_URL: databaseUrl,
    DATA_DIR: mkdtempSync(join(tmpdir(), 'lokapasar-bench-data-')),
    STATEMENT_TIMEOUT_MS: '600000',
    LOG_LEVEL: 'error',
  });
  const database = await openDatabase(env, 'bench');
  const app = await NestFactory.createApplicationContext(AppModule.use(database, env), {
    logger: ['error'],
    abortOnError: false,
  });
  return { app, env, source: database.source };
}

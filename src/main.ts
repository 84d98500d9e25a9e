import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { UsersService } from './access/users.service.js';
import { createApp } from './app.js';
import { openDatabase } from './database/database.module.js';
import { readEnv } from './shared/env.js';

/** Opens the database, makes the app, and serves until it is told to stop. */
async function serve(): Promise<void> {
  const env = readEnv();
  say('Membuka basis data …');
  const database = await openDatabase(env, 'npm start');
  let app: NestFastifyApplication | null = null;
  try {
    app = await createApp(database, env);
    await app.listen(env.port, env.host);
    const first = await app.get(UsersService).ensureFirstAdmin();
    if (first)
      say(
        `\nAdministrator pertama sudah dibuat. Catat sekarang: kata sandi ini tidak ditampilkan lagi.\n` +
          `  Nama pengguna: ${first.user.username}\n  Kata sandi:    ${first.password}\n`,
      );
    say(`Lokapasar OVOP siap di ${env.publicUrl ?? (await app.getUrl())} (hentikan dengan Ctrl+C)`);
  } catch (error) {
    await (app ? app.close() : database.close());
    throw error;
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

// Settings that are wrong, a data folder in use, a port that is taken: said in one line, without a stack.
serve().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

import type { INestApplicationContext } from '@nestjs/common';
import { RetentionService } from '../ingestion/retention.service.js';
import { fileSize } from '../ingestion/wording.js';
import { actAs } from '../shared/actor.js';
import type { Env } from '../shared/env.js';
import { cliActor, type Speech, TERMINAL } from './speech.js';

export const RETENTION_USAGE = `Pemakaian: lokapasar-ovop retention run [--dry-run]

Menghapus isi berkas arsip yang lebih lama daripada ARCHIVE_RETENTION_MONTHS, sesi yang sudah berakhir, dan hitungan
lama percobaan masuk yang gagal. --dry-run hanya menyebut jumlahnya. Aplikasi yang berjalan melakukannya sendiri
setiap hari.`;

/** `retention …`: answers the exit code. */
export async function retentionCommand(
  args: string[],
  run: <T>(work: (app: INestApplicationContext, env: Env) => Promise<T>) => Promise<T>,
  speech: Speech = TERMINAL,
): Promise<number> {
  const [what, option, ...more] = args;
  if (what !== 'run' || more.length > 0 || (option !== undefined && option !== '--dry-run')) {
    speech.err(RETENTION_USAGE);
    return 2;
  }
  return run(async (app, env) => {
    const service = app.get(RetentionService);
    const dry = option === '--dry-run';
    const outcome = dry ? await service.preview() : await actAs(cliActor('retention'), () => service.run());
    if (outcome === null) {
      speech.err('Proses lain sedang melakukannya; tidak ada yang perlu diulang.');
      return 3;
    }
    const months = env.archiveRetentionMonths;
    const verb = dry ? 'Akan dihapus' : 'Dihapus';
    speech.out(
      months === 0
        ? 'Isi berkas arsip disimpan selamanya (ARCHIVE_RETENTION_MONTHS=0).'
        : `${verb}: isi ${outcome.files} berkas arsip (${fileSize(outcome.bytes)}) yang lebih lama daripada ${months} bulan.`,
    );
    speech.out(`${verb}: ${outcome.sessions} sesi yang sudah berakhir, ${outcome.throttles} hitungan gagal masuk.`);
    return 0;
  });
}

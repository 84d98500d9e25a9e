import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import { InstanceSettings } from '../access/instance/instance-settings.js';
import { OcdsService } from '../exchange/ocds/ocds.service.js';
import { klpdCode } from '../shared/text.js';

export const EXPORT_USAGE = `Pemakaian: lokapasar-ovop export ocds --year TAHUN [--klpd KODE] [--out BERKAS]

  --year TAHUN       tahun anggaran
  --klpd KODE        KLPD lain daripada milik instansi; "semua" = seluruhnya
  --out BERKAS       tulis ke berkas, bukan ke layar`;

/** `export …`: answers the exit code; 2 for a command that cannot be understood. */
export async function exportCommand(
  args: string[],
  run: <T>(work: (app: INestApplicationContext) => Promise<T>) => Promise<T>,
): Promise<number> {
  const asked = readArguments(args);
  if (typeof asked === 'string') {
    process.stderr.write(`${asked}\n\n${EXPORT_USAGE}\n`);
    return 2;
  }
  await run(async (app) => {
    const instance = await app.get(InstanceSettings).get();
    const klpd = asked.klpd === undefined ? instance.klpdCode : asked.klpd;
    const pieces = Readable.from(app.get(OcdsService).stream({ klpd, year: asked.year }, new Date()));
    if (asked.out === null) {
      for await (const piece of pieces) if (!process.stdout.write(piece as string)) await drained();
      return;
    }
    // A file that stops half-way is never taken for a whole one.
    const half = `${asked.out}.sebagian`;
    try {
      await pipeline(pieces, createWriteStream(half));
      await rename(half, asked.out);
    } finally {
      await rm(half, { force: true });
    }
  });
  return 0;
}

function drained(): Promise<void> {
  return new Promise((go) => process.stdout.once('drain', go));
}

function readArguments(args: string[]): { year: number; klpd: string | null | undefined; out: string | null } | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { year: { type: 'string' }, klpd: { type: 'string' }, out: { type: 'string' } },
    });
    if (positionals[0] !== 'ocds' || positionals.length > 1) return 'Sebutkan apa yang diekspor: ocds.';
    if (!values.year || !/^20\d{2}$/.test(values.year))
      return 'Sebutkan tahun anggaran dengan --year, misalnya --year 2025.';
    return {
      year: Number(values.year),
      klpd: values.klpd === undefined ? undefined : values.klpd === 'semua' ? null : klpdCode(values.klpd),
      out: values.out ?? null,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { ImportService } from '../dist/ingestion/import.service.js';
import { openServices } from './support/services.mjs';
import { writeV5File } from './support/v5-file.mjs';

export const name = 'import-v5';
/** As a part of the speed of `psql \copy`: what reads, checks, masks, stages, judges and rolls up against what only loads. */
export const goal = 0.3;
export const floor = 0.2;

const LINES = 200_000;
const ROUNDS = 3;
const EMPTY = `truncate purchase, purchase_line, purchase_confirmation, purchase_excluded, supplier_seen, supplier_told, satker_alias,
  satker_assignment, supplier_state, ovop_mark, spending_cell, spending_package, seller_day, sold_product, import_issue, import_dependency,
  import_batch, archive_chunk, archive_file restart identity cascade`;

/**
 * One v5 file of 200,000 lines through the whole import (hash, encrypted archive, parse, validate, stage, apply, roll-up)
 * against `\copy` of the very rows that the import wrote into the same two tables with the same indexes.
 */
export async function run(tools) {
  const file = join(tools.folder, 'v5.json');
  const made = await writeV5File(file, LINES);
  tools.log(`${LINES} lines, ${made.packages} packages, ${Math.round(statSync(file).size / 1e6)} MB of JSON`);
  const { app, source } = await openServices(tools.databaseUrl);
  const imports = app.get(ImportService);
  try {
    const importOnce = async () => {
      await source.query(EMPTY);
      await tools.psql(['-c', 'vacuum analyze purchase', '-c', 'vacuum analyze purchase_line', '-c', 'checkpoint']);
      const started = performance.now();
      const id = await imports.receive(file, { fileName: 'v5.json', by: 'bench', origin: 'cli' });
      const batch = await imports.finish(id);
      const took = performance.now() - started;
      const total = BigInt(batch.total.replace('.', ''));
      if (batch.state !== 'applied' || batch.counts.accepted !== LINES || total !== made.totalSen)
        throw new Error(`the import went wrong: ${JSON.stringify(batch.counts)} ${batch.total} ${batch.message}`);
      return took;
    };
    const heads = join(tools.folder, 'heads.csv');
    const lines = join(tools.folder, 'lines.csv');
    let exported = false;
    const copyOnce = async () => {
      if (!exported) {
        await tools.psql(['-c', `\\copy purchase to '${heads}' csv`, '-c', `\\copy purchase_line to '${lines}' csv`]);
        exported = true;
      }
      await source.query(EMPTY);
      await tools.psql(['-c', 'vacuum analyze purchase', '-c', 'vacuum analyze purchase_line', '-c', 'checkpoint']);
      const started = performance.now();
      await tools.psql(['-c', `\\copy purchase from '${heads}' csv`, '-c', `\\copy purchase_line from '${lines}' csv`]);
      return performance.now() - started;
    };
    const { a, b } = await tools.alternate(ROUNDS, importOnce, copyOnce);
    return {
      ratio: b / a,
      detail: `import ${seconds(a)} (${Math.round(LINES / (a / 1000))} lines/s), \\copy ${seconds(b)}, ${LINES} lines, median of ${ROUNDS}`,
    };
  } finally {
    await app.close();
  }
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}

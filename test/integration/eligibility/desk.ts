import type { DataSource } from 'typeorm';
import { SentraService } from '../../../src/catalogue/sentra/sentra.service.js';
import { DecisionsService } from '../../../src/eligibility/decisions/decisions.service.js';
import { Reassessment } from '../../../src/eligibility/decisions/reassessment.js';
import { FactsService } from '../../../src/eligibility/facts/facts.service.js';
import { StatementsService } from '../../../src/eligibility/facts/statements.service.js';
import type { Book } from '../../../src/regulation/book.js';
import { lawBook } from '../../../src/regulation/book-files.js';
import { readEnv } from '../../../src/shared/env.js';
import { Locks } from '../../../src/shared/locks.js';
import { WilayahService } from '../../../src/wilayah/wilayah.service.js';

export const env = readEnv({ DATA_DIR: '/tmp', WILAYAH_PROVINCES: '53' });

/** The services of decisions over a database, with the law of the files or another book. */
export function openDesk(source: DataSource, book: Book = lawBook()) {
  const sentra = new SentraService(source, new WilayahService(source));
  const facts = new FactsService(sentra, env);
  const decisions = new DecisionsService(source, facts, { book }, env);
  return {
    facts,
    decisions,
    statements: new StatementsService(source),
    reassessment: new Reassessment(source, new Locks(source), decisions, env),
  };
}

/** A village enterprise with everything that v6 asks of an enterprise alone; gives its id. */
export async function aCompleteEnterprise(source: DataSource, name = 'CV Tenun Flobamora'): Promise<string> {
  const [made] = (await source.query(
    `insert into enterprise (name, name_key, legal_form, nib, nib_verified_on, nib_verified_with, npwp, npwp_verified_on,
       npwp_stem, established_on, source)
     values ($1, lower($1), 'cv', '9120000000001', '2026-01-05', 'OSS', '013121660091000', '2026-01-05', '013121660',
       '2015-05-04', 'Pendataan 2026') returning id::text`,
    [name],
  )) as [{ id: string }];
  const { id } = made;
  await source.query(`insert into enterprise_kbli (enterprise_id, edition, code) values ($1, '2020', '13122')`, [id]);
  await source.query(
    `insert into enterprise_figure values ($1, 'penjualan', 2025, 900000000.00, 'SPT 2025'), ($1, 'modal', 2025, 1, 'SPT 2025')`,
    [id],
  );
  const documents = [
    ['NIB', null],
    ['Bukti KSWP', '2026-12-31'],
    ['Surat PKP atau non-PKP', null],
    ['Surat keterangan kerja', '2026-08-31'],
    ['NPWP perusahaan', null],
    ['Akta pendirian', null],
  ];
  for (const [kind, expires] of documents)
    await source.query(
      `insert into enterprise_document (enterprise_id, kind, number, issuer, issued_on, expires_on, verified_on, verified_by)
       values ($1, $2, '3171234567890001', 'Instansi Contoh', '2026-01-02', $3, '2026-01-10', 'petugas')`,
      [id, kind, expires],
    );
  return id;
}

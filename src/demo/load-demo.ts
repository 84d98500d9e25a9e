import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { InstanceSettings } from '../access/instance/instance-settings.js';
import { UsersService } from '../access/users.service.js';
import { OVOP_COLUMNS } from '../catalogue/ovop-form.js';
import type { CircularInput, ObligationInput } from '../compliance/circular.js';
import { CircularService } from '../compliance/circular.service.js';
import { ImportService } from '../ingestion/import.service.js';
import { OvopListService } from '../purchasing/ovop/ovop-list.service.js';
import { STATE_COLUMNS } from '../participation/catalogue/catalogue-state.js';
import { CatalogueStates } from '../participation/catalogue/catalogue-states.service.js';
import { SpendingQueries } from '../purchasing/spending.queries.js';
import { SUPPLIER_COLUMNS } from '../purchasing/suppliers/supplier-form.js';
import { SuppliersService } from '../purchasing/suppliers/suppliers.service.js';
import { writeCsv } from '../shared/spreadsheet.js';
import {
  DEMO_KLPD,
  DEMO_TODAY,
  type DemoOptions,
  demoCirculars,
  demoFiles,
  demoMerchantUmk,
  demoOwnList,
} from './generator.js';
import { loadCatalogue } from './catalogue/load-catalogue.js';
import { EVERYTHING } from '../access/scope.js';

/** Who can look at the demo. It holds no real data and listens on this machine only. */
export const DEMO_USER = { username: 'demo', password: 'lokapasar-contoh' };

const BY = 'demo';
/** The province's code at Kemendagri. */
const DEMO_REGION = '53';

/**
 * Loads the fictitious province through the very services a person uses: the files through the import, the OVOP list
 * and the bureau's decisions on suppliers as the sheets that staff upload, the circulars as the form would.
 * `say` hears of each step. Does nothing where a demo is already there.
 */
export async function loadDemo(
  app: INestApplicationContext,
  say: (text: string) => void,
  options: DemoOptions = {},
): Promise<void> {
  const settings = app.get(InstanceSettings);
  const { demo } = await settings.get();
  // The circulars come last: without them an earlier start was cut short, and every step may be done again.
  if (demo && (await app.get(CircularService).list(DEMO_KLPD.code, DEMO_TODAY, EVERYTHING)).length > 0) {
    say('Data contoh sudah ada.');
    return;
  }
  if (!demo && (await app.get(SpendingQueries).choices(EVERYTHING)).years.length > 0)
    throw new Error(
      'Basis data ini sudah berisi data lain: data contoh tidak dicampur dengannya. Pilih DATA_DIR lain.',
    );

  await settings.save({
    klpdCode: DEMO_KLPD.code,
    klpdName: DEMO_KLPD.name,
    province: 'Nusa Tenggara Timur',
    timeZone: 'Asia/Makassar',
    fiscalYear: Number(DEMO_TODAY.slice(0, 4)),
    letterhead: ['PEMERINTAH PROVINSI NUSA TENGGARA TIMUR', 'DATA CONTOH, BUKAN DATA NYATA'],
    demo: true,
  });
  const users = app.get(UsersService);
  if (!(await users.list()).some((user) => user.username === DEMO_USER.username))
    await users.addWithPassword(
      { username: DEMO_USER.username, displayName: 'Pengguna contoh', role: 'admin' },
      DEMO_USER.password,
    );

  // The lists first: purchases are marked as they come in.
  await app.get(OvopListService).import(
    csv(
      OVOP_COLUMNS.map((column) => column.heading),
      demoOwnList().map((row) => [
        row.kind,
        row.scheme ?? '',
        row.value,
        row.label,
        row.village ?? '',
        row.validFrom,
        row.validTo ?? '',
        row.note ?? '',
      ]),
    ),
    BY,
  );
  const UMK_WORDS = { yes: 'ya', no: 'tidak' } as const;
  await app.get(SuppliersService).import(
    csv(
      SUPPLIER_COLUMNS.map((column) => column.heading),
      demoMerchantUmk().map((one) => [one.scheme, one.key, one.name, UMK_WORDS[one.umk], one.validFrom, '', one.note]),
    ),
    BY,
  );
  say('Daftar OVOP dan keputusan kelas usaha dimuat.');
  await loadCatalogue(app, say, BY);

  await importFiles(app, say, options);
  await app.get(CatalogueStates).import(
    csv(
      STATE_COLUMNS.map((column) => column.heading),
      DEMO_CATALOGUE_STATES.map((row) => [...row]),
    ),
    BY,
  );
  await writeCirculars(app);
  say('Surat edaran contoh dimuat.');
}

/** How many stood in the local catalogue, as if the bureau had counted: made up, like all of it. */
const DEMO_CATALOGUE_STATES = [
  ['2024-08-31', 'lokal', 'Hitungan contoh, bukan data nyata', '410', '262', '41', '67', '31', '6120', ''],
  ['2025-08-31', 'lokal', 'Hitungan contoh, bukan data nyata', '468', '309', '44', '71', '33', '8240', ''],
  ['2026-08-31', 'lokal', 'Hitungan contoh, bukan data nyata', '530', '352', '47', '75', '35', '10310', ''],
] as const;

async function importFiles(
  app: INestApplicationContext,
  say: (text: string) => void,
  options: DemoOptions,
): Promise<void> {
  const imports = app.get(ImportService);
  const folder = mkdtempSync(join(tmpdir(), 'lokapasar-demo-'));
  try {
    for await (const file of demoFiles(options)) {
      const path = join(folder, 'berkas');
      writeFileSync(path, file.content);
      const id = await imports.receive(path, { fileName: file.name, by: BY, origin: 'demo' }, { year: file.asYear });
      const batch = await imports.finish(id);
      if (batch.state !== 'applied') throw new Error(`${file.name}: ${batch.state} ${batch.message ?? ''}`.trim());
      say(`${file.name.padEnd(52)} ${String(batch.counts.read).padStart(6)} baris, ${batch.counts.accepted} diterima`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeCirculars(app: INestApplicationContext): Promise<void> {
  const report = await app
    .get(SpendingQueries)
    .report('perangkat-daerah', { klpd: DEMO_KLPD.code, year: null }, EVERYTHING);
  const idOf = new Map(report.rows.map((row) => [row.label.toLowerCase(), row.key]));
  const circulars = app.get(CircularService);
  const tourism = (await circulars.perangkatDaerah(DEMO_KLPD.code)).find(({ name }) => name.includes('Pariwisata'));
  for (const circular of demoCirculars()) {
    const input: CircularInput = {
      klpd: DEMO_KLPD.code,
      type: 'surat_edaran',
      number: circular.number,
      subject: circular.subject,
      issuerPosition: 'sekretaris_daerah',
      issuedOn: circular.issuedOn,
      effectiveFrom: circular.effectiveFrom,
      effectiveTo: circular.effectiveTo,
      state: 'terbit',
      note: 'Edaran contoh, bukan naskah yang sebenarnya.',
      documentSha256: null,
      addressees: { all: true, perangkatDaerahIds: [], excludedIds: [] },
      obligations: [
        ...circular.obligations.map((one): ObligationInput => ({
          code: one.code,
          title: one.title,
          kind: one.kind === 'share-of-value' ? 'porsi_nilai' : 'nilai_minimum',
          numerator: one.numerator,
          denominator: one.denominator,
          threshold: one.threshold,
          accountPrefixes: one.accountPrefixes,
          sources: one.sources,
        })),
        // The places were looked at in the year of the circular that is in force; an older one says nothing of them.
        ...(tourism && circular.effectiveTo === null ? [etalaseObligation(tourism.id)] : []),
      ],
      exemptions: circular.exempted.flatMap(({ perangkatDaerahName, reason }) => {
        const id = idOf.get(perangkatDaerahName.toLowerCase());
        return id === undefined
          ? []
          : [
              {
                perangkatDaerahId: id,
                obligationCode: null,
                validFrom: circular.effectiveFrom,
                validTo: circular.effectiveTo,
                reason,
                decidedBy: BY,
              },
            ];
      }),
    };
    await circulars.create(input, BY, DEMO_TODAY);
  }
}

/** K4: every tourism place of the province has an etalase, and the one office answers for them all. */
function etalaseObligation(perangkatDaerahId: string): ObligationInput {
  return {
    code: 'K4',
    title: 'Etalase produk OVOP di setiap lokasi wisata',
    kind: 'etalase_tersedia',
    numerator: 'etalase',
    denominator: 'tourism-places',
    threshold: '100',
    accountPrefixes: [],
    sources: [],
    responsible: [{ perangkatDaerahId, wilayah: DEMO_REGION }],
  };
}

function csv(headings: string[], rows: string[][]): Buffer {
  return Buffer.from(writeCsv(headings, rows));
}

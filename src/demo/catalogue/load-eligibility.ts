import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Reassessment } from '../../eligibility/decisions/reassessment.js';
import { StatementsService } from '../../eligibility/facts/statements.service.js';
import type { StatedEnterpriseDto, StatedProductDto } from '../../eligibility/facts.dto.js';
import { EnterpriseDesk } from '../../enterprise/enterprise-desk.js';
import { DOCUMENT_COLUMNS, type DocumentColumn } from '../../enterprise/import/enterprise-form.js';
import { addDays, today } from '../../shared/dates.js';
import { Chance } from '../random.js';
import { sheetOf } from '../sheet.js';
import type { DemoProduct, DemoSeller } from './invent.js';

const TIME_ZONE = 'Asia/Makassar';
/** Statements are a row each: enough makers for every outcome, few enough that a start stays quick. */
const MOST_STATED = 160;
/** Classes are verified one by one. */
const MOST_VERIFIED = 60;
const SOURCE = 'Contoh: kunjungan petugas';
const STATED_ON = '2026-10-05';
/** The day before the halal duty of food reached the small: a second look shows what changed, and why. */
const BEFORE_HALAL = '2026-10-17';

type Standing = 'complete' | 'expired' | 'refused' | 'halfway';

/** Food is packed and dry unless its group says otherwise; what the catalogue cannot tell, a person states. */
const FOOD: Readonly<Record<string, StatedProductDto>> = {
  'makanan-minuman': { group: 'pangan-kering-terkemas', kind: 'makanan-lain', traits: [], sniProduct: 'none' },
  kopi: { group: 'pangan-kering-terkemas', kind: 'kopi', traits: [], sniProduct: 'none' },
  'hasil-bumi': { group: 'pangan-segar', traits: [], sniProduct: 'none' },
  tenun: { kind: 'tenun-ikat' },
};

/**
 * What the rules of eligibility ask for beside the catalogue: documents, statements, verified classes. Some makers have all
 * of it, some have papers that ran out, some may not sell, and of many not everything is known, as in any office's drawer.
 */
export async function loadEligibilityFacts(
  app: INestApplicationContext,
  seed: number,
  catalogue: { sellers: readonly DemoSeller[]; products: readonly DemoProduct[] },
  ids: { enterprises: ReadonlyMap<string, string>; products: ReadonlyMap<string, string> },
  by: string,
): Promise<void> {
  const makers = new Set(catalogue.products.flatMap(({ makers: refs }) => refs));
  const told = catalogue.sellers.filter(({ ref }) => makers.has(ref)).slice(0, MOST_STATED);
  const standing = new Map(told.map((one) => [one.ref, standingOf(new Chance(seed, `kelayakan-${one.ref}`))] as const));
  await loadDocuments(app, told, standing, by);
  await verifyClasses(app, told.slice(0, MOST_VERIFIED), ids.enterprises, by);
  const statements = app.get(StatementsService);
  await app.get(DataSource).transaction(async (tx) => {
    for (const one of told)
      await statements.ofEnterprise(
        tx,
        ids.enterprises.get(one.ref) ?? '',
        {
          enterprise: stated(one, standing.get(one.ref) ?? 'halfway'),
          source: SOURCE,
          statedOn: STATED_ON,
          verified: true,
        },
        by,
      );
    for (const product of catalogue.products) {
      if (!product.makers.some((ref) => standing.has(ref))) continue;
      const known = FOOD[product.group];
      const given: StatedProductDto = { ...known, category: `Contoh: ${product.kind}` };
      const id = ids.products.get(product.ref) ?? '';
      await statements.ofProduct(tx, id, { product: given, source: SOURCE, statedOn: STATED_ON }, by);
    }
  });
}

/** The nightly look, once for a day before a law changed and once for today. Gives how many decisions there are. */
export async function decideAll(app: INestApplicationContext): Promise<number> {
  const reassessment = app.get(Reassessment);
  await reassessment.run(BEFORE_HALAL);
  const now = await reassessment.run(today(TIME_ZONE));
  return now?.judged ?? 0;
}

function standingOf(chance: Chance): Standing {
  return chance.weighted([
    ['complete', 9],
    ['expired', 3],
    ['refused', 2],
    ['halfway', 4],
  ] as const);
}

function stated(one: DemoSeller, standing: Standing): StatedEnterpriseDto {
  const asked: StatedEnterpriseDto = {
    nibStatus: standing === 'refused' ? 'not-active' : 'active',
    nibTaken: false,
    adminIsNibHolder: true,
    hasNpwp: true,
    nitku: 'none',
    blacklist: [],
    blacklistCheckedOn: STATED_ON,
    parentClass: 'none',
    role: 'produsen',
    riskLevel: 'rendah',
    digitalIdentity: true,
    documents: [
      { kind: 'nib', held: true, expiresOn: null },
      { kind: 'surat-pkp-atau-non-pkp', held: true, expiresOn: null },
      ...(one.legalForm === 'perorangan'
        ? [{ kind: 'surat-pernyataan-pemilik', held: true, expiresOn: null }]
        : [
            { kind: 'npwp-perusahaan', held: true, expiresOn: null },
            { kind: 'akta-pendirian', held: true, expiresOn: null },
          ]),
    ],
  };
  if (standing === 'halfway') return asked;
  return { ...asked, integrityPact: true, taxStatus: 'valid', taxStatusUntil: '2027-04-30' };
}

/** The two papers that end, as the list that the dinas uploads. */
async function loadDocuments(
  app: INestApplicationContext,
  sellers: readonly DemoSeller[],
  standing: ReadonlyMap<string, Standing>,
  by: string,
): Promise<void> {
  const rows = sellers.flatMap(({ ref, name, nib }) => {
    const last = standing.get(ref) === 'expired' ? '2026-09-30' : '2027-03-31';
    const of = { nib, name, issuer: 'Instansi contoh', issuedOn: '2026-01-15', note: 'Data contoh' };
    return [
      { ...of, kind: 'Surat keterangan kerja', number: `CONTOH SKK ${nib.slice(-6)}`, expiresOn: last },
      { ...of, kind: 'Bukti KSWP', number: `CONTOH KSWP ${nib.slice(-6)}`, expiresOn: addDays(last, 30) },
    ];
  });
  const done = await app.get(EnterpriseDesk).importDocuments(sheetOf<DocumentColumn>(DOCUMENT_COLUMNS, rows), by);
  if (!done.applied) throw new Error(`Dokumen contoh ditolak: ${JSON.stringify(done.problems.slice(0, 3))}`);
}

/** What the law makes of their figures, where every feed says the same, so that no purchase changes its size. */
async function verifyClasses(
  app: INestApplicationContext,
  sellers: readonly DemoSeller[],
  ids: ReadonlyMap<string, string>,
  by: string,
): Promise<void> {
  const desk = app.get(EnterpriseDesk);
  const versions = (await app
    .get(DataSource)
    .query('select id::text, version from enterprise where id = any($1::bigint[])', [
      sellers.map(({ ref }) => ids.get(ref) ?? '0'),
    ])) as { id: string; version: number }[];
  const versionOf = new Map(versions.map(({ id, version }) => [id, version]));
  for (const { ref, class: known } of sellers) {
    const id = ids.get(ref) ?? '';
    const version = versionOf.get(id);
    if (version === undefined || (known !== 'mikro' && known !== 'kecil')) continue;
    await desk.verifyClass(
      id,
      version,
      { validFrom: '2026-01-01' },
      { by, day: today(TIME_ZONE), timeZone: TIME_ZONE },
    );
  }
}

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ErrorObject } from 'ajv';
import { InstanceSettings } from '../../../src/access/instance/instance-settings.js';
import { OcdsService } from '../../../src/exchange/ocds/ocds.service.js';
import { OrdersQueries } from '../../../src/exchange/ocds/orders.queries.js';
import { RegulationService } from '../../../src/regulation/regulation.service.js';
import { Signals } from '../../../src/shared/signals.js';
import { samplesFolder } from '../../support/samples.js';
import { bring } from '../acceptance/support.js';
import { type ImportBench, json, openImportBench, v5Packages, v6Order } from '../ingestion/support.js';

const SCHEMA = fileURLToPath(
  new URL('../../../../shared/reference/ocds/patched/release-package-schema.json', import.meta.url),
);
const NOW = new Date('2026-11-01T00:00:00Z');

interface Reference {
  id: string;
}
interface Release {
  ocid: string;
  id: string;
  date: string;
  tag: string[];
  buyer: Reference;
  tender: { legalBasis?: { id: string } };
  parties: { id: string; roles: string[] }[];
  awards?: { id: string; suppliers?: Reference[]; items: Reference[] }[];
  contracts?: { awardID: string; status: string; value?: { amount: number } }[];
}
interface Package {
  releases: Release[];
  links?: { next: string };
}

/** What is wrong with a package by the patched schema of the standard. */
async function schemaErrors(text: string): Promise<ErrorObject[]> {
  const { default: Ajv } = await import('ajv-draft-04');
  const { default: addFormats } = await import('ajv-formats');
  const ajv = new Ajv.default({ allErrors: true, strict: false, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
  validate(JSON.parse(text));
  return validate.errors ?? [];
}

/** What the schema cannot say: references that lead somewhere, ids that are one of a kind, codes that exist. */
function planted({ releases }: Package, prefix: string): string[] {
  const problems: string[] = [];
  const codes = new Set([
    'planning',
    'tender',
    'award',
    'contract',
    'tenderCancellation',
    'awardCancellation',
    'contractTermination',
    'contractUpdate',
  ]);
  const twice = (ids: readonly string[]): boolean => new Set(ids).size !== ids.length;
  if (twice(releases.map(({ id }) => id))) problems.push('a release id twice');
  for (const release of releases) {
    const at = release.ocid;
    const parties = new Map(release.parties.map((party) => [party.id, party.roles]));
    if (!at.startsWith(`${prefix}-`)) problems.push(`${at}: prefix`);
    if (twice(release.parties.map(({ id }) => id))) problems.push(`${at}: a party twice`);
    if (!parties.get(release.buyer.id)?.includes('buyer')) problems.push(`${at}: buyer`);
    if (release.tag.some((tag) => !codes.has(tag))) problems.push(`${at}: tag ${release.tag.join()}`);
    for (const award of release.awards ?? []) {
      if (twice(award.items.map(({ id }) => id))) problems.push(`${at}: an item twice`);
      if (award.suppliers?.some(({ id }) => !parties.get(id)?.includes('supplier'))) problems.push(`${at}: supplier`);
    }
    const awards = new Set(release.awards?.map(({ id }) => id));
    if (release.contracts?.some(({ awardID }) => !awards.has(awardID))) problems.push(`${at}: awardID`);
  }
  return problems;
}

function ocdsOver({ db, env }: ImportBench): OcdsService {
  return new OcdsService(
    new OrdersQueries(db.source),
    new InstanceSettings(db.source, new Signals(db.source), env),
    env,
    new RegulationService(),
  );
}

describe('open data by OCDS', () => {
  let bench: ImportBench;
  let ocds: OcdsService;
  beforeAll(async () => {
    bench = await openImportBench();
    ocds = ocdsOver(bench);
    await bench.import(json(v5Packages(1, 12)));
    await bench.import(json([v6Order({ kd_paket: 'satu' }), v6Order({ kd_paket: 'dua', status_pkt: 'CANCELLED' })]));
  });
  afterAll(() => bench.close());

  const whole = async (year: number): Promise<string> => {
    let text = '';
    for await (const piece of ocds.stream({ klpd: null, year }, NOW)) text += piece;
    return text;
  };
  const yearOf = async (source: string): Promise<number> => {
    const [row] = (await bench.db.source.query('select year from purchase where source = $1 limit 1', [source])) as {
      year: number;
    }[];
    return row?.year ?? 0;
  };

  it('tells every order of a year once, with references that lead somewhere', async () => {
    for (const source of ['v5', 'v6']) {
      const told = JSON.parse(await whole(await yearOf(source))) as Package;
      expect(planted(told, 'ocds-000000')).toEqual([]);
    }
    const v5 = JSON.parse(await whole(await yearOf('v5'))) as Package;
    expect(v5.releases.filter(({ ocid }) => ocid.startsWith('ocds-000000-v5-'))).toHaveLength(12);
  });

  it('names the law in force on the day of each order', async () => {
    const days = new Map([
      ['2021-02-01', 'perpres-16-2018'],
      ['2021-02-02', 'perpres-12-2021'],
      ['2025-04-29', 'perpres-12-2021'],
      ['2025-04-30', 'perpres-46-2025'],
    ]);
    const { lawOn } = await ocds.publication();
    expect([...days.keys()].map((day) => lawOn(day)?.code)).toEqual([...days.values()]);
    expect(lawOn('2018-12-31')).toBeNull();
    const { releases } = JSON.parse(await whole(await yearOf('v5'))) as Package;
    expect(releases.every(({ tender }) => tender.legalBasis?.id.startsWith('perpres-'))).toBe(true);
  });

  it('says of a cancelled order that it never became a contract', async () => {
    const { releases } = JSON.parse(await whole(await yearOf('v6'))) as Package;
    expect(releases.find(({ ocid }) => ocid.endsWith('-dua'))?.tag).toEqual(['tender', 'tenderCancellation']);
    expect(releases.find(({ ocid }) => ocid.endsWith('-satu'))).toHaveProperty('contracts');
  });

  it('gives the same releases page by page as in one piece', async () => {
    const year = await yearOf('v5');
    const all = (JSON.parse(await whole(year)) as Package).releases;
    const found: Release[] = [];
    let after: string | null = '0';
    while (after !== null) {
      const { json: text, next } = await ocds.page({ klpd: null, year }, after, 5, `/releases?year=${year}`, NOW);
      const page = JSON.parse(text) as Package;
      expect(page.links?.next.endsWith(`after=${next}`)).toBe(next === null ? undefined : true);
      found.push(...page.releases);
      after = next;
    }
    expect(found).toEqual(all);
  });

  it('tells a change of state as a release of its own, and a record of both', async () => {
    const order = { kd_paket: 'berubah' };
    await bench.import(json([v6Order({ ...order, status_pkt: 'ON_PROCESS' })]), { snapshotOn: '2025-06-01' });
    await bench.import(json([v6Order({ ...order, status_pkt: 'COMPLETED' })]), { snapshotOn: '2025-07-01' });
    const { records } = JSON.parse(await ocds.record('ocds-000000-v6-berubah', null, NOW)) as {
      records: { releases: Release[]; compiledRelease: Release }[];
    };
    expect(records[0]?.releases.map(({ tag, contracts }) => [tag.at(-1), contracts?.[0]?.status])).toEqual([
      ['contract', 'active'],
      ['contractTermination', 'terminated'],
    ]);
    expect(records[0]?.compiledRelease).toMatchObject({ tag: ['compiled'], contracts: [{ status: 'terminated' }] });
    await expect(ocds.record('ocds-000000-v6-tidak-ada', null, NOW)).rejects.toMatchObject({ code: 'ocds.not-found' });
    await expect(ocds.record('%E0%A4%A', null, NOW)).rejects.toMatchObject({ code: 'ocds.not-found' });
  });

  if (existsSync(SCHEMA)) {
    it('is valid by the schema of the standard with its extensions', async () => {
      for (const source of ['v5', 'v6']) expect(await schemaErrors(await whole(await yearOf(source)))).toEqual([]);
      const { json: page } = await ocds.page({ klpd: null, year: await yearOf('v5') }, '0', 5, '/releases?a=b', NOW);
      expect(await schemaErrors(page)).toEqual([]);
    });
  } else it.todo('needs ../shared/reference/ocds, which is not here: validation against the schema');

  const samples = samplesFolder();
  if (samples !== null && existsSync(SCHEMA)) {
    it('is valid for the real upstream files too, and its contracts sum up to what counts', async () => {
      const real = await openImportBench();
      try {
        await bring(real, `${samples}v6-isb-PaketEPurchasingV6-D107-2025.json`);
        await bring(real, `${samples}v5-isb-PaketEPurchasing-D107-2025.json`);
        const service = ocdsOver(real);
        let text = '';
        for await (const piece of service.stream({ klpd: null, year: 2025 }, NOW)) text += piece;
        expect(await schemaErrors(text)).toEqual([]);
        const told = JSON.parse(text) as Package;
        expect(planted(told, 'ocds-000000')).toEqual([]);
        expect(told.releases).toHaveLength(608);
        const sen = told.releases
          .flatMap(({ contracts }) => contracts ?? [])
          .filter(({ status }) => status === 'active' || status === 'terminated')
          .reduce((sum, { value }) => sum + BigInt(Math.round((value?.amount ?? 0) * 100)), 0n);
        const [counted] = (await real.db.source.query(
          `select (sum(value) * 100)::bigint::text as sen from spending_line where standing in ('committed', 'completed')`,
        )) as { sen: string }[];
        expect(String(sen)).toBe(counted?.sen);
      } finally {
        await real.close();
      }
    });
  } else it.todo('needs ../shared/samples and ../shared/reference/ocds, which are not here');
});

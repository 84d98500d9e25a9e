import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse as parseCsv } from 'csv-parse/sync';
import fc from 'fast-check';
import { readXlsx } from 'hucre';
import { type DemoFile, demoFiles } from '../../../src/demo/generator.js';
import { inaprocJson, isbCsv, isbJson, semicolonCsv, xlsx } from '../../../src/demo/serialise.js';
import type { ImportBatch, ImportRequest } from '../../../src/ingestion/import-batch.js';
import { type ImportBench, json, openImportBench, v5Line, v5Packages, v6Order } from '../ingestion/support.js';
import { addsUp, type Cell, decide, type Row, type Sheet, sheets, staleSums, valueByKlpd } from './support.js';

/** Printed with the test, so that a failure can be had again. */
const SEED = 20_260_817;

/** Rows that tell one purchase stay together when a file is cut in two: which column tells them apart. */
interface Table {
  name: string;
  key: string;
  rows: Row[];
}

const FORMS = {
  'JSON of ISB': ['json', (rows) => isbJson(rows)],
  'JSON of INAPROC': ['json', (rows) => inaprocJson(rows, { bom: true })],
  'CSV of ISB': ['csv', (rows) => isbCsv(rows)],
  'CSV of a spreadsheet': ['csv', (rows) => semicolonCsv(rows)],
  XLSX: ['xlsx', (rows) => xlsx('Data 2025', rows, [['endpoint', 'year']])],
} satisfies Record<string, [extension: string, write: (rows: Row[]) => Buffer | Promise<Buffer>]>;
type Form = keyof typeof FORMS;

const REFERENCES = ['master-satker', 'instansi-satker', 'komoditas', 'penyedia-v5', 'penyedia-v6'];

/** Which of the made-up files are turned about, and what keeps their rows together. */
const TURNED: Record<string, string> = {
  'katalog v5 gabungan 2025.xlsx': 'kd_paket',
  'Ecat-PaketEPurchasingV6-D999-2025.json': 'kd_paket',
  'inaproc-paket-e-purchasing-2025.json': 'order_id',
  'Bela-TokoDaringRealisasi-D999-2026.csv': 'order_id',
  'realisasi-2026.json': 'Kode Paket',
};

/** Product lines without a count or a key of their own: nobody can tell a row told twice from two of the same. */
const PLAIN_ROWS = ['Bela-TokoDaringRealisasi-D999-2026.csv'];

describe('whatever the order, the form and the cut of the files', () => {
  let bench: ImportBench;
  let tables: Table[];
  let whole: Record<string, Sheet>;

  const give = async (content: Buffer | string, name: string, request: ImportRequest = {}): Promise<ImportBatch> => {
    const batch = await bench.import(content, { name, confirm: true, ...request });
    expect([name, batch.state, batch.message]).toEqual([name, 'applied', null]);
    expect(addsUp(batch)).toBe(true);
    return batch;
  };
  const giveTable = async ({ name, rows }: Table, form: Form = 'JSON of ISB'): Promise<ImportBatch> => {
    const [extension, write] = FORMS[form];
    return give(await write(rows), `${name}.${extension}`);
  };
  const now = (): Promise<Record<string, Sheet>> => sheets(bench.db.source);
  const named = (part: string): Table => {
    const found = tables.find(({ name }) => name.includes(part));
    if (!found) throw new Error(`No table ${part}`);
    return found;
  };
  /** Does the imports, looks at the figures, and takes all back, the last one first, looking at each step. */
  const tryOut = async (steps: (() => Promise<ImportBatch>)[]): Promise<Record<string, Sheet>> => {
    const state = async () => ({ figures: await now(), klpds: await valueByKlpd(bench.db.source) });
    const seen: { id: string; before: Awaited<ReturnType<typeof state>> }[] = [];
    for (const step of steps) {
      const before = await state();
      seen.push({ id: (await step()).id, before });
    }
    const { figures } = await state();
    expect(await staleSums(bench.db.source)).toEqual([]);
    for (const { id, before } of seen.toReversed()) {
      await bench.imports.undo(id, 'penguji');
      expect(await state()).toEqual(before);
    }
    return figures;
  };

  beforeAll(async () => {
    bench = await openImportBench();
    await decide(bench.db.source);
    const found = new Map<string, Table>();
    for await (const file of demoFiles({ scale: 0.1, years: [2025, 2026] })) {
      const key = TURNED[file.name];
      if (key !== undefined) found.set(file.name, { name: file.name, key, rows: await rowsOf(file) });
      else if (REFERENCES.includes(file.feed)) await give(file.content, file.name, { year: file.asYear });
    }
    tables = Object.keys(TURNED).map((name) => {
      const table = found.get(name);
      if (!table) throw new Error(`The generator made no file ${name}`);
      return table;
    });
    whole = await tryOut(tables.map((table) => () => giveTable(table)));
  }, 300_000);
  afterAll(() => bench.close());

  it('starts from figures in which there is something of everything', () => {
    const figures = whole.source;
    if (!figures) throw new Error('There is no report by source');
    const { committed, completed, never } = figures.total;
    const { yes, no } = committed.ovop;
    expect([...Object.values(committed.umk), yes, no, committed.both, completed.value, never.value]).not.toContain(
      '0.00',
    );
    expect(Object.keys(figures.rows)).toEqual(expect.arrayContaining(['v5', 'v6', 'toko-daring', 'tender']));
    expect(
      Object.values(whole['perangkat-daerah']?.rows ?? {}).filter(({ packages }) => packages > 0).length,
    ).toBeGreaterThan(30);
  });

  it('counts once what two feeds tell: orders of ISB and INAPROC, and Toko Daring in the realisasi export', () => {
    const keysOf = (part: string, column: string, keep: (row: Row) => boolean = () => true): Set<Cell | undefined> =>
      new Set(
        named(part)
          .rows.filter(keep)
          .map((row) => row[column]),
      );
    const isb = keysOf('V6-D999', 'kd_paket');
    const inaproc = keysOf('inaproc-paket', 'order_id');
    const bela = keysOf('Bela', 'order_id');
    const exported = keysOf('realisasi', 'Kode Paket', (row) => row['Sumber Transaksi'] === 'E-Katalog 6.0');
    expect([...isb].filter((key) => inaproc.has(key)).length).toBeGreaterThan(100);
    expect(keysOf('realisasi', 'Kode Paket', (row) => row['Sumber Transaksi'] === 'Tokodaring').size).toBeGreaterThan(
      5,
    );
    const rows = whole.source?.rows;
    expect(rows?.v6?.packages).toBe(new Set([...isb, ...inaproc, ...exported]).size);
    expect(rows?.['toko-daring']?.packages).toBe(bela.size);
  });

  it(`gives the same figures to the sen, and gives them back when undone (seed ${SEED})`, async () => {
    const turn = fc.record({
      rows: fc.integer(),
      columns: fc.integer(),
      form: fc.constantFrom(...(Object.keys(FORMS) as Form[])),
      cut: fc.option(fc.double({ min: 0.2, max: 0.8, noNaN: true }), { nil: null }),
      twice: fc.boolean(),
    });
    const plan = fc.record({
      order: fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }),
      turns: fc.array(turn, { minLength: 5, maxLength: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ order, turns }) => {
        const steps = order.flatMap((index) => {
          const table = tables[index];
          const how = turns[index];
          if (!table || !how) return [];
          return turned(table, how).map((part) => () => giveTable(part, how.form));
        });
        expect(await tryOut(steps)).toEqual(whole);
      }),
      // Each run imports five to ten files and undoes them: seconds, so there are few, and none is shrunk.
      { seed: SEED, numRuns: 1, endOnFailure: true },
    );
  }, 300_000);

  it('lets the newer of two snapshots stand, whichever comes first', async () => {
    const order = (key: string, total: number, over: Row = {}): Row =>
      v6Order({ kd_paket: key, total_harga: total, ...over });
    const older = json([order('01A', 900_000, { status_pkt: 'ON_PROCESS' }), order('01B', 500_000)]);
    const newer = json([order('01A', 5_000_000), order('01B', 500_000), order('01C', 70_000)]);
    const giveOlder = () => give(older, 'lama.json', { snapshotOn: '2025-07-01' });
    const giveNewer = () => give(newer, 'baru.json', { snapshotOn: '2025-09-01' });
    const expected = await tryOut([giveNewer]);
    expect(expected.source?.total.completed.value).toBe('5570000.00');
    expect(await tryOut([giveOlder, giveNewer])).toEqual(expected);
    expect(await tryOut([giveNewer, giveOlder])).toEqual(expected);
  });

  it('lets the complete package stand, whichever comes first', async () => {
    const complete = v5Packages(1, 3);
    const incomplete = complete.filter(({ kd_paket: key, kd_produk: product }) => key !== 5002 || product !== 81_002);
    const giveComplete = () => give(json(complete), 'utuh.json');
    const giveIncomplete = () => give(json(incomplete), 'kurang.json');
    const expected = await tryOut([giveComplete]);
    expect(expected.source?.total).toMatchObject({ packages: 3, lines: 9, committed: { value: '1800000.03' } });
    expect(await tryOut([giveIncomplete, giveComplete])).toEqual(expected);
    expect(await tryOut([giveComplete, giveIncomplete])).toEqual(expected);
  });

  it('brings the figures of every year up to date with what a file of another year tells', async () => {
    // The name of the KLPD, without which nobody knows whose its local catalogues are.
    const local = v5Line({
      nama_komoditas: 'Kain',
      jenis_katalog: 'Lokal',
      nama_instansi_katalog: 'Pemerintah Provinsi Uji',
    });
    const order = (over: Row): Row => v6Order({ kd_klpd: 'D901', nama_instansi: null, kd_penyedia_v6: '01X', ...over });
    const supplier = {
      kd_penyedia: 991_001,
      nama_penyedia: 'Contoh Mikro',
      kode_penyedia_sikap: 7_001,
      penyedia_ukm: 'Usaha Mikro',
    };
    // A table without a single code, whose rows belong to a name until somebody tells whose it is.
    const zeroth = () => give(json([exportRow('01Z')]), 'realisasi.json');
    const first = () => give(json([local]), 'v5-2025.json');
    const second = () => give(json([order({ kd_paket: '01D', kd_penyedia_sikap: 0 })]), 'v6-2025.json');
    // The SIKaP id of a supplier, by which the flag of the other catalogue reaches the orders of all years.
    const third = () => give(json([supplier]), 'penyedia.json', { as: 'penyedia-v5' });
    const fourth = () =>
      give(
        json([
          order({
            kd_paket: '01E',
            tahun_anggaran: 2026,
            nama_instansi: 'Provinsi Uji',
            kd_penyedia_sikap: 7_001,
            tgl_order: '2026-02-02',
          }),
        ]),
        'v6-2026.json',
      );
    const forth = await tryOut([zeroth, first, second, third, fourth]);
    expect(forth.source?.total.committed.umk).toMatchObject({ yes: '2000000.00', unknown: '400000.00' });
    expect(await tryOut([fourth, third, second, first, zeroth])).toEqual(forth);
  });

  it('knows nothing from a file that was refused', async () => {
    const order = (over: Row): Row => v6Order({ kd_penyedia_v6: '01Y', kd_penyedia_sikap: 0, ...over });
    const supplier = {
      kd_penyedia: 991_002,
      nama_penyedia: 'Contoh Kecil',
      kode_penyedia_sikap: 7_002,
      penyedia_ukm: 'Usaha Kecil',
    };
    const before = await now();
    await tryOut([
      () => give(json([supplier]), 'penyedia.json', { as: 'penyedia-v5' }),
      () => give(json([1, 2, 3].map((n) => order({ kd_paket: `01F${n}` }))), 'tiga.json'),
      async () => {
        const held = json([order({ kd_paket: '01G', kd_penyedia_sikap: 7_002 })]);
        expect(await bench.import(held)).toMatchObject({ state: 'refused', refusalCode: 'fewer-than-half' });
        const batch = await give(json([4, 5].map((n) => order({ kd_paket: `01F${n}` }))), 'dua.json');
        expect((await now()).source?.total.committed.umk.yes).toBe('0.00');
        return batch;
      },
    ]);
    expect(await now()).toEqual(before);
  });
});

/** A row of the public realisasi export. */
function exportRow(key: string): Row {
  return {
    'Nama Instansi': 'PROVINSI UJI',
    'Nama Satuan Kerja': 'DINAS CONTOH - 1.02.0.00.0.00.01.0000',
    'Kode Paket': key,
    'Kode RUP': '60000001',
    'Tahun Anggaran': '2025',
    'Sumber Transaksi': 'E-Katalog 6.0',
    'Sumber Dana': 'APBD',
    'Nama Penyedia': 'CONTOH JAYA',
    'Metode Pengadaan': 'E-Purchasing',
    'Jenis Pengadaan': 'Barang',
    'Nama Paket': 'Belanja Kopi Contoh',
    'Status Paket': 'ON PROCESS',
    'Total Nilai (Rp)': 100_000,
    'Nilai PDN (Rp)': 100_000,
  };
}

async function rowsOf({ name, content }: DemoFile): Promise<Row[]> {
  if (name.endsWith('.xlsx')) {
    const [head = [], ...rows] = (await readXlsx(content)).sheets[0]?.rows ?? [];
    return rows.map((row) =>
      Object.fromEntries(head.map((column, index) => [String(column), (row[index] ?? null) as string | number | null])),
    );
  }
  const text = content.toString('utf8').replace(/^\uFEFF/, '');
  if (name.endsWith('.json')) {
    const body = JSON.parse(text) as Row[] | { data: Row[] };
    return Array.isArray(body) ? body : body.data;
  }
  const rows = parseCsv(text, { columns: true, escape: '\\', relax_quotes: true }) as Record<string, string>[];
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([heading, cell]) => [heading, cell === '' ? null : cell])),
  );
}

/** The table in another order of rows and columns, each row once or twice, in one part or cut between purchases. */
function turned(
  { name, key, rows }: Table,
  how: { rows: number; columns: number; cut: number | null; twice: boolean },
): Table[] {
  const headings = shuffle(Object.keys(rows[0] ?? {}), how.columns);
  const all = shuffle(how.twice ? [...rows, ...rows.filter((row) => mayBeTwice(name, row, rows))] : rows, how.rows).map(
    (row) => Object.fromEntries(headings.map((heading) => [heading, row[heading] ?? null])),
  );
  if (how.cut === null) return [{ name, key, rows: all }];
  const keys = [...new Set(all.map((row) => String(row[key])))];
  const first = new Set(keys.slice(0, Math.ceil(keys.length * how.cut)));
  return [true, false].map((inFirst) => ({
    name,
    key,
    rows: all.filter((row) => first.has(String(row[key])) === inFirst),
  }));
}

/** Whether it can be told at all that the row came twice. */
function mayBeTwice(name: string, row: Row, rows: readonly Row[]): boolean {
  if (PLAIN_ROWS.includes(name)) return false;
  // Twice two lines of a package of four may be all its lines.
  const { kd_paket: key, jml_jenis_produk: lines } = row;
  return !name.startsWith('katalog v5') || rows.filter((other) => other.kd_paket === key).length >= Number(lines);
}

/** The same list in an order that the seed decides. */
function shuffle<T>(list: readonly T[], seed: number): T[] {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
  return list
    .map((item) => ({ item, rank: next() }))
    .toSorted((one, two) => one.rank - two.rank)
    .map(({ item }) => item);
}

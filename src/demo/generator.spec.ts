import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse as parseCsv } from 'csv-parse/sync';
import { readXlsx } from 'hucre';
import { parse as parseYaml } from 'yaml';
import { senFromDecimal, senToDecimal } from '../shared/money.js';
import { describeDemo, type DemoDescription } from './describe.js';
import {
  DEMO_KLPD,
  DEMO_TODAY,
  demoCirculars,
  demoFiles,
  demoMerchantUmk,
  demoOvopList,
  type DemoFile,
} from './generator.js';
import { inventPurchases, UNKNOWN_STATUS } from './purchases.js';
import { CATEGORIES } from './vocabulary.js';
import { buildWorld, DEMO_SEED, DEMO_YEARS } from './world.js';

type Plain = Record<string, string | number | boolean | null>;

/** Reads a file as naively as its form allows, without a line of the import code. */
async function readPlain({ name, content }: DemoFile): Promise<Plain[]> {
  if (name.endsWith('.xlsx')) {
    const [head = [], ...rows] = (await readXlsx(content)).sheets[0]!.rows;
    return rows.map((row) =>
      Object.fromEntries(head.map((column, index) => [String(column), (row[index] ?? null) as string | number | null])),
    );
  }
  const text = content.toString('utf8').replace(/^\uFEFF/, '');
  if (name.endsWith('.json')) {
    const body = JSON.parse(text) as Plain[] | { data: Plain[] };
    return Array.isArray(body) ? body : body.data;
  }
  const semicolon = name.startsWith('RUP-PaketPenyedia');
  return parseCsv(text, {
    columns: true,
    delimiter: semicolon ? ';' : ',',
    escape: semicolon ? '"' : '\\',
    relax_quotes: true,
  }) as Plain[];
}

async function filesAt(scale: number): Promise<DemoFile[]> {
  const files: DemoFile[] = [];
  for await (const file of demoFiles({ scale })) files.push(file);
  return files;
}

const fingerprint = (files: readonly DemoFile[]) =>
  files.map(({ name, content }) => `${name} ${createHash('sha256').update(content).digest('hex')}`);
const groupBy = (rows: readonly Plain[], column: string) => {
  const groups = new Map<string, Plain[]>();
  for (const row of rows) groups.set(String(row[column]), [...(groups.get(String(row[column])) ?? []), row]);
  return [...groups.values()];
};

/** The whole data set, described once for all tests that need it. */
let described: DemoDescription | undefined;
const whole = () => (described ??= describeDemo());

describe('the fictitious data set', () => {
  let files: DemoFile[];
  const rowsOf = async (name: string) => readPlain(files.find((file) => file.name === name)!);

  beforeAll(async () => {
    files = await filesAt(0.1);
  });

  it('is the same to the byte when made twice from one seed, and another from another seed', async () => {
    expect(fingerprint(await filesAt(0.1))).toEqual(fingerprint(files));
    const other = demoFiles({ seed: 54, scale: 0.02, years: [2024] });
    const same = demoFiles({ scale: 0.02, years: [2024] });
    const names: string[] = [];
    for await (const file of other) if (file.feed === 'v5') names.push(...fingerprint([file]));
    for await (const file of same) if (file.feed === 'v5') names.push(...fingerprint([file]));
    expect(names).toHaveLength(2);
    expect(names[0]).not.toBe(names[1]);
  });

  it('tells the same of a year whether or not other years are asked for', async () => {
    const alone: DemoFile[] = [];
    for await (const file of demoFiles({ scale: 0.1, years: [2025] })) if (file.asYear === 2025) alone.push(file);
    expect(fingerprint(alone)).toEqual(fingerprint(files.filter(({ asYear }) => asYear === 2025)));
  });

  it('has 44 perangkat daerah, 300 satker, 600 enterprises and 20,000 purchase lines', () => {
    const world = buildWorld(DEMO_SEED);
    expect(world.agencies).toHaveLength(44);
    expect(world.satkers).toHaveLength(300);
    expect(world.enterprises).toHaveLength(600);
    expect(new Set(world.enterprises.map(({ name }) => name)).size).toBe(600);
    expect(new Set(world.satkers.map(({ code }) => code)).size).toBe(300);
    expect(world.villageEnterprises).toHaveLength(44);
    const lines = whole().totals.filter(({ source }) => ['v5', 'v6', 'toko-daring', 'pencatatan'].includes(source));
    expect(lines.reduce((all, { lines: count }) => all + count, 0)).toBe(20_000);
  });

  it('leaves five satkers without a code of today, and two perangkat daerah without a purchase', () => {
    const world = buildWorld(DEMO_SEED);
    const stray = world.satkers.filter(({ agency }) => agency === null);
    expect(stray).toHaveLength(5);
    expect(stray.filter(({ text }) => text === null)).toHaveLength(3);
    const bought = inventPurchases(DEMO_SEED, world, DEMO_YEARS, 1);
    const buyers = new Set(
      [...bought.v5, ...bought.v6, ...bought.shop, ...bought.recorded].map(({ satker }) => satker?.agency),
    );
    expect(world.agencies.filter((agency) => !buyers.has(agency)).map(({ name }) => name)).toEqual([
      'Badan Pengelola Perbatasan Daerah',
      'Biro Administrasi Pimpinan',
    ]);
  });

  it('is marked as an example, and belongs to no true KLPD', async () => {
    expect(DEMO_KLPD.name).toContain('(CONTOH)');
    for (const row of await rowsOf('Ecat-PaketEPurchasingV6-D999-2025.json'))
      expect(row.nama_instansi).toBe(DEMO_KLPD.name);
    expect(
      demoCirculars().every(({ number, issuer }) => number.startsWith('CONTOH/') && issuer.includes('CONTOH')),
    ).toBe(true);
  });

  it('ends on its last day: nothing was ordered after it', async () => {
    const orders = await rowsOf('inaproc-paket-e-purchasing-2026.json');
    const days = orders.map(({ order_date: date }) => (date === null ? '' : String(date).slice(0, 10)));
    expect(days.every((day) => day <= DEMO_TODAY)).toBe(true);
    expect(days.some((day) => day > '2026-10-01')).toBe(true);
  });

  it('says of each file how many rows it has', async () => {
    for (const file of files) expect([file.name, (await readPlain(file)).length]).toEqual([file.name, file.rows]);
  });

  it('uses accounts of the reference list, or ones that are named here', () => {
    const url = new URL('../../config/reference/kode-rekening.yaml', import.meta.url);
    const { accounts } = parseYaml(readFileSync(url, 'utf8')) as { accounts: { code: string }[] };
    const known = new Set(accounts.map(({ code }) => code));
    expect(CATEGORIES.map(({ account }) => account).filter((account) => !known.has(account))).toEqual([
      '5.1.02.02.04.0036',
      '5.2.02.10.01.0002',
      '5.1.02.01.01.0037',
      '5.1.02.02.01.0063',
    ]);
  });

  describe('holds the traps of the true feeds:', () => {
    it('a package delivered doubled, rightful twins, a package with lines missing, a line whose arithmetic fails', async () => {
      const packages = groupBy(await rowsOf('Ecat-PaketEPurchasing-D999-2024.json'), 'kd_paket');
      const distinct = (rows: Plain[]) => new Set(rows.map((row) => JSON.stringify(row))).size;
      const declared = (rows: Plain[]) => Number(rows[0]!.jml_jenis_produk);
      expect(packages.some((rows) => rows.length === 2 * declared(rows) && distinct(rows) === declared(rows))).toBe(
        true,
      );
      expect(packages.some((rows) => rows.length === declared(rows) && distinct(rows) < rows.length)).toBe(true);
      expect(packages.some((rows) => rows.length < declared(rows))).toBe(true);
      const wrong = packages.flat().filter((row) => {
        const [quantity, price, shipping, total] = ['kuantitas', 'harga_satuan', 'ongkos_kirim', 'total_harga'].map(
          (column) => senFromDecimal(String(row[column])),
        ) as [bigint, bigint, bigint, bigint];
        return quantity * price !== (total - shipping) * 100n;
      });
      expect(wrong).toHaveLength(1);
    });

    it('values with sen, half quantities, fund and budget lists, trailing dots and tabs, names left out', async () => {
      const rows = await rowsOf('Ecat-PaketEPurchasing-D999-2024.json');
      expect(rows.some(({ total_harga: value }) => !Number.isInteger(value))).toBe(true);
      expect(rows.some(({ kuantitas: value }) => !Number.isInteger(value))).toBe(true);
      expect(rows.some(({ nama_sumber_dana: funds }) => String(funds).includes(';'))).toBe(true);
      const codes = rows.map(({ kode_anggaran: code }) => String(code));
      for (const sign of [/;/, /\.$/, /\t$/, / $/, /5\.1\.2\.01/])
        expect(codes.some((code) => sign.test(code))).toBe(true);
      expect(rows.some(({ nama_satker: name }) => name === null)).toBe(true);
      expect(rows.some(({ tanggal_buat_paket: day }) => String(day).startsWith('2023-12'))).toBe(true);
      expect(rows.some(({ kd_rup: code }) => String(code).includes(';'))).toBe(true);
      const joined = await rowsOf('katalog v5 gabungan 2025.xlsx');
      expect(joined.every(({ nama_satker: name }) => name === null)).toBe(true);
      expect(new Set(joined.map(({ jenis_katalog: kind }) => kind))).toEqual(
        new Set(['Lokal', 'Sektoral', 'Nasional']),
      );
      expect(new Set(joined.map(({ nama_instansi_katalog: owner }) => owner)).size).toBeGreaterThan(3);
    });

    it('cancelled orders that carry totals and no date, a status nobody knows, an order told twice', async () => {
      const rows = await rowsOf('inaproc-paket-e-purchasing-2026.json');
      const cancelled = rows.filter(({ status }) => String(status).startsWith('CANCELLED'));
      expect(
        cancelled.some(
          ({ total, order_date: date, shipping_fee: fee }) => Number(total) > 0 && date === null && fee === null,
        ),
      ).toBe(true);
      expect(rows.some(({ status }) => status === UNKNOWN_STATUS)).toBe(true);
      const [twice] = groupBy(rows, 'order_id').filter((group) => group.length > 1);
      expect(twice).toHaveLength(2);
      const [first, second] = twice!.map((row) => ({ ...row, last_update_ref: null }));
      expect(first).toEqual(second);
      expect(twice![0]!.last_update_ref).not.toBe(twice![1]!.last_update_ref);
      expect(rows.every((row) => row.kolom_baru_contoh === 'belum dikenal')).toBe(true);
    });

    it('an order that ISB and INAPROC both tell, satker codes with zeros before them, lists of products and accounts', async () => {
      const isb = await rowsOf('Ecat-PaketEPurchasingV6-D999-2025.json');
      const inaproc = await rowsOf('inaproc-paket-e-purchasing-2025.json');
      const keys = new Set(inaproc.map(({ order_id: key }) => key));
      expect(isb.every(({ kd_paket: key }) => keys.has(key ?? null))).toBe(true);
      expect(isb.length).toBeLessThan(keys.size);
      expect(inaproc.some(({ kode_satker: code }) => /^0+\d+$/.test(String(code)))).toBe(true);
      expect(isb.some(({ product_ids: ids }) => /,[^ ]/.test(String(ids)))).toBe(true);
      expect(inaproc.some(({ product_id: ids }) => String(ids).includes(', '))).toBe(true);
      expect(isb.some(({ mak }) => String(mak).includes(', '))).toBe(true);
      expect(isb.some(({ kd_penyedia_sikap: id }) => id === 0)).toBe(true);
    });

    it('a BOM, a CSV with backslash quotes and no final newline, a CSV with semicolons', () => {
      const bytes = (name: string) => files.find((file) => file.name === name)!.content;
      expect([...bytes('inaproc-paket-e-purchasing-2026.json').subarray(0, 4)]).toEqual([0xef, 0xbb, 0xbf, 0x7b]);
      const shop = bytes('Bela-TokoDaringRealisasi-D999-2025.csv').toString();
      expect(shop).toContain('\\"');
      expect(shop.endsWith('\n')).toBe(false);
      expect(bytes('RUP-PaketPenyedia-Terumumkan-D999-2025.csv').toString()).toMatch(/""kerangka acuan""";/);
    });

    it('Toko Daring: lines, repeated events, both at once, failed, silent, unnamed, and the headings of two vintages', async () => {
      const older = await rowsOf('Bela-TokoDaringRealisasi-D999-2024.csv');
      expect(Object.keys(older[0]!)).toEqual(expect.arrayContaining(['nama_merchant']));
      expect(Object.keys(older[0]!)).not.toContain('tahun');
      const rows = await rowsOf('Bela-TokoDaringRealisasi-D999-2026.csv');
      expect(Object.keys(rows[0]!)).toEqual(expect.arrayContaining(['tahun', 'merchant_name']));
      const orders = groupBy(rows, 'order_id');
      const from = (order: Plain[], source: string) => order.filter(({ sumber_data: name }) => name === source).length;
      expect(orders.some((order) => from(order, 'import') > 1 && from(order, 'import') === order.length)).toBe(true);
      expect(orders.some((order) => from(order, 'import') === 0 && order.length > 1)).toBe(true);
      expect(orders.some((order) => from(order, 'import') > 0 && from(order, 'import') < order.length)).toBe(true);
      const states = new Set(rows.map(({ status_konfirmasi_ppmse: status }) => status));
      expect(states).toEqual(new Set(['selesai', 'gagal', '']));
      expect(rows.some(({ nama_satker: name, kd_satker: code }) => name === '' && code === '990000')).toBe(true);
    });

    it('revised plans whose orders keep the old code, circles, plans nobody announced', async () => {
      const plans = new Set(
        (await rowsOf('RUP-PaketPenyedia-Terumumkan-D999-2024.csv')).map(({ kd_rup: code }) => String(code)),
      );
      const revised = await rowsOf('history-kaji-ulang_2024.json');
      const next = new Map(
        revised
          .filter(({ jenis_revisi: kind }) => kind === 'SATUKESATU')
          .map((row) => [String(row.kd_rup_lama), String(row.kd_rup_baru)]),
      );
      const ordered = new Set(
        (await rowsOf('Ecat-PaketEPurchasing-D999-2024.json')).map(({ kd_rup: code }) => String(code)),
      );
      const chained = [...ordered].filter((code) => !plans.has(code) && next.has(code));
      expect(chained.length).toBeGreaterThan(0);
      for (const start of chained) {
        let code = start;
        for (let hops = 0; hops < 5 && next.has(code); hops += 1) code = next.get(code)!;
        expect(plans.has(code)).toBe(true);
      }
      expect([...next.values()].some((code) => next.has(code))).toBe(true);
      expect([...ordered].some((code) => /^\d+$/.test(code) && !plans.has(code) && !next.has(code))).toBe(true);
      expect(revised.some((row) => row.jenis_revisi === 'PEMBATALAN' && row.kd_rup_lama === row.kd_rup_baru)).toBe(
        true,
      );
    });

    it('budgets that add up, and many satkers without any figure', async () => {
      const rows = await rowsOf('RUP-StrukturAnggaranPD-D999-2025.json');
      const filled = rows.filter(({ total_belanja: total }) => total !== null);
      for (const row of filled) {
        const [operasi, modal, btt, outside, inside, total] = ['operasi', 'modal', 'btt', 'non_pengadaan', 'pengadaan']
          .map((name) => BigInt(String(row[`belanja_${name}`])))
          .concat(BigInt(String(row.total_belanja))) as [bigint, bigint, bigint, bigint, bigint, bigint];
        expect(inside).toBe(operasi + modal + btt);
        expect(total).toBe(inside + outside);
      }
      expect(filled.length).toBeGreaterThan(44);
      expect(rows.filter(({ tahun_anggaran: year }) => year === null).length).toBe(rows.length - filled.length);
      expect(rows.length - filled.length).toBeGreaterThan(100);
    });

    it('suppliers of every size word, and orders from suppliers that no detail row tells of', async () => {
      const v5 = await rowsOf('Ecat-PenyediaDetail.csv');
      expect(new Set(v5.map(({ penyedia_ukm: size }) => size))).toEqual(
        new Set(['Usaha Mikro', 'Usaha Kecil', 'Usaha Menengah', 'Belum Terdefinisi', '']),
      );
      const v6 = await rowsOf('inaproc-penyedia-detail.json');
      expect(new Set(v6.map(({ status_umkk: flag }) => flag))).toEqual(new Set([0, 1]));
      const told = new Set(v6.map(({ kode_penyedia: code }) => code));
      const orders = await rowsOf('inaproc-paket-e-purchasing-2026.json');
      expect(orders.some(({ kode_penyedia: code }) => !told.has(code ?? null))).toBe(true);
    });

    it('personal columns that hold nothing but what is plainly made up', async () => {
      const personal = /telp|telepon|email|nip|nama_ppk|username|pemesan/;
      const allowed = new Set([
        '081200000000',
        '0380-000000',
        'contoh@example.invalid',
        '000000000000000000',
        'Nama Contoh',
        'CONTOH',
        '',
      ]);
      const seen = new Set<string>();
      for (const file of files) {
        const rows = await readPlain(file);
        for (const row of rows)
          for (const [column, value] of Object.entries(row)) if (personal.test(column)) seen.add(String(value ?? ''));
      }
      expect([...seen].filter((value) => !allowed.has(value))).toEqual([]);
      expect(seen.size).toBe(allowed.size);
    });

    it('a realisasi export that repeats what other feeds tell, writes statuses with spaces, and adds tenders', async () => {
      const rows = await rowsOf('realisasi-2026.json');
      const of = (source: string) => rows.filter((row) => row['Sumber Transaksi'] === source);
      const v6 = new Set((await rowsOf('inaproc-paket-e-purchasing-2026.json')).map(({ order_id: key }) => key));
      expect(of('E-Katalog 6.0').length).toBeGreaterThan(50);
      expect(of('E-Katalog 6.0').every((row) => v6.has(row['Kode Paket'] ?? null))).toBe(true);
      expect(rows.some((row) => row['Status Paket'] === 'PAYMENT OUTSIDE SYSTEM')).toBe(true);
      const shop = new Set((await rowsOf('Bela-TokoDaringRealisasi-D999-2026.csv')).map(({ order_id: key }) => key));
      expect(of('Tokodaring').every((row) => shop.has(row['Kode Paket'] ?? null))).toBe(true);
      expect([of('Tender').length, of('Non Tender').length, of('Swakelola').length]).toEqual([14, 40, 12]);
    });

    it('values per product that add up to their order, on mixed orders too', async () => {
      const totals = new Map(
        (await rowsOf('inaproc-paket-e-purchasing-2026.json')).map((row) => [row.order_id, Number(row.total)]),
      );
      const orders = groupBy(await rowsOf('inaproc-e-purchasing-by-produk-2026.json'), 'order_id');
      expect(orders.length).toBeGreaterThan(10);
      for (const rows of orders) {
        expect(rows.reduce((all, { nilai_transaksi: value }) => all + Number(value), 0)).toBe(
          totals.get(rows[0]!.order_id ?? null),
        );
        expect(new Set(rows.map(({ product_id: id }) => id)).size).toBe(rows.length);
      }
    });
  });

  it('lists 44 villages by every kind of entry, each once', () => {
    const rows = demoOvopList();
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(
      new Set(['produk-v5', 'produk-v6', 'penyedia', 'komoditas', 'kata', 'merchant']),
    );
    expect(new Set(rows.flatMap(({ village }) => village ?? [])).size).toBe(44);
    expect(new Set(rows.map(({ kind, scheme, value }) => `${kind}|${scheme}|${value}`)).size).toBe(rows.length);
    expect(rows.some(({ validTo }) => validTo !== undefined)).toBe(true);
  });

  it('decides the size of some merchants and of some v6 suppliers that no feed tells of, not of all', () => {
    const decisions = demoMerchantUmk();
    expect(new Set(decisions.map(({ scheme }) => scheme))).toEqual(new Set(['toko-daring', 'v6']));
    expect(new Set(decisions.map(({ umk }) => umk))).toEqual(new Set(['yes', 'no']));
    const merchants = buildWorld(DEMO_SEED).enterprises.filter(({ merchant }) => merchant);
    expect(decisions.filter(({ scheme }) => scheme === 'toko-daring').length).toBeLessThan(merchants.length);
  });
});

describe('what the generator knows of the data set', () => {
  it('is what a naive count of the files gives, to the sen', async () => {
    const files = await filesAt(0.02);
    const rowsOf = async (name: string) => readPlain(files.find((file) => file.name === name)!);
    const known = describeDemo({ scale: 0.02 }).totals;
    const totals = (year: number, source: string) => known.find((row) => row.year === year && row.source === source)!;
    const sen = (rows: readonly Plain[], column: string) =>
      rows.reduce((all, row) => all + senFromDecimal(String(row[column])), 0n);

    for (const [year, name] of [
      [2024, 'Ecat-PaketEPurchasing-D999-2024.json'],
      [2025, 'katalog v5 gabungan 2025.xlsx'],
    ] as const) {
      const packages = groupBy(await rowsOf(name), 'kd_paket').map((rows) =>
        rows.length > Number(rows[0]!.jml_jenis_produk) ? rows.slice(0, rows.length / 2) : rows,
      );
      const done = packages.filter((rows) => rows[0]!.status_paket === 'paket_selesai');
      expect(totals(year, 'v5')).toMatchObject({
        packages: packages.length,
        lines: packages.flat().length,
        total: senToDecimal(sen(packages.flat(), 'total_harga')),
        committed: senToDecimal(sen(packages.flat(), 'total_harga')),
        completed: senToDecimal(sen(done.flat(), 'total_harga')),
      });
    }

    const orders = groupBy(await rowsOf('inaproc-paket-e-purchasing-2026.json'), 'order_id').map(([first]) => first!);
    const having = (...states: string[]) => orders.filter(({ status }) => states.includes(String(status)));
    expect(totals(2026, 'v6')).toMatchObject({
      packages: orders.length,
      lines: orders.length,
      total: senToDecimal(sen(orders, 'total')),
      committed: senToDecimal(sen(having('ON_PROCESS', 'ON_ADDENDUM', 'PAYMENT_OUTSIDE_SYSTEM', 'COMPLETED'), 'total')),
      completed: senToDecimal(sen(having('PAYMENT_OUTSIDE_SYSTEM', 'COMPLETED'), 'total')),
    });

    const counted = groupBy(await rowsOf('Bela-TokoDaringRealisasi-D999-2025.csv'), 'order_id').map((rows) => {
      const events = rows.filter(({ sumber_data: from }) => from !== 'import');
      return events.length > 0 ? events.slice(-1) : rows;
    });
    const shop = (wanted: (status: string) => boolean) =>
      senToDecimal(sen(counted.filter(([row]) => wanted(String(row!.status_konfirmasi_ppmse))).flat(), 'valuasi'));
    expect(totals(2025, 'toko-daring')).toMatchObject({
      packages: counted.length,
      lines: counted.flat().length,
      total: shop(() => true),
      committed: shop((status) => status !== 'gagal'),
      completed: shop((status) => status === 'selesai'),
    });

    const recorded = await rowsOf('SPSE-PencatatanNonTender-D999-2026.json');
    expect(totals(2026, 'pencatatan')).toMatchObject({
      packages: recorded.length,
      total: senToDecimal(sen(recorded, 'total_realisasi')),
    });
  });

  it('splits what was committed by size and by OVOP without losing a sen', () => {
    for (const { committed, umk, ovop } of whole().totals) {
      if (!umk || !ovop) continue;
      const sum = (...parts: string[]) => senToDecimal(parts.reduce((all, part) => all + senFromDecimal(part), 0n));
      expect(sum(umk.yes, umk.no, umk.unknown)).toBe(committed);
      expect(sum(ovop.yes, ovop.mixed, ovop.no)).toBe(committed);
    }
  });

  it('shows OVOP purchases growing from year to year', () => {
    const { totals } = whole();
    const [first, second, third] = DEMO_YEARS.map((year) =>
      totals.filter((row) => row.year === year).reduce((all, { ovop }) => all + senFromDecimal(ovop?.yes ?? '0'), 0n),
    ) as [bigint, bigint, bigint];
    expect(second > first && third > second).toBe(true);
  });

  it.each(['either', 'both'] as const)('holds every result of a circular, reading "together" as %s', (together) => {
    const { compliance } = together === 'either' ? whole() : describeDemo({ together });
    const verdicts = new Set(compliance.map(({ verdict }) => verdict));
    expect(verdicts).toEqual(new Set(['patuh', 'tidak_patuh', 'tidak_berlaku', 'dikecualikan', 'data_tidak_lengkap']));
    for (const year of [2025, 2026]) {
      const shares = compliance
        .filter((row) => row.year === year && row.obligation === 'K1' && senFromDecimal(row.denominator) > 0n)
        .map((row) => Number((senFromDecimal(row.numerator) * 100n) / senFromDecimal(row.denominator)));
      expect(Math.min(...shares)).toBeLessThan(6);
      expect(Math.max(...shares)).toBeGreaterThan(together === 'either' ? 79 : 50);
    }
  });
});

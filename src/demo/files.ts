import type { Feed } from '../purchasing/intake/rows.js';
import { senToDecimal } from '../shared/money.js';
import {
  laterDay,
  type Line,
  type Purchases,
  type RupPackage,
  type ShopOrder,
  type V5Package,
  type V6Order,
} from './purchases.js';
import { Chance } from './random.js';
import { Num, inaprocJson, isbCsv, isbJson, semicolonCsv, xlsx, type Cell, type Row } from './serialise.js';
import { FAKE, type Trade } from './vocabulary.js';
import { COMMODITIES, DEMO_KLPD, DEMO_TODAY, KLPD_LIST, type Enterprise, type Satker, type World } from './world.js';

/** A file as a person would have it on disk. */
export interface DemoFile {
  name: string;
  feed: Feed;
  /** The year the file was asked for; null where the feed knows no year. */
  asYear: number | null;
  /** Data rows in it, before any rule of repetition. */
  rows: number;
  content: Buffer;
}

type Made = Omit<DemoFile, 'rows' | 'content'> & { table: Row[]; write: (table: Row[]) => Buffer | Promise<Buffer> };

/** All files, in the order in which they are best imported: masters, plans and budgets, suppliers, then purchases. */
export async function* renderFiles(
  seed: number,
  world: World,
  bought: Purchases,
  years: readonly number[],
): AsyncGenerator<DemoFile> {
  for (const file of listFiles(seed, world, bought, years)) {
    if (file.table.length === 0) continue;
    const { name, feed, asYear, table, write } = file;
    yield { name, feed, asYear, rows: table.length, content: await write(table) };
  }
}

/** Makes each table only when its turn comes, so that no more than one file is in memory beside the facts. */
function* listFiles(seed: number, world: World, bought: Purchases, years: readonly number[]): Generator<Made> {
  const one = (name: string, feed: Feed, asYear: number | null, table: Row[], write: Made['write']): Made => ({
    name,
    feed,
    asYear,
    table,
    write,
  });
  const klpd = DEMO_KLPD.code;

  yield one('MasterKLPD.json', 'master-klpd', null, masterKlpd(), isbJson);
  yield one(`Ecat-InstansiSatker-${klpd}.json`, 'instansi-satker', null, instansiSatker(seed, world), isbJson);
  for (const year of years) {
    const inaproc = year >= 2026;
    const table = world.satkers.filter(({ inMaster }) => inMaster).map((satker) => masterSatker(satker, inaproc));
    yield one(
      `${inaproc ? 'inaproc-master-satker' : 'RUP-MasterSatker'}-${klpd}-${year}.json`,
      'master-satker',
      year,
      table,
      inaproc ? inaprocJson : isbJson,
    );
  }
  for (const year of years) {
    yield one(
      `RUP-StrukturAnggaranPD-${klpd}-${year}.json`,
      'struktur-anggaran',
      year,
      budgets(seed, world, bought, year),
      isbJson,
    );
  }
  for (const year of years) {
    yield one(
      `RUP-PaketPenyedia-Terumumkan-${klpd}-${year}.csv`,
      'rup-penyedia',
      year,
      rupPackages(seed, bought.rup, year),
      semicolonCsv,
    );
    const revised = revisions(seed, bought.rup, year);
    const meta = [
      ['endpoint', 'year', 'keyFields', 'lastUpdated', 'totalRecords'],
      [
        '/v1/rup/history-kaji-ulang',
        String(year),
        '["kode_rup"]',
        `${DEMO_TODAY}T01:00:00.000Z`,
        String(revised.length),
      ],
    ];
    const asXlsx = year >= 2026;
    yield one(
      `history-kaji-ulang_${year}.${asXlsx ? 'xlsx' : 'json'}`,
      'rup-kaji-ulang',
      year,
      revised,
      asXlsx ? (table) => xlsx(`Data ${year}`, table, meta) : inaprocJson,
    );
  }
  yield one('Ecat-KomoditasDetail.json', 'komoditas', null, commodities(), isbJson);
  yield one('Ecat-PenyediaDetail.csv', 'penyedia-v5', null, suppliersV5(world), isbCsv);
  yield one('inaproc-penyedia-detail.json', 'penyedia-v6', null, suppliersV6(world), inaprocJson);
  yield one('Ecat-PenyediaDistributorDetail.json', 'distributor', null, distributors(world), isbJson);
  yield one('Ecat-ProdukDetail.csv', 'produk', null, productsV5(world), isbCsv);
  yield one('inaproc-list-produk-penyedia.json', 'produk-penyedia', null, productsV6(world), inaprocJson);

  const staffXlsx = (table: Row[]) => xlsx('Sheet1', table);
  for (const year of years) {
    const v5 = bought.v5.filter((p) => p.year === year);
    // 2025 is the workbook that staff had already joined with the etalase.
    if (year === 2025) yield one('katalog v5 gabungan 2025.xlsx', 'v5', year, v5Rows(seed, v5, year, true), staffXlsx);
    else yield one(`Ecat-PaketEPurchasing-${klpd}-${year}.json`, 'v5', year, v5Rows(seed, v5, year, false), isbJson);
    const v6 = bought.v6.filter((order) => order.year === year);
    if (year <= 2025) yield one(`Ecat-PaketEPurchasingV6-${klpd}-${year}.json`, 'v6-isb', year, v6IsbRows(v6), isbJson);
    yield one(`inaproc-paket-e-purchasing-${year}.json`, 'v6-inaproc', year, v6InaprocRows(seed, v6, year), (table) =>
      inaprocJson(table, { bom: true }),
    );
    yield one(
      `inaproc-e-purchasing-by-produk-${year}.json`,
      'e-purchasing-produk',
      year,
      byProductRows(v6),
      inaprocJson,
    );
    const shop = bought.shop.filter((order) => order.year === year);
    yield one(`Bela-TokoDaringRealisasi-${klpd}-${year}.csv`, 'toko-daring', year, shopRows(shop, year), isbCsv);
    yield one(`SPSE-PencatatanNonTender-${klpd}-${year}.json`, 'non-tender', year, recordedRows(bought, year), isbJson);
    if (year === 2026) yield one('realisasi-2026.json', 'realisasi', year, realisationRows(bought), isbJson);
  }
}

/** 'YYYY-MM-DD' on which the feeds of a year were read: early in the next one, or "today". */
const readOn = (year: number) => (year >= Number(DEMO_TODAY.slice(0, 4)) ? DEMO_TODAY : `${year + 1}-01-05`);
/** Sen as the feeds write whole rupiah (150000), and as ISB writes its decimals (150000.0, 12345.5). */
const rupiah = (sen: bigint) => new Num((sen / 100n).toString());
const decimal = (hundredths: bigint) => new Num(senToDecimal(hundredths).replace(/0$/, ''));
const reference = (seed: number, name: string) => `${new Chance(seed, name).uuid()}.contoh`;
const earlier = (a: string, b: string) => (a < b ? a : b);
const upper = (text: string) => text.toUpperCase();

/** The same columns in another order: JSON objects come in any. */
function reorder(table: Row[], chance: Chance): Row[] {
  const columns = chance.shuffled(Object.keys(table[0] ?? {}));
  return table.map((row) => Object.fromEntries(columns.map((column) => [column, row[column] ?? null])));
}

function masterKlpd(): Row[] {
  return KLPD_LIST.map(({ code, name, kind }) => ({
    kd_klpd: code,
    nama_klpd: name,
    jenis_klpd: kind,
    kd_provinsi: kind === 'KEMENTERIAN' ? null : 19, // of the RUP list of regions, in which the province has another number
    kd_kabupaten: null,
  }));
}

function instansiSatker(seed: number, world: World): Row[] {
  const chance = new Chance(seed, 'instansi-satker');
  const row = (code: number, text: string | null, name: string): Row => ({
    kd_klpd: DEMO_KLPD.code,
    nama_klpd: DEMO_KLPD.name,
    jenis_klpd: DEMO_KLPD.kind,
    kd_satker: code,
    kd_satker_str: text,
    nama_satker: name,
  });
  // The feed knows no year: some offices stand in it a second time, under a number nobody uses any more.
  const former = world.agencies
    .slice(0, 20)
    .map((agency, index) => row(890_001 + index, `${agency.prefix}.0000`, agency.name));
  return chance.shuffled([...former, ...world.satkers.map((satker) => row(satker.code, satker.text, satker.name))]);
}

function masterSatker(satker: Satker, inaproc: boolean): Row {
  return {
    kd_satker: satker.code,
    kd_satker_str: satker.text,
    nama_satker: satker.name,
    alamat: null,
    telepon: satker.blud ? FAKE.officePhone : null,
    fax: null,
    kodepos: null,
    status_satker: 'Aktif',
    ket_satker: satker.blud ? 'Satker/OPD BLU/BLUD' : 'Satker/OPD Non-BLU/BLUD',
    jenis_satker: 'SKPD',
    kd_klpd: DEMO_KLPD.code,
    nama_klpd: DEMO_KLPD.name,
    jenis_klpd: DEMO_KLPD.kind,
    kode_eselon: null,
    ...(inaproc ? { tahun_aktif: '2024, 2025, 2026', last_update_ref: 'contoh' } : {}),
  };
}

function budgets(seed: number, world: World, bought: Purchases, year: number): Row[] {
  const chance = new Chance(seed, `budget-${year}`);
  const spent = new Map<Satker, bigint>();
  const spend = (satker: Satker | null, sen: bigint) => {
    // What a unit without a budget of its own buys, its perangkat daerah pays.
    const payer = satker?.hasBudget ? satker : satker?.agency?.satkers[0];
    if (payer) spent.set(payer, (spent.get(payer) ?? 0n) + sen);
  };
  for (const p of bought.v5) if (p.year === year) spend(p.satker, sumOf(p.lines));
  for (const p of bought.v6) if (p.year === year) spend(p.satker, p.total);
  for (const p of bought.shop) if (p.year === year) spend(p.satker, sumOf(p.lines));
  for (const p of bought.recorded) if (p.year === year) spend(p.satker, p.value);
  return world.satkers
    .filter(({ inMaster }) => inMaster)
    .map((satker) => {
      const percent = BigInt(chance.whole(150, 320));
      const base = ((spent.get(satker) ?? 0n) * percent) / 100n / 100n + BigInt(chance.whole(900, 4000)) * 1_000_000n;
      const modal = (base * BigInt(chance.whole(5, 30))) / 100n;
      const other = BigInt(chance.whole(1000, 30_000)) * 1_000_000n;
      const unexpected = satker.agency?.slug === 'badan_penanggulangan_bencana_daerah' ? 5_000_000_000n : 0n;
      const figure = (value: bigint): Cell => (satker.hasBudget ? new Num(value.toString()) : null);
      return {
        tahun_anggaran: satker.hasBudget ? year : null,
        kd_klpd: DEMO_KLPD.code,
        nama_klpd: DEMO_KLPD.name,
        kd_satker: satker.code,
        kd_satker_str: satker.text,
        nama_satker: satker.name,
        belanja_operasi: figure(base),
        belanja_modal: figure(modal),
        belanja_btt: figure(unexpected),
        belanja_non_pengadaan: figure(other),
        belanja_pengadaan: figure(base + modal + unexpected),
        total_belanja: figure(base + modal + unexpected + other),
      };
    });
}

function sumOf(lines: readonly Line[]): bigint {
  return lines.reduce((all, { value }) => all + value, 0n);
}

const OTHER_METHODS = [
  { method: 8, methodName: 'Pengadaan Langsung', kind: '4', kindName: 'Jasa Lainnya' },
  { method: 13, methodName: 'Tender', kind: '2', kindName: 'Pekerjaan Konstruksi' },
  { method: 16, methodName: 'Dikecualikan', kind: '1;4', kindName: 'Barang;Jasa Lainnya' },
] as const;
const E_PURCHASING_METHOD = { method: 9, methodName: 'E-Purchasing', kind: '1', kindName: 'Barang' } as const;

function rupPackages(seed: number, rup: readonly RupPackage[], year: number): Row[] {
  const chance = new Chance(seed, `rup-file-${year}`);
  const table: Row[] = [];
  for (const plan of rup) {
    if (plan.year !== year) continue;
    table.push(rupRow(chance, plan, plan.codes[plan.codes.length - 1]!, E_PURCHASING_METHOD));
    // Plans by other methods, under which nothing of this data set was bought.
    if (chance.happens(0.15)) table.push(rupRow(chance, plan, plan.codes[0]! + 20_000_000, chance.pick(OTHER_METHODS)));
  }
  return table;
}

function rupRow(
  chance: Chance,
  plan: RupPackage,
  code: number,
  how: (typeof OTHER_METHODS)[number] | typeof E_PURCHASING_METHOD,
): Row {
  const { year, satker } = plan;
  const nonUmk = chance.happens(0.004);
  return {
    tahun_anggaran: year,
    kd_klpd: DEMO_KLPD.code,
    nama_klpd: DEMO_KLPD.name,
    jenis_klpd: DEMO_KLPD.kind,
    kd_satker: satker.code,
    kd_satker_str: satker.text,
    nama_satker: satker.name,
    kd_rup: code,
    nama_paket: plan.name,
    pagu: rupiah(plan.pagu),
    kd_metode_pengadaan: how.method,
    metode_pengadaan: how.methodName,
    kd_jenis_pengadaan: how.kind,
    jenis_pengadaan: how.kindName,
    status_pradipa: 'Non-PraDIPA',
    status_pdn: chance.happens(0.998) ? 'PDN' : 'Non-PDN',
    status_ukm: nonUmk ? 'Non-UKM' : 'UKM',
    alasan_non_ukm: nonUmk ? 'Tidak ada penyedia UKM' : null,
    status_konsolidasi: 'Non-Konsolidasi',
    tipe_paket: 'Penyedia',
    kd_rup_swakelola: null,
    kd_rup_lokal: null,
    volume_pekerjaan: '1 Paket',
    urarian_pekerjaan: `${plan.category.packages[0]}; rincian dalam "kerangka acuan"`,
    spesifikasi_pekerjaan: 'Terlampir',
    tgl_awal_pemilihan: `${year}-02-01`,
    tgl_akhir_pemilihan: `${year}-11-30`,
    tgl_awal_kontrak: `${year}-02-01`,
    tgl_akhir_kontrak: `${year}-12-15`,
    tgl_awal_pemanfaatan: `${year}-02-01`,
    tgl_akhir_pemanfaatan: `${year}-12-31`,
    tgl_buat_paket: `${year - 1}-12-16`,
    tgl_pengumuman_paket: `${plan.announcedOn} 10:31:51`,
    nip_ppk: FAKE.nip,
    nama_ppk: FAKE.person,
    username_ppk: FAKE.username,
    status_aktif_rup: true,
    status_delete_rup: false,
    status_umumkan_rup: 'Terumumkan',
    status_dikecualikan: false,
    alasan_dikecualikan: null,
    tahun_pertama: null,
    kode_rup_tahun_pertama: null,
    nomor_kontrak: null,
    spp_aspek_ekonomi: false,
    spp_aspek_sosial: false,
    spp_aspek_lingkungan: false,
    _event_date: readOn(year),
  };
}

function revisions(seed: number, rup: readonly RupPackage[], year: number): Row[] {
  const chance = new Chance(seed, `revisions-${year}`);
  const row = (plan: RupPackage, kind: string, from: number, to: number, day: string): Row => ({
    tahun_anggaran: year,
    tgl_kaji_ulang: `${day}T03:21:11Z`,
    jenis_revisi: kind,
    jenis_klpd: DEMO_KLPD.kind,
    nama_klpd: DEMO_KLPD.name,
    nama_satker: plan.satker.name,
    jenis_paket: 'PENYEDIA',
    kd_klpd: DEMO_KLPD.code,
    kd_rup_baru: to,
    kd_rup_lama: from,
    kd_satker_str: plan.satker.text,
    alasan_kajiulang: 'Pergeseran anggaran (contoh)',
    kd_satker: plan.satker.code,
    last_update_ref: reference(seed, `revision-${from}`),
  });
  const table: Row[] = [];
  const mine = rup.filter((plan) => plan.year === year);
  for (const plan of mine) {
    for (let i = 1; i < plan.codes.length; i += 1) {
      table.push(
        row(plan, 'SATUKESATU', plan.codes[i - 1]!, plan.codes[i]!, `${year}-0${2 * i}-${chance.whole(10, 27)}`),
      );
    }
  }
  // Cancelled and taken up again under the same code: whoever follows the chain blindly walks in a circle.
  for (const plan of mine.slice(0, 3)) {
    const last = plan.codes[plan.codes.length - 1]!;
    table.push(
      row(plan, 'PEMBATALAN', last, last, `${year}-07-02`),
      row(plan, 'PENGAKTIFAN', last, last, `${year}-07-09`),
    );
  }
  const [split] = mine.filter(({ codes }) => codes.length === 1).slice(5);
  if (split) {
    for (const part of [1, 2])
      table.push(row(split, 'SATUKEBANYAK', split.codes[0]! + 30_000_000, split.codes[0]! + part - 1, `${year}-03-14`));
  }
  return table;
}

function commodities(): Row[] {
  // One etalase is left out, as happens when its detail was never asked for.
  return COMMODITIES.filter(({ code }) => code !== 880107).map(({ code, name, kind, owner }) => ({
    kd_komoditas: code,
    nama_komoditas: name,
    jenis_katalog: kind,
    nama_instansi_katalog: owner?.name ?? null,
    kd_instansi_katalog: owner?.code ?? null,
  }));
}

const KBLI: Partial<Record<Trade, string>> = { tenun: '13122', pangan: '10799;10761' };

function suppliersV5(world: World): Row[] {
  return world.enterprises.flatMap((enterprise) =>
    enterprise.v5?.inDetail
      ? [
          {
            kd_penyedia: enterprise.v5.code,
            nama_penyedia: enterprise.name,
            kode_penyedia_sikap: enterprise.sikap === 0 ? null : enterprise.sikap,
            penyedia_ukm: enterprise.v5.ukm,
            alamat_penyedia: `Jalan Contoh "Blok ${(enterprise.number % 9) + 1}", ${enterprise.place.name}`,
            email_penyedia: FAKE.email,
            no_telp_penyedia: FAKE.phone,
            npwp_penyedia: enterprise.number % 2 === 0 ? enterprise.npwp : enterprise.npwp.replace(/\D/g, ''),
            npwp_16: null,
            kbli2020_penyedia: KBLI[enterprise.trade] ?? null,
          },
        ]
      : [],
  );
}

function suppliersV6(world: World): Row[] {
  return world.enterprises.flatMap((enterprise) =>
    enterprise.v6?.inDetail
      ? [
          {
            kode_penyedia: enterprise.v6.code,
            nama_penyedia: enterprise.name,
            nib: enterprise.nib,
            npwp_penyedia: `0${enterprise.npwp.replace(/\D/g, '')}`,
            bentuk_usaha: enterprise.name.startsWith('PT ')
              ? 'PERSEROAN_TERBATAS'
              : enterprise.name.startsWith('CV ')
                ? 'PERSEKUTUAN_KOMANDITER'
                : 'PERORANGAN',
            jenis_perusahaan: 'Dalam negeri',
            status_aktif: 'Aktif',
            status_umkk: enterprise.size === 'Usaha Menengah' ? 0 : 1,
            rekan_id: enterprise.sikap,
            alamat_penyedia: `Jalan Contoh, ${enterprise.place.name}`,
            email: FAKE.email,
            telepon: FAKE.phone,
            kbli_id: KBLI[enterprise.trade]?.replaceAll(';', ', ') ?? null,
            kbli_name: null,
          },
        ]
      : [],
  );
}

function distributors(world: World): Row[] {
  return world.enterprises
    .filter(({ v5 }) => v5)
    .map((enterprise) => ({
      kd_penyedia_distributor: enterprise.distributor,
      nama_distributor: enterprise.name,
      alamat_distributor: `Jalan Contoh, ${enterprise.place.name}`,
      email_distributor: FAKE.email,
      no_telp_distributor: FAKE.phone,
      npwp_distributor: enterprise.npwp,
    }));
}

const PRODUCT_COLUMNS = (
  'kd_produk no_kontrak nama_penyedia no_produk no_produk_penyedia nama_manufaktur nama_produk nama_kategori_terkecil ' +
  'nama_sub_kategori_1 nama_sub_kategori_2 nama_sub_kategori_3 nama_sub_kategori_4 harga nama_komoditas jumlah_stok ' +
  'setuju_tolak_tanggal berlaku_sampai unit_pengukuran jenis_produk kbki_id nomor_tkdn nama_pemilik_sertifikat_tkdn ' +
  'tkdn_produk nilai_bmp masa_berlaku_kontrak tglkontrak_mulai tglkontrak_selesai nie_id nie_nib nie_nama_usaha nie_npwp ' +
  'nie_klasifikasi_izin nie_tgl_terbit nie_tgl_expire nie_nama_produk nie_kategori nie_sub_kategori nie_jenis_produk nie_hscode ' +
  'nie_kelas nie_kelas_resiko nie_ukuran nie_kemasan nie_nama_pabrik nie_negara_pabrik nie_alamat_pabrik nie_last_update ' +
  'no_suket_alkes kd_produk_kategori active created_date modified_date status status_tayang apakah_dapat_dibeli nie'
).split(' ');

function villageGoods(world: World): { enterprise: Enterprise; good: Enterprise['goods'][number] }[] {
  const sellers = [...world.villageEnterprises, ...world.resellers.map(({ enterprise }) => enterprise)];
  return sellers.flatMap((enterprise) =>
    enterprise.goods.filter(({ village }) => village).map((good) => ({ enterprise, good })),
  );
}

function productsV5(world: World): Row[] {
  return villageGoods(world).map(({ enterprise, good }) => {
    const known: Row = {
      kd_produk: good.v5,
      nama_penyedia: enterprise.name,
      no_produk: `CONTOH-${good.v5}`,
      nama_manufaktur: enterprise.name,
      nama_produk: good.name,
      nama_kategori_terkecil: 'Produk lokal',
      harga: `[{"harga_utama":0.0,"ongkos_kirim":0.0,"harga":${good.price},"provinsiId":29,"kabupatenId":null}]`,
      nama_komoditas: COMMODITIES.find(({ code }) => code === good.commodity)?.name ?? null,
      jumlah_stok: new Num('100.00'),
      berlaku_sampai: '2026-12-31',
      unit_pengukuran: good.unit,
      jenis_produk: 'lokal',
      active: 1,
      created_date: '2023-11-06 09:00:00',
      modified_date: '2025-01-07 10:20:37',
      status: 'tayang',
      status_tayang: 'tayang',
      apakah_dapat_dibeli: 'ya',
    };
    return Object.fromEntries(PRODUCT_COLUMNS.map((column) => [column, known[column] ?? null]));
  });
}

function productsV6(world: World): Row[] {
  return villageGoods(world).flatMap(({ enterprise, good }) =>
    enterprise.v6
      ? [
          {
            kode_penyedia: enterprise.v6.code,
            kd_produk: good.v6,
            nama_produk: good.name,
            status_produk: 'ACTIVE',
            status_produk_tayang: true,
          },
        ]
      : [],
  );
}

const V5_STATUS_LABEL = (status: string) => (status === 'paket_selesai' ? 'Paket Selesai' : 'Paket Proses');
const V5_TAILS = ['', '.', '.', '\t', ' '];

function v5Rows(seed: number, packages: readonly V5Package[], year: number, joined: boolean): Row[] {
  const chance = new Chance(seed, `v5-file-${year}`);
  const table: Row[] = [];
  for (const pack of packages) {
    const { enterprise, satker } = pack;
    const npwp = `00.900.${String(satker.code % 1000).padStart(3, '0')}.0-999.000`;
    const head = {
      tahun_anggaran: pack.year,
      kd_klpd: DEMO_KLPD.code,
      satker_id: satker.code,
      // From 2025 on the feed leaves the name out altogether; before that, now and then.
      nama_satker: year >= 2025 || chance.happens(0.03) ? null : satker.name,
      alamat_satker: `Jalan Contoh No. ${satker.code % 90}\nKota Contoh, telp. ${FAKE.officePhone}`,
      npwp_satker: joined ? new Num(String(Number(npwp.replace(/\D/g, '')))) : npwp,
      kd_paket: pack.key,
      no_paket: `CTH-P${pack.day.slice(2, 4)}${pack.day.slice(5, 7)}-${pack.key}`,
      nama_paket: pack.name,
      kd_rup: /^\d+$/.test(pack.rup) ? Number(pack.rup) : pack.rup,
      nama_sumber_dana: pack.funds.join(';'),
      kode_anggaran: pack.budgetCodes.join(';') + chance.pick(V5_TAILS),
    };
    const user = 600_000 + (satker.code % 900);
    const tail = {
      kd_user_pokja: user,
      no_telp_user_pokja: FAKE.phone,
      email_user_pokja: FAKE.email,
      kd_user_ppk: user + 1000,
      ppk_nip: FAKE.nip,
      jabatan_ppk: '-',
      tanggal_buat_paket: pack.day,
      tanggal_edit_paket: pack.editedOn,
      deskripsi: null,
      status_paket: pack.status,
      paket_status_str: V5_STATUS_LABEL(pack.status),
    };
    const rows = pack.lines.map((line, index) => {
      const commodity = COMMODITIES.find(({ code }) => code === line.good.commodity);
      const note =
        index === 0 && pack.key % 3 === 0 ? `Kirim ke kantor, hubungi ${FAKE.phone}\natau ${FAKE.email}` : null;
      return {
        ...head,
        kd_komoditas: line.good.commodity,
        kd_produk: line.good.v5,
        kd_penyedia: enterprise.v5?.code ?? null,
        kd_penyedia_distributor: enterprise.distributor,
        jml_jenis_produk: pack.lines.length + pack.missing,
        kuantitas: decimal(line.quantity),
        harga_satuan: decimal(line.unitPrice),
        ongkos_kirim: decimal(line.shipping),
        total_harga: decimal(line.value),
        ...tail,
        catatan_produk: note,
        kd_provinsi_wilayah_harga: 29, // of the katalog's list of regions
        kd_kabupaten_wilayah_harga: null,
        ...(joined
          ? {
              nama_komoditas: commodity?.name ?? null,
              jenis_katalog: commodity?.kind ?? null,
              nama_instansi_katalog: commodity?.owner?.name ?? null,
            }
          : {}),
      };
    });
    for (let copy = 0; copy < pack.copies; copy += 1) table.push(...rows);
  }
  return table;
}

const productIds = (order: V6Order) => [...new Set(order.lines.map(({ good }) => good.v6))];
const totalQuantity = (order: V6Order) => decimal(order.lines.reduce((all, { quantity }) => all + quantity, 0n));
/** Seen beside the true code: the same digits back to front, without any account in it. */
const REVERSED_MAK = '0.30.12.0.60.0055.1.0.20.10.10.0251.1.1.2.01.03.00.020.0002';

function v6Mak(order: V6Order): string[] {
  const codes = order.budgetCodes.map((code) => `${code}.1.1.1.20.10.30.001.00135`);
  return codes.length > 1 && order.key.endsWith('0') ? [REVERSED_MAK, ...codes] : codes;
}

function v6IsbRows(orders: readonly V6Order[]): Row[] {
  return orders
    .filter(({ inIsb }) => inIsb)
    .map((order) => ({
      tahun_anggaran: order.year,
      jenis_instansi: DEMO_KLPD.kind,
      nama_instansi: DEMO_KLPD.name,
      nama_satker: upper(order.satker.name),
      kd_klpd: DEMO_KLPD.code,
      kd_satker_str: order.satker.text,
      kd_paket: order.key,
      kd_rup: order.rup,
      rup_nama_pkt: order.name,
      product_ids: productIds(order).join(','),
      sumber_dana: order.funds.join(','),
      mak: v6Mak(order).join(', '),
      kd_penyedia_v6: order.enterprise.v6?.code ?? null,
      kd_penyedia_sikap: order.enterprise.sikap,
      jml_jenis_produk: order.lines.length,
      jml_produk: totalQuantity(order),
      ongkir: rupiah(order.shipping ?? 0n),
      total_harga: rupiah(order.total),
      tgl_order: order.day,
      status_pkt: order.status,
      status_pengiriman: order.shipment,
    }));
}

function v6InaprocRows(seed: number, orders: readonly V6Order[], year: number): Row[] {
  const chance = new Chance(seed, `v6-file-${year}`);
  const table: Row[] = [];
  for (const order of orders) {
    // Mostly the code as text; where there is none, and now and then elsewhere, the number padded with zeros.
    const number = String(order.satker.code).padStart(9, '0');
    const satkerCode = chance.happens(0.08) ? number : (order.satker.text ?? number);
    const row = {
      rup_name: order.name,
      total: rupiah(order.total),
      order_date: order.undated ? null : `${order.day}T00:00:00Z`,
      count_product: order.lines.length,
      nama_satker: upper(order.satker.name),
      status: order.status,
      total_qty: totalQuantity(order),
      order_id: order.key,
      shipping_fee: order.shipping === null ? null : rupiah(order.shipping),
      product_id: productIds(order).join(', '),
      funding_source: order.funds.join(', '),
      rup_desc: `${order.category.packages[0]}, `,
      kode_klpd: DEMO_KLPD.code,
      shipment_status: order.shipment,
      rup_code: order.rup,
      flag_minikom: chance.happens(0.03) ? 'Ya' : 'Tidak',
      kode_penyedia: order.enterprise.v6?.code ?? null,
      kode_satker: satkerCode,
      mak: v6Mak(order).join(', '),
      fiscal_year: order.year,
      rekan_id: order.enterprise.sikap,
      last_update_date: `${earlier(laterDay(order.day, 3), DEMO_TODAY)}T04:10:00.123456Z`,
      is_swasta: false,
      kolom_baru_contoh: 'belum dikenal', // a column that no reader has seen yet
      last_update_ref: reference(seed, order.key),
    };
    table.push(row);
    if (order.repeated) table.push({ ...row, last_update_ref: reference(seed, `${order.key}-again`) });
  }
  return reorder(table, chance);
}

function byProductRows(orders: readonly V6Order[]): Row[] {
  return orders
    .filter(({ byProduct }) => byProduct)
    .flatMap((order) => {
      const values = new Map<Line['good'], bigint>();
      for (const { good, value } of order.lines) values.set(good, (values.get(good) ?? 0n) + value);
      return Array.from(values, ([good, value]) => ({
        order_id: order.key,
        kd_kategori_1: `KAT-${order.category.id}`,
        kd_kategori_2: null,
        kd_kategori_3: null,
        kategori_1: order.category.v6Category,
        kategori_2: null,
        kategori_3: null,
        product_id: good.v6,
        nama_produk: good.name,
        kode_klpd: DEMO_KLPD.code,
        nama_group_klpd: 'Pemerintah Daerah',
        nama_klpd: DEMO_KLPD.name,
        kode_satker: order.satker.text ?? String(order.satker.code),
        nama_satker: upper(order.satker.name),
        status: order.status,
        nilai_transaksi: rupiah(value),
      }));
    });
}

function shopRows(orders: readonly ShopOrder[], year: number): Row[] {
  const older = year <= 2024;
  const table: Row[] = [];
  for (const order of orders) {
    const { satker } = order;
    const row = (what: string, value: bigint, moment: string, from: string, status: string | null): Row => ({
      ...(older ? {} : { tahun: order.year }),
      kd_klpd: DEMO_KLPD.code,
      nama_klpd: DEMO_KLPD.name,
      // The older vintage writes the textual code here, the newer one the number.
      kd_satker: satker ? (older && satker.text ? satker.text : String(satker.code)) : '990000',
      nama_satker: satker?.name ?? null,
      order_id: order.key,
      order_desc: what,
      valuasi: rupiah(value),
      kategori: order.category.v6Category.includes('dan')
        ? `${order.category.v6Category};LAINNYA`
        : order.category.v6Category,
      metode_bayar: from === 'import' ? 'Tranfer' : 'transfer',
      tanggal_transaksi: moment,
      marketplace: 'pasar contoh',
      [older ? 'nama_merchant' : 'merchant_name']: order.enterprise.name,
      jenis_transaksi: 'bela',
      kota_kab: order.enterprise.place.name,
      provinsi: 'Nusa Tenggara Timur',
      nama_pemesan: FAKE.person,
      status_verif: from === 'import' ? null : status === 'selesai' ? 'verified' : 'unverified',
      sumber_data: from,
      status_konfirmasi_ppmse: status,
      keterangan_ppmse: status === 'gagal' ? 'RFQ Dibatalkan Pembeli' : null,
    });
    if (order.told !== 'api') {
      for (const { good, value } of order.lines)
        table.push(row(`${good.name} per "${good.unit}"`, value, order.events[0]!, 'import', order.status));
    }
    if (order.told !== 'import') {
      const what = order.lines.map(({ good }) => good.name).join(', ');
      order.events.forEach((moment, index) => {
        const last = index === order.events.length - 1;
        table.push(row(what, sumOf(order.lines), moment, order.feedName, last ? order.status : null));
      });
    }
  }
  return table;
}

function recordedRows(bought: Purchases, year: number): Row[] {
  return bought.recorded
    .filter((pack) => pack.year === year)
    .map((pack) => ({
      tahun_anggaran: year,
      kd_klpd: DEMO_KLPD.code,
      nama_klpd: DEMO_KLPD.name,
      jenis_klpd: DEMO_KLPD.kind,
      kd_satker: `${pack.satker.code}999`, // the LPSE's own number of the satker, which no master knows; the text does
      kd_satker_str: pack.satker.text,
      nama_satker: upper(pack.satker.name),
      kd_lpse: 999,
      kd_nontender_pct: pack.key,
      kd_pkt_dce: pack.key + 1,
      kd_rup: pack.rup,
      nama_paket: pack.name,
      pagu: rupiah(pack.pagu),
      total_realisasi: rupiah(pack.value),
      nilai_pdn_pct: rupiah(pack.value),
      nilai_umk_pct: rupiah(pack.umkValue),
      sumber_dana: pack.funds.join(';'),
      uraian_pekerjaan: `<p>${pack.name} &amp; kelengkapannya</p>\r\n                `,
      informasi_lainnya: null,
      kategori_pengadaan: 'Pengadaan Barang',
      mtd_pemilihan: 'Pengadaan Langsung',
      bukti_pembayaran: 'NonSPK',
      status_nontender_pct: pack.status === 'Paket Dibatalkan' ? 'Ditutup' : 'Aktif',
      status_nontender_pct_ket: pack.status,
      alasan_pembatalan: pack.status === 'Paket Dibatalkan' ? 'Salah input (contoh)' : null,
      nip_ppk: FAKE.nip,
      nama_ppk: FAKE.person,
      tgl_buat_paket: `${pack.day}T02:00:01.679000Z`,
      tgl_mulai_paket: `${pack.day} 10:06:52`,
      tgl_selesai_paket: `${laterDay(pack.day, 14)} 00:00:00`,
      _event_date: readOn(year),
    }));
}

function realisationRows(bought: Purchases): Row[] {
  const row = (from: {
    satker: Satker | null;
    key: string;
    rup: string;
    source: string;
    funds: readonly string[];
    supplier: string;
    method: string;
    name: string;
    status: string;
    value: bigint;
  }): Row => ({
    'Nama Instansi': upper(DEMO_KLPD.name),
    'Nama Satuan Kerja': from.satker
      ? `${upper(from.satker.name)} - PROVINSI - ${from.satker.text ?? from.satker.code}`
      : '990000',
    'Kode Paket': from.key,
    'Kode RUP': from.rup,
    'Tahun Anggaran': '2026',
    'Sumber Transaksi': from.source,
    'Sumber Dana': from.funds.join(', '),
    'Nama Penyedia': upper(from.supplier),
    'Metode Pengadaan': from.method,
    'Jenis Pengadaan': 'Barang',
    'Nama Paket': from.name,
    'Status Paket': from.status,
    'Total Nilai (Rp)': rupiah(from.value),
    'Nilai PDN (Rp)': rupiah(from.value),
  });
  const v6 = bought.v6
    .filter((order, index) => order.year === 2026 && order.inIsb && index % 5 < 3)
    .map((order, index) =>
      row({
        ...order,
        source: 'E-Katalog 6.0',
        supplier: order.enterprise.name,
        method: 'E-Purchasing',
        status: order.status.replaceAll('_', ' '),
        // Older than the detailed feed, which therefore has the last word on the value.
        value: index === 10 ? order.total + 1_000_000n : order.total,
      }),
    );
  const shop = bought.shop
    .filter((order) => order.year === 2026 && order.status === 'selesai')
    .slice(0, 80)
    .map((order) =>
      row({
        ...order,
        rup: '',
        source: 'Tokodaring',
        supplier: order.enterprise.name,
        method: 'E-Purchasing',
        status: 'SELESAI',
        value: sumOf(order.lines),
      }),
    );
  const names = { tender: 'Tender', 'non-tender': 'Non Tender', swakelola: 'Swakelola' } as const;
  const outside = bought.outside.map((pack) =>
    row({
      ...pack,
      source: names[pack.source],
      method: pack.source === 'tender' ? 'Tender' : pack.source === 'swakelola' ? 'Swakelola' : 'Pengadaan Langsung',
    }),
  );
  return [...v6, ...shop, ...outside];
}

import { getVillages } from 'idn-area-data';
import { writeXlsx } from '../../../src/shared/spreadsheet.js';

/** What is wrong with a row of enterprises: which column, and words that the reason must hold. */
export interface Fault {
  heading: string;
  cell: string;
  says: RegExp;
}

/** Ten ways in which a list of enterprises goes wrong. */
export const FAULTS: readonly Fault[] = [
  { heading: 'Nama Usaha', cell: '', says: /nama/i },
  { heading: 'Bentuk Hukum', cell: 'Warung', says: /bentuk/i },
  { heading: 'NIB', cell: '123456789012', says: /13 angka/ },
  { heading: 'NPWP', cell: '01.312.166.1-091.000', says: /angka periksa/i },
  { heading: 'NITKU', cell: '00131216600910000', says: /22 angka/ },
  { heading: 'Kode Desa', cell: '53.99.99.2999', says: /desa|wilayah|kode/i },
  { heading: 'Tanggal Berdiri', cell: '31-02-2020', says: /tanggal/i },
  { heading: 'KBLI', cell: '1076', says: /5 angka/ },
  { heading: 'Hasil Penjualan (Rp)', cell: 'seratus juta', says: /rupiah|angka|jumlah/i },
  { heading: 'E-mail', cell: 'tanpa-alamat', says: /e-?mail/i },
];

const HEADINGS = [
  'Nama Usaha',
  'Bentuk Hukum',
  'NIB',
  'NPWP',
  'NITKU',
  'E-mail',
  'Tanggal Berdiri',
  'Kode Desa',
  'KBLI',
  'Edisi KBLI',
  'Hasil Penjualan (Rp)',
  'Tahun Penjualan',
  'Sumber Angka',
] as const;

export interface EnterpriseList {
  file: Buffer;
  /** Line of the file, as Excel counts, with what is wrong there. */
  faulty: ReadonlyMap<number, Fault>;
}

/** `count` made-up enterprises in the villages, of which every `count / 30`th is wrong, in each of the ten ways. */
export async function enterpriseList(
  count: number,
  villages: readonly string[],
  mended: boolean,
): Promise<EnterpriseList> {
  const faulty = new Map<number, Fault>();
  const every = Math.floor(count / 30);
  const rows = Array.from({ length: count }, (_, at) => {
    const row = new Map<string, string>([
      ['Nama Usaha', `Usaha Contoh ${at + 1}`],
      ['Bentuk Hukum', at % 5 === 0 ? 'CV' : 'Perorangan'],
      ['NIB', `9120${String(at).padStart(9, '0')}`],
      ['Tanggal Berdiri', `${2010 + (at % 15)}-0${1 + (at % 9)}-15`],
      ['Kode Desa', villages[at % villages.length] ?? ''],
      ['KBLI', '13122'],
      ['Edisi KBLI', '2020'],
      ['Hasil Penjualan (Rp)', String(50_000_000 + at * 1000)],
      ['Tahun Penjualan', '2025'],
      ['Sumber Angka', 'Pendataan contoh'],
    ]);
    const fault = at % every === every - 1 && faulty.size < 30 ? FAULTS[faulty.size % FAULTS.length] : undefined;
    if (fault) {
      faulty.set(at + 2, fault);
      if (!mended) row.set(fault.heading, fault.cell);
    }
    return HEADINGS.map((heading) => row.get(heading) ?? '');
  });
  return { file: await sheet('Pelaku usaha', HEADINGS, rows), faulty };
}

/** One kind of product for each of the villages; every other one is its produk unggulan. */
export function potentialList(villages: readonly string[]): Promise<Buffer> {
  const kinds = ['Tenun ikat', 'Kopi bubuk', 'Anyaman lontar', 'Gula semut', 'Keripik pisang'];
  return sheet(
    'Potensi desa',
    ['Kode Desa', 'Jenis Produk', 'Produk Unggulan', 'Jumlah Usaha', 'Sumber'],
    villages.map((code, at) => [
      code,
      kinds[at % kinds.length] ?? '',
      at % 2 === 0 ? 'ya' : '',
      String(1 + (at % 40)),
      'Pendataan contoh',
    ]),
  );
}

/** Codes of villages of Nusa Tenggara Timur. */
export async function villageCodes(count: number): Promise<string[]> {
  const all = await getVillages();
  return all
    .map(({ code }) => code)
    .filter((code) => code.startsWith('53.'))
    .slice(0, count);
}

function sheet(name: string, headings: readonly string[], rows: string[][]): Promise<Buffer> {
  return writeXlsx({ sheets: [{ name, columns: headings.map((heading) => ({ heading, type: 'text' })), rows }] });
}

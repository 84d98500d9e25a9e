import type { DefinitionReference, FigureDefinition } from '../purchasing/definitions.js';
import { isAboutPurchases, type ObligationInput, type ObligationKind } from './circular.js';
import { NUMERATOR_WORDS, SOURCE_WORDS } from './wording.js';

const SINCE = '2026-01-01';
const SOURCE = 'Berkas belanja yang diimpor, kelas UMK penyedia, daftar OVOP dan edaran yang dicatat biro.';

const EXCLUSIONS = [
  'Pesanan di luar masa berlaku edaran menurut tanggal pesanannya, dan pesanan sesudah tanggal batas laporan.',
  'Pesanan batal, gagal, belum mengikat, atau hilang dari sumber.',
  'Pesanan pada hari-hari perangkat daerah dikecualikan.',
  'Perangkat daerah yang tidak dituju edaran.',
];

const LIMITS = [
  'Pesanan dengan beberapa kode rekening masuk cakupan bila salah satunya cocok, dengan nilai penuhnya.',
  'Pesanan tanpa tanggal, tanpa kode rekening (bila edaran menyebut rekening), atau berstatus belum dikenal mungkin masuk cakupan; nilainya disebut terpisah dan tidak dianggap nol.',
  'Hasil "data tidak lengkap" berarti: bila yang belum diketahui dianggap memenuhi, hasilnya lain daripada bila dianggap tidak.',
  'Satker yang belum dipetakan berada pada baris sendiri dan tidak dinilai.',
];

/** How each figure on compliance is made, in the form of the definitions on spending. */
export const COMPLIANCE_DEFINITIONS: readonly FigureDefinition[] = [
  {
    code: 'kepatuhan.porsi_nilai',
    anchor: 'kepatuhan-porsi-nilai',
    version: 1,
    since: SINCE,
    name: 'Kepatuhan: pangsa nilai',
    meaning:
      'Pangsa belanja yang diwajibkan edaran (UMK, OVOP, atau keduanya) dari belanja dalam cakupannya, dibandingkan dengan batasnya tanpa pembulatan.',
    numerator:
      'Nilai baris dalam cakupan yang penyedianya UMK, produknya OVOP, atau keduanya, menurut keadaan pada tanggal pesanan.',
    denominator:
      'Menurut butir edaran: nilai transaksi selesai dalam cakupan; nilai transaksi (berjalan dan selesai) dalam cakupan; atau belanja pengadaan setahun menurut struktur anggaran. Penyebut nol berarti tidak berlaku.',
    exclusions: [
      ...EXCLUSIONS,
      'Tender, nontender, pencatatan dan swakelola, kecuali disebut sebagai sumber dalam butir edaran.',
    ],
    source: SOURCE,
    limits: [
      ...LIMITS,
      'Kekurangan ialah batas × penyebut − pembilang, dibulatkan ke atas ke sen: nilai yang seharusnya dibelanjakan pada yang diwajibkan.',
      'Bila penyebutnya belanja pengadaan, satker tanpa angka anggaran membuat hasilnya "data tidak lengkap".',
    ],
  },
  {
    code: 'kepatuhan.nilai_minimum',
    anchor: 'kepatuhan-nilai-minimum',
    version: 1,
    since: SINCE,
    name: 'Kepatuhan: nilai minimum',
    meaning: 'Nilai belanja yang diwajibkan edaran (UMK, OVOP, atau keduanya), dibandingkan dengan nilai minimumnya.',
    numerator:
      'Nilai baris dalam cakupan yang penyedianya UMK, produknya OVOP, atau keduanya, menurut keadaan pada tanggal pesanan.',
    denominator: null,
    exclusions: EXCLUSIONS,
    source: SOURCE,
    limits: [...LIMITS, 'Perangkat daerah tanpa belanja belum memenuhi nilai minimum.'],
  },
  {
    code: 'kepatuhan.etalase_tersedia',
    anchor: 'kepatuhan-etalase-tersedia',
    version: 1,
    since: SINCE,
    name: 'Kepatuhan: etalase di lokasi wisata',
    meaning:
      'Bagian lokasi wisata yang menjadi tanggung jawab suatu perangkat daerah dan punya etalase produk OVOP pada hari penilaian, dibandingkan dengan batas butir edaran.',
    numerator:
      'Lokasi wisata dengan paling sedikit satu etalase yang terlihat berdiri: diperiksa, atau mulai berdiri, dan masa berlaku pemeriksaan itu belum lewat pada hari penilaian. Berapa hari masa berlakunya ditetapkan biro pada halaman Etalase wisata, bagian masa berlaku pemeriksaan.',
    denominator:
      'Lokasi wisata yang dibuka di wilayah yang ditanggung perangkat daerah itu menurut butir edaran. Tanpa lokasi, butir tidak berlaku.',
    exclusions: [
      'Lokasi wisata yang diarsipkan.',
      'Pemeriksaan yang dicabut, dan pemeriksaan sesudah hari penilaian.',
      'Perangkat daerah yang dikecualikan pada hari penilaian.',
    ],
    source: 'Lokasi wisata, etalase dan pemeriksaannya yang dicatat dinas pariwisata; penanggung jawab menurut edaran.',
    limits: [
      'Satu lokasi: dipenuhi bila etalasenya ada; tidak dipenuhi bila pemeriksa tidak menemukannya atau etalase terakhir ditutup; belum dinilai bila belum pernah dilihat atau pemeriksaan terakhir terlalu lama.',
      'Yang belum dinilai tidak dianggap tidak ada: bila ia menentukan, hasilnya "data tidak lengkap".',
      'Hari penilaian ialah tanggal batas laporan atau hari ini, paling lambat hari terakhir tahun anggaran dan hari terakhir edaran. Sebelum edaran berlaku, butir tidak berlaku.',
      'Daftar lokasi wisata ialah yang dibuka sekarang; kapan suatu lokasi dibuka tidak dicatat.',
      'Lokasi tanpa penanggung jawab berada pada baris sendiri dan tidak dinilai untuk siapa pun.',
    ],
  },
];

/** The definition of one obligation as it stands in its circular: general form, with its own numerator and so on. */
export interface ObligationDefinition extends DefinitionReference {
  anchor: string;
  numerator: string;
  denominator: string | null;
  threshold: string;
  exclusions: readonly string[];
  limits: readonly string[];
}

export function definitionOf(obligation: ObligationInput): ObligationDefinition {
  const general = generalDefinition(obligation.kind);
  if (!isAboutPurchases(obligation)) {
    const { code, version, name, anchor, numerator, denominator, exclusions, limits } = general;
    return { code, version, name, anchor, numerator, denominator, threshold: obligation.threshold, exclusions, limits };
  }
  const among = `pesanan ${listed(obligation.sources.map((source) => SOURCE_WORDS[source]))}${accountsOf(obligation)}`;
  const standing = obligation.denominator === 'completed' ? 'selesai' : 'berjalan dan selesai';
  return {
    code: general.code,
    version: general.version,
    name: general.name,
    anchor: general.anchor,
    numerator: `Nilai ${among} yang ${standing}, ${NUMERATOR_WORDS[obligation.numerator].of} pada tanggal pesanan.`,
    denominator:
      obligation.kind === 'nilai_minimum'
        ? null
        : obligation.denominator === 'procurement-budget'
          ? 'Belanja pengadaan setahun menurut struktur anggaran, dijumlahkan dari satker-satkernya.'
          : `Nilai semua ${among} yang ${standing}.`,
    threshold: obligation.threshold,
    exclusions: general.exclusions,
    limits: general.limits,
  };
}

function generalDefinition(kind: ObligationKind): FigureDefinition {
  const found = COMPLIANCE_DEFINITIONS.find(({ code }) => code === `kepatuhan.${kind}`);
  if (!found) throw new Error(`No definition of ${kind}`);
  return found;
}

function accountsOf({ accountPrefixes }: ObligationInput): string {
  return accountPrefixes.length === 0 ? '' : ` dengan kode rekening ${listed(accountPrefixes)}`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} dan ${words.at(-1)}`;
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Matches, Max, MaxLength, Min } from 'class-validator';
import { OVOP_ORIGINS, OVOP_REF, type OvopOrigin } from '../catalogue/ovop-ref.js';
import { klpdCode } from '../shared/text.js';
import type { DefinitionReference, FigureDefinition } from './definitions.js';
import { type Source, SOURCES } from './intake/rows.js';
import {
  type Catalogue,
  CATALOGUES,
  type Ovop,
  OVOP_STATES,
  PRODUCT_SHARES,
  type ProductShare,
  type SpendingBy,
  type SpendingFilter,
  type SpendingMonth,
  type Standing,
  STANDINGS,
  type Umk,
  UMK_STATES,
} from './spending.js';
import type { ApartJson, RowJson, SpendingJson, SplitJson, TotalsJson } from './spending.export.js';

export const SPENDING_BY = [
  'perangkat-daerah',
  'satker',
  'source',
  'status',
  'catalogue',
  'month',
  'fund',
  'umk',
  'ovop',
] as const satisfies readonly SpendingBy[];

export const PACKAGE_SORTS = ['value', 'date', 'name'] as const;
export type PackageSort = (typeof PACKAGE_SORTS)[number];

/** Largest page of a list of packages. */
export const MAX_PAGE_SIZE = 200;

/** 'a,b' and ['a', 'b,c'] alike; nothing but empty text is the same as not asking. */
function listOf(value: unknown): string[] | undefined {
  const parts = (Array.isArray(value) ? value : [value])
    .flatMap((part) => String(part ?? '').split(','))
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.length === 0 ? undefined : [...new Set(parts)];
}

const asList = (): PropertyDecorator => Transform(({ value }) => listOf(value));
/** '-' stands for packages whose source names no fund. */
const asFunds = (): PropertyDecorator =>
  Transform(({ value }) => listOf(value)?.map((fund) => (fund === '-' ? '' : fund)));
const asNumbers = (): PropertyDecorator => Transform(({ value }) => listOf(value)?.map(Number));
/** An empty field of a form is the same as no field. */
const asText = (): PropertyDecorator =>
  Transform(({ value }) => (typeof value === 'string' && value.trim() === '' ? undefined : (value as unknown)));

const oneOf = (field: string, values: readonly string[]): string => `${field}: pilih dari ${values.join(', ')}`;

/** What is looked at. Lists may be repeated (`source=v5&source=v6`) or separated by commas (`source=v5,v6`). */
export class SpendingFilterDto {
  @ApiPropertyOptional({
    description: 'Kode KLPD pembeli; "all" untuk semua. Tanpa isian: KLPD instansi ini.',
    example: 'D107',
  })
  @IsOptional()
  @asText()
  @Matches(/^[^\p{Cc}]{1,160}$/u, { message: 'klpd: isi satu kode KLPD, misalnya D107, atau "all"' })
  klpd?: string;

  @ApiPropertyOptional({
    description: 'Tahun anggaran; "all" untuk semua tahun. Tanpa isian: tahun anggaran yang diatur.',
    example: '2026',
  })
  @IsOptional()
  @asText()
  @Matches(/^(20\d{2}|all)$/, { message: 'year: isi tahun anggaran empat angka, misalnya 2026, atau "all"' })
  year?: string;

  @ApiPropertyOptional({
    description: 'Bulan pesanan 1–12; 0 sebelum tahun anggaran, 13 sesudahnya, -1 tanpa tanggal.',
    type: [Number],
  })
  @IsOptional()
  @asNumbers()
  @IsInt({ each: true, message: 'month: isi angka bulan 1 sampai 12 (0 sebelum, 13 sesudah, -1 tanpa tanggal)' })
  @Min(-1, { each: true, message: 'month: angka terkecil -1 (tanpa tanggal)' })
  @Max(13, { each: true, message: 'month: angka terbesar 13 (sesudah tahun anggaran)' })
  month?: SpendingMonth[];

  @ApiPropertyOptional({
    description: 'Sumber. Tanpa isian: e-purchasing (v5, v6, toko-daring).',
    enum: SOURCES,
    isArray: true,
  })
  @IsOptional()
  @asList()
  @IsIn(SOURCES, { each: true, message: oneOf('source', SOURCES) })
  source?: Source[];

  @ApiPropertyOptional({
    description:
      'Kelompok status: completed selesai; committed mengikat dan masih berjalan; never tidak dihitung; unknown belum dikenal; missing hilang dari sumber. Transaksi = committed,completed.',
    enum: STANDINGS,
    isArray: true,
  })
  @IsOptional()
  @asList()
  @IsIn(STANDINGS, { each: true, message: oneOf('standing', STANDINGS) })
  standing?: Standing[];

  @ApiPropertyOptional({ description: 'Status menurut sumber, seperti pada laporan by=status.', type: [String] })
  @IsOptional()
  @asList()
  @MaxLength(120, { each: true, message: 'status: paling banyak 120 huruf' })
  status?: string[];

  @ApiPropertyOptional({
    description: 'Sumber dana, misalnya APBD, BLUD; "-" untuk yang tidak disebut.',
    type: [String],
  })
  @IsOptional()
  @asFunds()
  @MaxLength(120, { each: true, message: 'fund: paling banyak 120 huruf' })
  fund?: string[];

  @ApiPropertyOptional({ description: 'Katalog v5.', enum: CATALOGUES, isArray: true })
  @IsOptional()
  @asList()
  @IsIn(CATALOGUES, { each: true, message: oneOf('catalogue', CATALOGUES) })
  catalogue?: Catalogue[];

  @ApiPropertyOptional({ description: 'Keterangan UMK penyedia.', enum: UMK_STATES, isArray: true })
  @IsOptional()
  @asList()
  @IsIn(UMK_STATES, { each: true, message: oneOf('umk', UMK_STATES) })
  umk?: Umk[];

  @ApiPropertyOptional({ description: 'Cocok dengan daftar OVOP.', enum: OVOP_STATES, isArray: true })
  @IsOptional()
  @asList()
  @IsIn(OVOP_STATES, { each: true, message: oneOf('ovop', OVOP_STATES) })
  ovop?: Ovop[];

  @ApiPropertyOptional({ description: 'Id perangkat daerah, atau "unmapped" untuk yang belum dipetakan.' })
  @IsOptional()
  @asText()
  @Matches(/^(\d{1,18}|unmapped)$/, { message: 'pd: isi id perangkat daerah, atau "unmapped"' })
  pd?: string;

  @ApiPropertyOptional({ description: 'Kunci satker, seperti pada laporan by=satker.' })
  @IsOptional()
  @asText()
  @Matches(/^[^\p{Cc}]{1,300}$/u, { message: 'satker: isi satu kunci satker' })
  satker?: string;
}

export class SpendingQueryDto extends SpendingFilterDto {
  @ApiPropertyOptional({ description: 'Dirinci menurut apa.', enum: SPENDING_BY, default: 'perangkat-daerah' })
  @IsOptional()
  @IsIn(SPENDING_BY, { message: oneOf('by', SPENDING_BY) })
  by: SpendingBy = 'perangkat-daerah';
}

export class PackageQueryDto extends SpendingFilterDto {
  @ApiPropertyOptional({ description: 'Halaman, mulai dari 1.', default: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'page: isi nomor halaman' })
  @Min(1, { message: 'page: halaman pertama ialah 1' })
  @Max(1_000_000, { message: 'page: terlalu besar' })
  page = 1;

  @ApiPropertyOptional({ description: `Baris per halaman, paling banyak ${MAX_PAGE_SIZE}.`, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'size: isi banyaknya baris per halaman' })
  @Min(1, { message: 'size: paling sedikit 1' })
  @Max(MAX_PAGE_SIZE, { message: `size: paling banyak ${MAX_PAGE_SIZE}` })
  size = 50;

  @ApiPropertyOptional({ description: 'Urutan: nilai, tanggal (keduanya menurun) atau nama.', enum: PACKAGE_SORTS })
  @IsOptional()
  @IsIn(PACKAGE_SORTS, { message: oneOf('sort', PACKAGE_SORTS) })
  sort: PackageSort = 'value';

  @ApiPropertyOptional({
    description: 'Entri daftar OVOP yang menandai paketnya: nomornya, atau produk-… dan penyedia-… dari katalog.',
    example: '12',
  })
  @IsOptional()
  @Matches(OVOP_REF, { message: 'ovop_entry: isi nomor entri daftar OVOP, contoh 12, produk-34 atau penyedia-5' })
  ovop_entry?: string;

  @ApiPropertyOptional({ description: 'Nomor produk katalog yang ada dalam paketnya.', example: '7' })
  @IsOptional()
  @Matches(/^\d{1,18}$/, { message: 'product: isi nomor produk' })
  product?: string;

  @ApiPropertyOptional({
    description: 'Bersama product: baris milik produk itu sendiri, atau pesanan bersama produk lain.',
    enum: PRODUCT_SHARES,
  })
  @IsOptional()
  @IsIn(PRODUCT_SHARES, { message: oneOf('product_share', PRODUCT_SHARES) })
  product_share?: ProductShare;
}

/** What is meant when the question leaves it open: the instance's own KLPD and its fiscal year. */
export interface SpendingDefaults {
  klpd: string | null;
  year: number | null;
}

/** The question in the terms of the figures; 'all' is null, what is not asked for stays away. */
export function spendingFilter(query: SpendingFilterDto | PackageQueryDto, defaults: SpendingDefaults): SpendingFilter {
  const { klpd, year, month, source, standing, status, fund, catalogue, umk, ovop, pd, satker } = query;
  return {
    klpd: klpd === undefined ? defaults.klpd : klpd === 'all' ? null : klpdCode(klpd),
    year: year === undefined ? defaults.year : year === 'all' ? null : Number(year),
    ...(month && { months: month }),
    ...(source && { sources: source }),
    ...(standing && { standings: standing }),
    ...(status && { statusKeys: status }),
    ...(fund && { funds: fund }),
    ...(catalogue && { catalogues: catalogue }),
    ...(umk && { umk }),
    ...(ovop && { ovop }),
    ...(pd !== undefined && { perangkatDaerah: pd }),
    ...(satker !== undefined && { satkerKey: satker }),
    ...('ovop_entry' in query && query.ovop_entry !== undefined && { ovopEntry: query.ovop_entry }),
    ...('product' in query && query.product !== undefined && { product: query.product }),
    ...('product_share' in query && query.product_share !== undefined && { productShare: query.product_share }),
  };
}

const AMOUNT = { type: String, example: '1234567.50', description: 'Rupiah, dua angka di belakang titik' } as const;

export class DefinitionReferenceDto implements DefinitionReference {
  @ApiProperty({ example: 'B02' }) code: string;
  @ApiProperty({ example: 1 }) version: number;
  @ApiProperty({ example: 'Transaksi' }) name: string;
}

export class FigureDefinitionDto extends DefinitionReferenceDto implements FigureDefinition {
  @ApiProperty({ example: 'transaksi' }) anchor: string;
  @ApiProperty({ format: 'date' }) since: string;
  @ApiProperty() meaning: string;
  @ApiProperty() numerator: string;
  @ApiProperty({ type: String, nullable: true }) denominator: string | null;
  @ApiProperty({ type: [String] }) exclusions: readonly string[];
  @ApiProperty() source: string;
  @ApiProperty({ type: [String] }) limits: readonly string[];
  /** Siapa atau apa yang dapat dihitung. */
  @ApiPropertyOptional() population?: string;
  @ApiPropertyOptional({ enum: ['stok', 'arus', 'rasio'] }) nature?: 'stok' | 'arus' | 'rasio';
}

class UmkAmountsDto {
  @ApiProperty(AMOUNT) yes: string;
  @ApiProperty(AMOUNT) no: string;
  @ApiProperty(AMOUNT) unknown: string;
}

class OvopAmountsDto {
  @ApiProperty(AMOUNT) yes: string;
  @ApiProperty(AMOUNT) mixed: string;
  @ApiProperty(AMOUNT) no: string;
}

export class SplitDto implements SplitJson {
  @ApiProperty(AMOUNT) value: string;
  @ApiProperty() packages: number;
  @ApiProperty({ type: UmkAmountsDto }) umk: UmkAmountsDto;
  @ApiProperty({ type: OvopAmountsDto }) ovop: OvopAmountsDto;
  @ApiProperty({ ...AMOUNT, description: 'Bagian yang UMK "ya" dan OVOP "ya"' }) umkAndOvop: string;
}

export class ApartDto implements ApartJson {
  @ApiProperty() packages: number;
  @ApiProperty(AMOUNT) value: string;
}

export class SpendingTotalsDto implements TotalsJson {
  @ApiProperty({ description: 'Paket dari semua kelompok status' }) packages: number;
  @ApiProperty() lines: number;
  @ApiProperty({ type: SplitDto, description: 'Transaksi: yang berjalan dan yang selesai' }) committed: SplitDto;
  @ApiProperty({ type: SplitDto, description: 'Selesai: bagian dari transaksi' }) completed: SplitDto;
  @ApiProperty({ type: ApartDto, description: 'Tidak dihitung' }) never: ApartDto;
  @ApiProperty({ type: ApartDto, description: 'Status belum dikenal' }) unknown: ApartDto;
  @ApiProperty({ type: ApartDto, description: 'Hilang dari sumber' }) missing: ApartDto;
}

export class PerangkatDaerahRefDto {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
}

export class SpendingRowDto extends SpendingTotalsDto implements RowJson {
  @ApiProperty() key: string;
  @ApiProperty() label: string;
  @ApiPropertyOptional({ description: 'by=perangkat-daerah: banyaknya satker' }) satkers?: number;
  @ApiPropertyOptional({ type: PerangkatDaerahRefDto, nullable: true, description: 'by=satker: induknya' })
  perangkatDaerah?: PerangkatDaerahRefDto | null;
}

/** The question as it was understood. */
export class AskedDto {
  @ApiProperty({ type: String, nullable: true, description: 'null = semua' }) klpd: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'null = semua' }) year: number | null;
  @ApiPropertyOptional({ type: [Number] }) months?: number[];
  @ApiPropertyOptional({ type: [String], enum: SOURCES, isArray: true }) sources?: Source[];
  @ApiPropertyOptional({ enum: STANDINGS, isArray: true }) standings?: Standing[];
  @ApiPropertyOptional({ type: [String] }) statusKeys?: string[];
  @ApiPropertyOptional({ type: [String] }) funds?: string[];
  @ApiPropertyOptional({ enum: CATALOGUES, isArray: true }) catalogues?: Catalogue[];
  @ApiPropertyOptional({ enum: UMK_STATES, isArray: true }) umk?: Umk[];
  @ApiPropertyOptional({ enum: OVOP_STATES, isArray: true }) ovop?: Ovop[];
  @ApiPropertyOptional() perangkatDaerah?: string;
  @ApiPropertyOptional() satkerKey?: string;
  @ApiPropertyOptional({ description: 'Entri daftar OVOP' }) ovopEntry?: string;
  @ApiPropertyOptional({ description: 'Nomor produk katalog' }) product?: string;
  @ApiPropertyOptional({ enum: PRODUCT_SHARES }) productShare?: ProductShare;
}

export class SpendingAnswerDto implements SpendingJson {
  @ApiProperty({ type: [DefinitionReferenceDto] }) definition: DefinitionReferenceDto[];
  @ApiProperty({ description: 'Versi data yang dipakai; berubah setiap kali data berubah' }) dataVersion: string;
  @ApiProperty({ type: AskedDto }) filter: AskedDto;
  @ApiProperty({ enum: SPENDING_BY }) by: SpendingBy;
  @ApiProperty({ type: [SpendingRowDto] }) rows: SpendingRowDto[];
  @ApiProperty({ type: SpendingTotalsDto }) total: SpendingTotalsDto;
}

export class PackageItemDto {
  @ApiProperty() id: string;
  @ApiProperty({ description: 'Impor yang membawanya' }) batchId: string;
  @ApiProperty({ enum: SOURCES }) source: Source;
  @ApiProperty() sourceKey: string;
  @ApiProperty({ type: String, nullable: true }) packageNo: string | null;
  @ApiProperty({ type: String, nullable: true }) name: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date' }) orderedOn: string | null;
  @ApiProperty() satkerKey: string;
  @ApiProperty({ type: String, nullable: true }) satkerName: string | null;
  @ApiProperty({ type: PerangkatDaerahRefDto, nullable: true }) perangkatDaerah: PerangkatDaerahRefDto | null;
  @ApiProperty({ type: String, nullable: true, description: 'Seperti ditulis sumbernya' }) status: string | null;
  @ApiProperty() statusKey: string;
  @ApiProperty({ enum: STANDINGS }) standing: Standing;
  @ApiProperty({ type: [String] }) funds: string[];
  @ApiProperty({ type: [String] }) rupCodes: string[];
  @ApiProperty({ type: [String] }) suppliers: string[];
  @ApiProperty({ ...AMOUNT, description: 'Jumlah baris yang cocok dengan saringan' }) value: string;
  @ApiProperty({ ...AMOUNT, description: 'Jumlah semua baris paket' }) packageValue: string;
  @ApiProperty({ type: UmkAmountsDto }) umk: UmkAmountsDto;
  @ApiProperty({ type: OvopAmountsDto }) ovop: OvopAmountsDto;
  @ApiProperty() lines: number;
  @ApiProperty({ type: Number, nullable: true, description: 'Banyaknya baris menurut sumbernya' })
  expectedLines: number | null;
}

export class PackagePageDto {
  @ApiProperty({ type: [DefinitionReferenceDto] }) definition: DefinitionReferenceDto[];
  @ApiProperty() dataVersion: string;
  @ApiProperty({ type: AskedDto }) filter: AskedDto;
  @ApiProperty({ type: [PackageItemDto] }) items: PackageItemDto[];
  @ApiProperty({ type: ApartDto }) total: ApartDto;
  @ApiProperty() page: number;
  @ApiProperty() pages: number;
  @ApiProperty() size: number;
}

class MarkingProductDto {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
}

class MarkingEntryDto {
  @ApiProperty({ description: 'Nomor entri biro, atau produk-… dan penyedia-… dari katalog', example: '12' })
  id: string;
  @ApiProperty({ enum: OVOP_ORIGINS, description: 'daftar = entri biro; lainnya dari katalog' }) origin: OvopOrigin;
  @ApiProperty() label: string;
  @ApiProperty({ type: MarkingProductDto, nullable: true, description: 'Produk katalog yang cocok' })
  product: MarkingProductDto | null;
  @ApiProperty({ type: String, nullable: true, description: 'Pelaku usaha katalog' }) enterpriseId: string | null;
  @ApiProperty({ description: 'Bagian baris yang cocok' }) matchedOn: string;
}

export class PackageLineDto {
  @ApiProperty() id: string;
  @ApiProperty({ description: 'Nomor baris data dalam berkasnya' }) rowNo: number;
  @ApiProperty({ type: String, nullable: true }) commodityCode: string | null;
  @ApiProperty({ type: String, nullable: true }) commodityName: string | null;
  @ApiProperty({ enum: CATALOGUES }) catalogue: Catalogue;
  @ApiProperty({ type: [String] }) productIds: string[];
  @ApiProperty({ type: String, nullable: true }) productName: string | null;
  @ApiProperty({ type: String, nullable: true }) supplierKey: string | null;
  @ApiProperty({ type: String, nullable: true }) supplierName: string | null;
  @ApiProperty({ enum: UMK_STATES }) umk: Umk;
  @ApiProperty({ type: String, nullable: true, description: 'Dasar keterangan UMK' }) umkBasis: string | null;
  @ApiProperty({ enum: OVOP_STATES }) ovop: Ovop;
  @ApiProperty({ type: MarkingEntryDto, nullable: true }) ovopEntry: MarkingEntryDto | null;
  @ApiProperty({ ...AMOUNT, nullable: true, description: 'Bagian OVOP dari nilai baris; null = seluruhnya' })
  ovopAmount: string | null;
  @ApiProperty({ type: String, nullable: true }) quantity: string | null;
  @ApiProperty({ type: String, nullable: true }) unitPrice: string | null;
  @ApiProperty({ type: String, nullable: true }) shipping: string | null;
  @ApiProperty({ ...AMOUNT, nullable: true }) value: string | null;
}

class RupDto {
  @ApiProperty({ description: 'Kode RUP seperti ditulis sumbernya' }) code: string;
  @ApiProperty({ description: 'Kode yang berlaku sesudah rantai revisi' }) currentCode: string;
  @ApiProperty({ type: String, nullable: true }) name: string | null;
  @ApiProperty({ ...AMOUNT, nullable: true }) pagu: string | null;
  @ApiProperty() found: boolean;
}

export class PackageDetailDto extends PackageItemDto {
  @ApiProperty({ type: [DefinitionReferenceDto] }) definition: DefinitionReferenceDto[];
  @ApiProperty() dataVersion: string;
  @ApiProperty() feed: string;
  @ApiProperty() klpd: string;
  @ApiProperty() year: number;
  @ApiProperty({ type: [String] }) accounts: string[];
  @ApiProperty({ type: String, nullable: true }) shipmentStatus: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Mengapa tidak dihitung, bila sumber lain menceritakannya',
  })
  excluded: string | null;
  @ApiProperty({ type: [RupDto] }) rup: RupDto[];
  @ApiProperty({ type: [PackageLineDto] }) lineItems: PackageLineDto[];
}

export class SourceRowDto {
  @ApiProperty() lineId: string;
  @ApiProperty({ description: 'Impor yang membawanya' }) batchId: string;
  @ApiProperty({ description: 'Nomor baris data dalam berkasnya' }) rowNo: number;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Baris seperti diimpor; kolom pribadi tidak disimpan dan teks bebas disamarkan',
  })
  row: Record<string, unknown>;
}

class KlpdChoiceDto {
  @ApiProperty() code: string;
  @ApiProperty() name: string;
}

class StatusChoiceDto {
  @ApiProperty({ enum: SOURCES }) source: Source;
  @ApiProperty() key: string;
  @ApiProperty() label: string;
  @ApiProperty({ enum: STANDINGS }) standing: Standing;
}

export class SpendingChoicesDto {
  @ApiProperty() dataVersion: string;
  @ApiProperty({ type: [KlpdChoiceDto] }) klpds: KlpdChoiceDto[];
  @ApiProperty({ type: [Number] }) years: number[];
  @ApiProperty({ enum: SOURCES, isArray: true }) sources: Source[];
  @ApiProperty({ type: [String] }) funds: string[];
  @ApiProperty({ type: [StatusChoiceDto] }) statuses: StatusChoiceDto[];
}

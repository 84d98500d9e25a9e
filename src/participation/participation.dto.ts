import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Matches, Max, Min, ValidateBy } from 'class-validator';
import { STAR_VALUES } from '../catalogue/stars.js';
import { DefinitionReferenceDto } from '../purchasing/spending.dto.js';
import { isDay } from '../shared/dates.js';
import { senToDecimal } from '../shared/money.js';
import type { Baseline } from './baseline.js';
import {
  type Funnel,
  FUNNEL_DIMENSIONS,
  type FunnelCounts,
  type FunnelDimension,
  TIME_STEPS,
} from './funnel.queries.js';
import type { FigureRow } from './figures.js';
import { metricOf, metricReferences } from './metrics.js';
import {
  BANDS,
  CLASSES,
  type Dimension,
  DIMENSIONS,
  type ParticipationFilter,
  WOMAN_OWNED,
  type WomanOwned,
} from './participation.js';
import type { ParticipationReport } from './participation.service.js';
import { SELLER_PARTS, SELLER_STATES, type SellerPage, type SellerPart, type SellerState } from './sellers.queries.js';

const VILLAGE = /^(\d{2}\.\d{2}\.\d{2}\.\d{4}|unknown)$/;
const VILLAGE_SAID = 'Kode desa ditulis dengan titik, contoh 53.05.01.2001';

const SPAN_NAMES = ['same-date', 'full-years'] as const;

/** An empty field of a form is the same as no field. */
const asText = (): PropertyDecorator =>
  Transform(({ value }) => (typeof value === 'string' && value.trim() === '' ? undefined : (value as unknown)));

const IsCalendarDay = (): PropertyDecorator =>
  ValidateBy(
    { name: 'isCalendarDay', validator: { validate: (value: unknown) => typeof value === 'string' && isDay(value) } },
    { message: 'Isi tanggal yang ada, contoh 2026-08-31' },
  );

export class ParticipationQueryDto {
  /** Hari terakhir yang dihitung; tahun-tahun sebelumnya sampai hari yang sama. Tanpa isian: hari ini. */
  @ApiPropertyOptional({ format: 'date' }) @asText() @IsOptional() @IsCalendarDay() cutoff?: string;

  /** Setiap tahun sampai hari yang sama, atau tahun penuh (tahun terakhir sejauh yang ada). */
  @ApiPropertyOptional({ enum: SPAN_NAMES })
  @asText()
  @IsOptional()
  @IsIn(SPAN_NAMES)
  span?: (typeof SPAN_NAMES)[number];

  /** Paling banyak sekian tahun terakhir. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 10, default: 5 })
  @asText()
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'Jumlah tahun ialah bilangan bulat' })
  @Min(1)
  @Max(10)
  years?: number;
}

export class ParticipationOwnQueryDto extends ParticipationQueryDto {
  /** Kode kabupaten/kota penjual, atau "unknown". */
  @ApiPropertyOptional({ example: '53.05' })
  @asText()
  @IsOptional()
  @Matches(/^(\d{2}\.\d{2}|unknown)$/, { message: 'Kode kabupaten/kota ditulis dengan titik, contoh 53.05' })
  regency?: string;

  @ApiPropertyOptional({ enum: [...BANDS, ...CLASSES] })
  @asText()
  @IsOptional()
  @IsIn([...BANDS, ...CLASSES])
  class?: ParticipationFilter['sellerClass'];

  /** Kode kelompok produk: hanya baris produk katalog dari kelompok itu. */
  @ApiPropertyOptional({ example: 'tenun' })
  @asText()
  @IsOptional()
  @Matches(/^[a-z0-9-]{1,40}$/, { message: 'Kode kelompok terdiri atas huruf kecil, angka, dan tanda hubung' })
  group?: string;

  /** Kode desa penjual, atau "unknown". */
  @ApiPropertyOptional({ example: '53.05.01.2001' })
  @asText()
  @IsOptional()
  @Matches(VILLAGE, { message: VILLAGE_SAID })
  village?: string;

  /** Milik perempuan: yes, no, atau unknown. */
  @ApiPropertyOptional({ enum: WOMAN_OWNED }) @asText() @IsOptional() @IsIn(WOMAN_OWNED) woman?: WomanOwned;

  /** Bintang produk menurut skemanya, atau "unknown" = tanpa bintang: hanya baris produk katalog. */
  @ApiPropertyOptional({ enum: [...STAR_VALUES, 'unknown'], example: '1-5:3' })
  @asText()
  @IsOptional()
  @IsIn([...STAR_VALUES, 'unknown'])
  star?: string;

  /** Kode desa produk, atau "unknown": hanya baris produk katalog. */
  @ApiPropertyOptional({ example: '53.05.01.2001' })
  @asText()
  @IsOptional()
  @Matches(VILLAGE, { message: VILLAGE_SAID })
  product_village?: string;

  @ApiPropertyOptional({ enum: DIMENSIONS }) @asText() @IsOptional() @IsIn(DIMENSIONS) by?: Dimension;
}

export class FunnelQueryDto {
  @ApiPropertyOptional({ format: 'date' }) @asText() @IsOptional() @IsCalendarDay() cutoff?: string;
  @ApiPropertyOptional({ enum: FUNNEL_DIMENSIONS })
  @asText()
  @IsOptional()
  @IsIn(FUNNEL_DIMENSIONS)
  by?: FunnelDimension;
}

export class SellersQueryDto extends ParticipationOwnQueryDto {
  @ApiProperty({ type: 'integer', example: 2026 })
  @Type(() => Number)
  @IsInt({ message: 'Tahun ialah bilangan bulat' })
  @Min(2000)
  @Max(2100)
  year: number;

  @ApiPropertyOptional({ enum: SELLER_STATES }) @asText() @IsOptional() @IsIn(SELLER_STATES) state?: SellerState;

  /** Bagian dari penjualnya: selesai, lagi (juga pada rentang yang sama tahun sebelumnya), bernilai, tiga (terbesar), menurut alamat, atau ganda (lebih dari satu kelas). */
  @ApiPropertyOptional({ enum: SELLER_PARTS }) @asText() @IsOptional() @IsIn(SELLER_PARTS) part?: SellerPart;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, default: 1 })
  @asText()
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100_000)
  page?: number;
}

/** The filter that a query means. */
export function participationFilter(
  query: ParticipationOwnQueryDto,
  { klpd, today }: { klpd: string | null; today: string },
): ParticipationFilter {
  return {
    klpd,
    cutoff: query.cutoff === undefined || query.cutoff > today ? today : query.cutoff,
    span: query.span === 'full-years' ? 'penuh' : 'sama',
    years: query.years ?? 5,
    regency: query.regency ?? null,
    sellerClass: query.class ?? null,
    group: query.group ?? null,
    village: query.village ?? null,
    woman: query.woman ?? null,
    star: query.star ?? null,
    productVillage: query.product_village ?? null,
  };
}

export class ParticipationSpanDto {
  @ApiProperty({ format: 'date' }) from: string;
  @ApiProperty({ format: 'date' }) to: string;
}

export class ParticipationColumnDto {
  @ApiProperty({ type: 'integer' }) year: number;
  @ApiProperty({ type: ParticipationSpanDto }) span: ParticipationSpanDto;
  /** Seluruh tahun, juga pesanan tanpa tanggal. */
  @ApiProperty() full: boolean;
  /** false: tidak ada pembelian tahun itu yang diimpor. */
  @ApiProperty() data: boolean;
}

export class ParticipationChangeDto {
  @ApiProperty({ enum: ['percent', 'points'] }) unit: string;
  @ApiProperty({ type: String, nullable: true, example: '262.50' }) change: string | null;
  /** false: rentangnya tidak sama panjang, jangan dibandingkan. */
  @ApiProperty() comparable: boolean;
}

export class ParticipationValueDto {
  @ApiProperty({ type: 'integer' }) year: number;
  /** Bilangan, rupiah dengan dua desimal, persen, atau indeks, menurut satuannya; null = lihat missing. */
  @ApiProperty({ type: String, nullable: true }) value: string | null;
  /** no-data: tahunnya tidak diimpor; not-available: tidak tersedia. */
  @ApiProperty({ type: String, nullable: true, enum: ['no-data', 'not-available'] }) missing: string | null;
  /** Tanggal keadaan, untuk stok. */
  @ApiProperty({ type: String, nullable: true, format: 'date' }) onDay: string | null;
  @ApiProperty({ type: ParticipationChangeDto, nullable: true }) change: ParticipationChangeDto | null;
}

export class ParticipationFigureDto {
  @ApiProperty({ example: 'umk' }) key: string;
  @ApiProperty() label: string;
  @ApiProperty({ type: DefinitionReferenceDto }) metric: DefinitionReferenceDto;
  @ApiProperty({ enum: ['count', 'rupiah', 'percent', 'decimal'] }) unit: string;
  @ApiProperty({ enum: ['stok', 'arus', 'rasio'] }) nature: string;
  @ApiProperty({ type: [ParticipationValueDto] }) values: ParticipationValueDto[];
}

export class ParticipationCellDto {
  @ApiProperty({ type: 'integer' }) year: number;
  @ApiProperty({ type: 'integer' }) sellers: number;
  @ApiProperty({ type: 'integer' }) umkSellers: number;
  @ApiProperty({ type: 'integer', nullable: true }) products: number | null;
  @ApiProperty({ type: 'integer' }) packages: number;
  @ApiProperty({ example: '1234.50' }) value: string;
  @ApiProperty({ example: '1234.50' }) umkValue: string;
}

export class ParticipationPlaceDto {
  @ApiProperty() key: string;
  @ApiProperty() label: string;
  @ApiProperty({ type: [ParticipationCellDto] }) cells: ParticipationCellDto[];
}

export class ParticipationDto {
  @ApiProperty({ type: [DefinitionReferenceDto] }) definitions: DefinitionReferenceDto[];
  @ApiProperty({ format: 'date' }) cutoff: string;
  @ApiProperty({ enum: SPAN_NAMES }) span: (typeof SPAN_NAMES)[number];
  @ApiProperty({ type: [ParticipationColumnDto] }) columns: ParticipationColumnDto[];
  @ApiProperty({ type: [ParticipationFigureDto] }) figures: ParticipationFigureDto[];
  @ApiProperty({ type: String, nullable: true, enum: DIMENSIONS }) by: Dimension | null;
  /** Kosong bila tidak diminta. */
  @ApiProperty({ type: [ParticipationPlaceDto] }) places: ParticipationPlaceDto[];
}

export function participationView({ table, rows, breakdown }: ParticipationReport): ParticipationDto {
  const { filter, columns } = table;
  return {
    definitions: metricReferences([...new Set(rows.map(({ metric }) => metric))]),
    cutoff: filter.cutoff,
    span: filter.span === 'penuh' ? 'full-years' : 'same-date',
    columns: columns.map(({ year, span, full, data }) => ({ year, span, full, data })),
    figures: rows.map((row) => ({
      key: row.key,
      label: row.label,
      metric: referenceOf(row.metric),
      unit: row.unit,
      nature: row.nature,
      values: columns.map(({ year }, index) => valueView(row, index, year)),
    })),
    by: breakdown?.by ?? null,
    places: (breakdown?.rows ?? []).map(({ key, label, cells }) => ({
      key,
      label,
      cells: [...cells].map(([year, cell]) => ({
        year,
        sellers: cell.sellers,
        umkSellers: cell.umkSellers,
        products: cell.products,
        packages: cell.packages,
        value: senToDecimal(cell.value),
        umkValue: senToDecimal(cell.umkValue),
      })),
    })),
  };
}

function referenceOf(code: string): DefinitionReferenceDto {
  const { version, name } = metricOf(code);
  return { code, version, name };
}

function valueView(row: FigureRow, index: number, year: number): ParticipationValueDto {
  const value = row.values[index];
  const change = row.changes[index];
  return {
    year,
    value:
      value?.number === null || value?.number === undefined
        ? (value?.text ?? null)
        : row.unit === 'rupiah'
          ? senToDecimal(value.number)
          : value.number.toString(),
    missing: value?.missing ?? null,
    onDay: value?.onDay ?? null,
    change: change ? { unit: change.unit, change: change.percent, comparable: change.comparable } : null,
  };
}

export class BaselineGrowthDto {
  @ApiProperty({ type: String, nullable: true, example: '262.50' }) percent: string | null;
  @ApiProperty() comparable: boolean;
}

export class BaselineRowDto {
  @ApiProperty() key: string;
  @ApiProperty() label: string;
  @ApiProperty({ enum: ['stok', 'arus'] }) nature: string;
  /** Seperti dicetak: bilangan bulat, rupiah untuk nominal. */
  @ApiProperty({ type: [String] }) values: string[];
  /** Dari setiap periode ke periode berikutnya. */
  @ApiProperty({ type: [BaselineGrowthDto] }) growth: BaselineGrowthDto[];
}

export class BaselinePeriodDto extends ParticipationSpanDto {
  @ApiProperty() heading: string;
  /** false: tanggal akhirnya tidak dicetak sumber. */
  @ApiProperty() stated: boolean;
  @ApiProperty({ type: 'integer', nullable: true }) unclassified: number | null;
  @ApiProperty({ type: String, nullable: true, example: '71.43' }) umkShare: string | null;
  @ApiProperty({ type: String, nullable: true, example: '76.92' }) umkShareOfClassified: string | null;
}

export class BaselineDto {
  @ApiProperty() title: string;
  @ApiProperty() source: string;
  @ApiProperty() scope: string;
  @ApiProperty({ type: [String] }) notes: string[];
  @ApiProperty({ type: [BaselinePeriodDto] }) periods: BaselinePeriodDto[];
  @ApiProperty({ type: [BaselineRowDto] }) rows: BaselineRowDto[];
}

export function baselineView(baseline: Baseline): BaselineDto {
  return {
    title: baseline.title,
    source: baseline.source,
    scope: baseline.scope,
    notes: [...baseline.notes],
    periods: baseline.periods.map(({ from, to, heading, stated, derived }) => ({
      from,
      to,
      heading,
      stated,
      unclassified: derived.unclassified,
      umkShare: derived.umkShare,
      umkShareOfClassified: derived.umkShareOfClassified,
    })),
    rows: baseline.rows.map(({ key, label, nature, values, growth }) => ({
      key,
      label,
      nature,
      values: [...values],
      growth: growth.map(({ percent, comparable }) => ({ percent, comparable })),
    })),
  };
}

export class ParticipationSellerDto {
  /** null: belum tercatat sebagai pelaku usaha. */
  @ApiProperty({ type: String, nullable: true }) enterpriseId: string | null;
  @ApiProperty() name: string;
  @ApiProperty({ type: String, nullable: true }) regency: string | null;
  @ApiProperty({ type: [String], enum: CLASSES }) classes: string[];
  @ApiProperty({ enum: SELLER_STATES }) state: SellerState;
  @ApiProperty({ type: 'integer' }) packages: number;
  @ApiProperty({ example: '1234.50' }) value: string;
  /** Dari paket yang selesai. */
  @ApiProperty({ example: '1234.50' }) valueCompleted: string;
  @ApiProperty({ type: String, nullable: true, format: 'date' }) firstOn: string | null;
}

/** Yang penjualnya tidak disebut sumber. */
export class UnnamedSalesDto {
  @ApiProperty({ type: 'integer' }) packages: number;
  @ApiProperty({ example: '1234.50' }) value: string;
  @ApiProperty({ example: '1234.50' }) valueCompleted: string;
}

export class ParticipationSellersDto {
  @ApiProperty({ type: [ParticipationSellerDto] }) items: ParticipationSellerDto[];
  @ApiProperty({ type: 'integer' }) sellers: number;
  @ApiProperty({ example: '1234.50' }) value: string;
  @ApiProperty({ example: '1234.50' }) valueCompleted: string;
  /** Transaksi berbeda pada tahun dan kelas itu, juga yang penjualnya tidak disebut. */
  @ApiProperty({ type: 'integer' }) packages: number;
  @ApiProperty({ type: UnnamedSalesDto }) unnamed: UnnamedSalesDto;
  @ApiProperty({ type: 'integer' }) page: number;
  @ApiProperty({ type: 'integer' }) pages: number;
}

export function sellersView({ items, total, page, pages }: SellerPage): ParticipationSellersDto {
  return {
    items: items.map(({ enterpriseId, name, regency, classes, state, packages, value, valueCompleted, firstOn }) => ({
      enterpriseId,
      name,
      regency,
      classes,
      state,
      packages,
      value: senToDecimal(value),
      valueCompleted: senToDecimal(valueCompleted),
      firstOn,
    })),
    sellers: total.sellers,
    value: senToDecimal(total.value),
    valueCompleted: senToDecimal(total.valueCompleted),
    packages: total.packages,
    unnamed: {
      packages: total.unnamed.packages,
      value: senToDecimal(total.unnamed.value),
      valueCompleted: senToDecimal(total.unnamed.valueCompleted),
    },
    page,
    pages,
  };
}

/** null: langkah itu tidak tersedia, bukan nol. */
export class FunnelCountsDto implements FunnelCounts {
  @ApiProperty({ type: 'integer', nullable: true }) known: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) contacted: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) registered: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) eligible: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) listed: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) sold: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) again: number | null;
}

export class FunnelRowDto {
  @ApiProperty() key: string;
  @ApiProperty() label: string;
  @ApiProperty({ type: FunnelCountsDto }) counts: FunnelCountsDto;
}

export class FunnelTimeDto {
  @ApiProperty({ enum: TIME_STEPS }) step: string;
  /** Hari. */
  @ApiProperty({ type: 'integer', nullable: true }) median: number | null;
  @ApiProperty({ type: 'integer' }) known: number;
  @ApiProperty({ type: 'integer' }) reversed: number;
}

export class FunnelDto {
  @ApiProperty({ type: [DefinitionReferenceDto] }) definitions: DefinitionReferenceDto[];
  @ApiProperty({ format: 'date' }) day: string;
  @ApiProperty({ enum: FUNNEL_DIMENSIONS }) by: FunnelDimension;
  @ApiProperty({ type: FunnelCountsDto }) all: FunnelCountsDto;
  @ApiProperty({ type: [FunnelRowDto] }) rows: FunnelRowDto[];
  @ApiProperty({ type: 'integer' }) unregisteredSellers: number;
  @ApiProperty({ type: [FunnelTimeDto] }) times: FunnelTimeDto[];
}

export function funnelView(funnel: Funnel): FunnelDto {
  return {
    definitions: metricReferences(['P10', 'P11']),
    day: funnel.day,
    by: funnel.by,
    all: funnel.all,
    rows: funnel.rows.map(({ key, label, counts }) => ({ key, label, counts })),
    unregisteredSellers: funnel.unregisteredSellers,
    times: funnel.times.map(({ step, median, known, reversed }) => ({ step, median, known, reversed })),
  };
}

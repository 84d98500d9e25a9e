import { ApiProperty } from '@nestjs/swagger';
import { DefinitionReferenceDto } from '../purchasing/spending.dto.js';
import { senToDecimal } from '../shared/money.js';
import type { Baseline } from './baseline.js';
import type { FigureRow } from './figures.js';
import { metricOf, metricReferences } from './metrics.js';
import { type Dimension, DIMENSIONS } from './participation.js';
import { SPAN_NAMES } from './participation-query.dto.js';
import type { ParticipationReport } from './participation.service.js';

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

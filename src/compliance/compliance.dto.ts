import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Matches, Max, MaxLength, Min, ValidateBy } from 'class-validator';
import { SOURCES } from '../purchasing/intake/rows.js';
import { isDay } from '../shared/dates.js';
import { klpdCode } from '../shared/text.js';
import { type ComplianceQuestion, PACKAGE_PARTS, type PackagePart } from './compliance.js';
import type {
  AmountsJson,
  ComplianceFiguresJson,
  ComplianceRowJson,
  ComplianceTotalJson,
  InScopeJson,
  ObligationReportJson,
  ShareJson,
} from './compliance.report.js';
import { ObligationViewDto } from './circular.dto.js';
import type { CircularStatus } from './circular.js';
import { DUTY_STATES, type DutyState } from '../etalase/duty/duty.js';
import type { EtalaseReportJson } from './etalase/etalase-compliance.report.js';
import { type EtalaseBecause, PLACE_VERDICTS, type PlaceVerdict } from './rules/judge-etalase.js';
import { RESULTS, type Because, type Result } from './rules/judge.js';
import { REASONS, type Membership, type NumeratorState, type Reason } from './rules/scope.js';

/** A business day, 'YYYY-MM-DD', that is in the calendar. */
export function IsBusinessDay(): PropertyDecorator {
  return ValidateBy({
    name: 'isBusinessDay',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isDay(value),
      defaultMessage: () => 'Tanggal ditulis tahun-bulan-hari, contoh 2026-08-31',
    },
  });
}

/** An empty field of a form is the same as no field. */
const asText = (): PropertyDecorator =>
  Transform(({ value }) => (typeof value === 'string' && value.trim() === '' ? undefined : (value as unknown)));

const oneOf = (field: string, values: readonly string[]): string => `${field}: pilih dari ${values.join(', ')}`;

export class ComplianceQueryDto {
  @ApiPropertyOptional({ description: 'Tahun anggaran. Tanpa isian: tahun anggaran yang diatur.', example: '2026' })
  @IsOptional()
  @asText()
  @Matches(/^20\d{2}$/, { message: 'year: isi tahun anggaran empat angka, misalnya 2026' })
  year?: string;

  @ApiPropertyOptional({
    description: 'Kode KLPD; "all" untuk semua. Tanpa isian: KLPD instansi ini.',
    example: 'D107',
  })
  @IsOptional()
  @asText()
  @Matches(/^[^\p{Cc}]{1,160}$/u, { message: 'klpd: isi satu kode KLPD, misalnya D107, atau "all"' })
  klpd?: string;

  @ApiPropertyOptional({ description: 'Hari terakhir menurut tanggal pesanan.', format: 'date', example: '2026-08-31' })
  @IsOptional()
  @asText()
  @IsBusinessDay()
  until?: string;

  @ApiPropertyOptional({ description: 'Id edaran. Tanpa isian: semua yang terbit dan berlaku dalam tahun itu.' })
  @IsOptional()
  @asText()
  @Matches(/^\d{1,18}$/, { message: 'circular: isi id edaran' })
  circular?: string;

  @ApiPropertyOptional({ description: 'Kode butir edaran, misalnya K1.' })
  @IsOptional()
  @asText()
  @MaxLength(32, { message: 'obligation: paling banyak 32 huruf' })
  obligation?: string;
}

export class CompliancePackagesQueryDto extends ComplianceQueryDto {
  @ApiProperty({ description: 'Id butir edaran (obligation.id pada laporan).' })
  @Matches(/^\d{1,18}$/, { message: 'obligationId: isi id butir edaran' })
  obligationId: string;

  @ApiProperty({ description: 'Id perangkat daerah, atau "unmapped" untuk satker yang belum dipetakan.' })
  @Matches(/^(\d{1,18}|unmapped)$/, { message: 'pd: isi id perangkat daerah, atau "unmapped"' })
  pd: string;

  @ApiPropertyOptional({
    description:
      'Bagian angka: numerator dan denominator sejauh pasti; rest pasti dalam cakupan tetapi bukan pembilang; unknown yang belum diketahui; all semuanya.',
    enum: PACKAGE_PARTS,
    default: 'all',
  })
  @IsOptional()
  @IsIn(PACKAGE_PARTS, { message: oneOf('part', PACKAGE_PARTS) })
  part: PackagePart = 'all';

  @ApiPropertyOptional({ description: 'Halaman, mulai dari 1.', default: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'page: isi nomor halaman' })
  @Min(1, { message: 'page: halaman pertama ialah 1' })
  @Max(1_000_000, { message: 'page: terlalu besar' })
  page = 1;

  @ApiPropertyOptional({ description: 'Paket per halaman, paling banyak 200.', default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'size: isi banyaknya paket per halaman' })
  @Min(1, { message: 'size: paling sedikit 1' })
  @Max(200, { message: 'size: paling banyak 200' })
  size = 50;
}

/** What is meant when the question leaves it open. */
export interface ComplianceDefaults {
  klpd: string | null;
  year: number;
  today: string;
}

export function complianceQuestion(query: ComplianceQueryDto, defaults: ComplianceDefaults): ComplianceQuestion {
  const { year, klpd, until, circular, obligation } = query;
  return {
    year: year === undefined ? defaults.year : Number(year),
    klpd: klpd === undefined ? defaults.klpd : klpd === 'all' ? null : klpdCode(klpd),
    until: until ?? null,
    today: defaults.today,
    ...(circular === undefined ? {} : { circularId: circular }),
    ...(obligation === undefined ? {} : { obligationCode: obligation }),
  };
}

const AMOUNT = { example: '1500000.00', description: 'Rupiah, dua desimal' } as const;

class AmountsDto implements AmountsJson {
  @ApiProperty(AMOUNT) yes: string;
  @ApiProperty(AMOUNT) unknown: string;
  @ApiProperty(AMOUNT) no: string;
}

class ScopeOvopAmountsDto {
  @ApiProperty(AMOUNT) yes: string;
  @ApiProperty(AMOUNT) mixed: string;
  @ApiProperty(AMOUNT) no: string;
}

class CountsDto {
  @ApiProperty() yes: number;
  @ApiProperty() unknown: number;
  @ApiProperty() no: number;
}

class InScopeDto implements InScopeJson {
  @ApiProperty() packages: number;
  @ApiProperty(AMOUNT) value: string;
  @ApiProperty() umk: AmountsDto;
  @ApiProperty() ovop: ScopeOvopAmountsDto;
}

class KnownAndMostDto {
  @ApiProperty({ ...AMOUNT, description: 'Yang pasti' }) known: string;
  @ApiProperty({ ...AMOUNT, description: 'Paling banyak, bila semua yang belum diketahui masuk' }) most: string;
}

class PartsDto {
  @ApiProperty({ description: 'Baris yang pasti dalam cakupan, menurut pembilang ya, belum diketahui, tidak' })
  sure: AmountsDto;
  @ApiProperty({ description: 'Baris yang belum pasti dalam cakupan' }) unsure: AmountsDto;
  @ApiProperty({ description: 'Banyaknya baris dalam cakupan yang tidak punya nilai' }) valueless: CountsDto;
}

class ComplianceFiguresDto implements ComplianceFiguresJson {
  @ApiProperty({ description: 'Paket dalam cakupan, pasti atau mungkin' }) packages: number;
  @ApiProperty() numerator: KnownAndMostDto;
  @ApiProperty() denominator: KnownAndMostDto;
  @ApiProperty() parts: PartsDto;
  @ApiProperty() committed: InScopeDto;
  @ApiProperty() completed: InScopeDto;
}

class ShareDto implements ShareJson {
  @ApiProperty(AMOUNT) numerator: string;
  @ApiProperty(AMOUNT) denominator: string;
  @ApiProperty({ example: '0.2951', description: 'Dibulatkan ke empat desimal, hanya untuk ditampilkan' })
  ratio: string;
}

class SharesDto {
  @ApiProperty({ type: ShareDto, nullable: true, description: 'Bila semua yang belum diketahui dianggap tidak' })
  low: ShareDto | null;
  @ApiProperty({ type: ShareDto, nullable: true }) known: ShareDto | null;
  @ApiProperty({ type: ShareDto, nullable: true, description: 'Bila semua yang belum diketahui dianggap ya' })
  high: ShareDto | null;
}

class GapDto {
  @ApiProperty({ ...AMOUNT, description: 'Kekurangan yang ditampilkan' }) low: string;
  @ApiProperty({ type: String, nullable: true, description: 'Paling banyak; null = tidak dapat dibatasi' })
  high: string | null;
}

class RowGapDto extends GapDto {
  @ApiProperty({ ...AMOUNT, description: 'Batas × penyebut − pembilang menurut yang pasti' }) known: string;
}

class ExemptionDto {
  @ApiProperty() reason: string;
  @ApiProperty({ type: String, nullable: true }) validTo: string | null;
}

class ComplianceRowDto extends ComplianceFiguresDto implements ComplianceRowJson {
  @ApiProperty() circularId: string;
  @ApiProperty() circular: string;
  @ApiProperty() obligation: string;
  @ApiProperty({ type: String, nullable: true, description: 'null = satker yang belum dipetakan' })
  perangkatDaerahId: string | null;
  @ApiProperty() name: string;
  @ApiProperty() satkers: number;
  @ApiProperty({ enum: RESULTS, nullable: true, description: 'null = tidak dinilai (belum dipetakan)' })
  result: Result | null;
  @ApiProperty({ type: String, nullable: true }) because: Because | null;
  @ApiProperty() share: SharesDto;
  @ApiProperty() gap: RowGapDto;
  @ApiProperty({ type: [String] }) budgetUnknown: string[];
  @ApiProperty({ type: ExemptionDto, nullable: true }) exemption: ExemptionDto | null;
}

class ComplianceTotalDto extends ComplianceFiguresDto implements ComplianceTotalJson {
  @ApiProperty() gap: GapDto;
}

class CircularInReportDto {
  @ApiProperty() id: string;
  @ApiProperty() version: number;
  @ApiProperty({ type: String, nullable: true }) number: string | null;
  @ApiProperty() subject: string;
  @ApiProperty({ format: 'date' }) effectiveFrom: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) effectiveTo: string | null;
  @ApiProperty({ enum: ['draf', 'terbit', 'berlaku', 'berakhir'] }) status: CircularStatus;
}

class ObligationDefinitionDto {
  @ApiProperty({ example: 'kepatuhan.porsi_nilai' }) code: string;
  @ApiProperty() version: number;
  @ApiProperty() name: string;
  @ApiProperty() anchor: string;
  @ApiProperty() numerator: string;
  @ApiProperty({ type: String, nullable: true }) denominator: string | null;
  @ApiProperty({ example: '40.00', description: 'Persen, atau rupiah untuk nilai minimum' }) threshold: string;
  @ApiProperty({ type: [String] }) exclusions: readonly string[];
  @ApiProperty({ type: [String] }) limits: readonly string[];
}

class ResultCountsDto implements Record<Result, number> {
  @ApiProperty() patuh: number;
  @ApiProperty() tidak_patuh: number;
  @ApiProperty() tidak_berlaku: number;
  @ApiProperty() dikecualikan: number;
  @ApiProperty() data_tidak_lengkap: number;
}

export class ObligationReportDto implements ObligationReportJson {
  @ApiProperty() circular: CircularInReportDto;
  @ApiProperty() obligation: ObligationViewDto;
  @ApiProperty() definition: ObligationDefinitionDto;
  @ApiProperty({ type: [ComplianceRowDto] }) rows: ComplianceRowDto[];
  @ApiProperty() total: ComplianceTotalDto;
  @ApiProperty() results: ResultCountsDto;
  @ApiProperty({ description: 'Perangkat daerah yang tidak dituju edaran' }) notAddressed: number;
}

class EtalaseVerdictCountsDto {
  @ApiProperty({ type: 'integer' }) dipenuhi: number;
  @ApiProperty({ type: 'integer' }) tidak_dipenuhi: number;
  @ApiProperty({ type: 'integer', description: 'Tidak dianggap tidak ada' }) belum_dinilai: number;
}

class EtalaseGapDto {
  @ApiProperty({ type: 'integer', description: 'Bila semua yang belum dinilai ternyata punya etalase' }) low: number;
  @ApiProperty({ type: 'integer', description: 'Bila semua yang belum dinilai ternyata tidak punya' }) high: number;
}

class EtalaseComplianceRowDto {
  @ApiProperty({ type: String, nullable: true, description: 'null = lokasi tanpa penanggung jawab' })
  perangkatDaerahId: string | null;
  @ApiProperty() name: string;
  @ApiProperty({ type: 'integer' }) places: number;
  @ApiProperty() counts: EtalaseVerdictCountsDto;
  @ApiProperty({ enum: RESULTS, nullable: true, description: 'null = tidak dinilai (tanpa penanggung jawab)' })
  result: Result | null;
  @ApiProperty({ type: String, nullable: true }) because: EtalaseBecause | null;
  @ApiProperty({ type: 'integer', description: 'Lokasi yang harus punya etalase menurut batasnya' }) needed: number;
  @ApiProperty({ description: 'Lokasi yang kurang' }) gap: EtalaseGapDto;
  @ApiProperty({ type: ExemptionDto, nullable: true }) exemption: ExemptionDto | null;
}

class EtalaseCompliancePlaceDto {
  @ApiProperty({ example: 'pantai-koka' }) kode: string;
  @ApiProperty() name: string;
  @ApiProperty({ example: '53.07' }) kabupatenCode: string;
  @ApiProperty() kabupaten: string;
  @ApiProperty({ enum: PLACE_VERDICTS }) verdict: PlaceVerdict;
  @ApiProperty({ enum: DUTY_STATES, description: 'Keadaan yang menjadi dasarnya' }) state: DutyState;
  @ApiProperty({ type: 'integer', description: 'Etalase yang tercatat dan belum ditutup' }) etalase: number;
  @ApiProperty({ type: String, format: 'date', nullable: true }) inspectedOn: string | null;
  @ApiProperty({ type: 'integer' }) inspections: number;
  @ApiProperty({ type: String, nullable: true }) perangkatDaerahId: string | null;
}

export class EtalaseObligationReportDto implements EtalaseReportJson {
  @ApiProperty() circular: CircularInReportDto;
  @ApiProperty() obligation: ObligationViewDto;
  @ApiProperty() definition: ObligationDefinitionDto;
  @ApiProperty({ format: 'date', description: 'Hari penilaian' }) day: string;
  @ApiProperty({ type: 'integer', description: 'Sekian hari sesudah terlihat, etalase belum dapat dinilai lagi' })
  validDays: number;
  @ApiProperty() validDaysSource: string;
  @ApiProperty({ type: [EtalaseComplianceRowDto] }) rows: EtalaseComplianceRowDto[];
  @ApiProperty({ type: [EtalaseCompliancePlaceDto] }) places: EtalaseCompliancePlaceDto[];
  @ApiProperty() counts: EtalaseVerdictCountsDto;
  @ApiProperty() results: ResultCountsDto;
}

export class ComplianceAnswerDto {
  @ApiProperty() dataVersion: string;
  @ApiProperty() year: number;
  @ApiProperty({ type: String, nullable: true }) klpd: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) until: string | null;
  @ApiProperty({ type: [ObligationReportDto] }) obligations: ObligationReportDto[];
  @ApiProperty({ type: [EtalaseObligationReportDto], description: 'Butir etalase di lokasi wisata' })
  etalase: EtalaseObligationReportDto[];
}

class CompliancePackageLineDto {
  @ApiProperty() lineId: string;
  @ApiProperty({ type: String, nullable: true }) value: string | null;
  @ApiProperty({ enum: ['sure', 'unsure', 'out'] }) membership: Membership;
  @ApiProperty({ enum: ['yes', 'unknown', 'no'] }) numerator: NumeratorState;
  @ApiProperty({ enum: REASONS, isArray: true }) because: Reason[];
}

class CompliancePackageDto {
  @ApiProperty() id: string;
  @ApiProperty({ enum: SOURCES }) source: string;
  @ApiProperty() sourceKey: string;
  @ApiProperty({ type: String, nullable: true }) packageNo: string | null;
  @ApiProperty({ type: String, nullable: true }) name: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) orderedOn: string | null;
  @ApiProperty() satkerName: string;
  @ApiProperty({ type: String, nullable: true }) status: string | null;
  @ApiProperty({ type: [String] }) accounts: string[];
  @ApiProperty({ ...AMOUNT, description: 'Baris yang termasuk angka ini' }) value: string;
  @ApiProperty({ type: String, nullable: true, description: 'Seluruh paket' }) packageValue: string | null;
  @ApiProperty({ enum: REASONS, isArray: true }) because: Reason[];
  @ApiProperty({ type: [CompliancePackageLineDto] }) lines: CompliancePackageLineDto[];
}

class NamedUnitDto {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
}

class PackageTotalDto {
  @ApiProperty() packages: number;
  @ApiProperty(AMOUNT) value: string;
}

export class CompliancePackagesDto {
  @ApiProperty() dataVersion: string;
  @ApiProperty() circularId: string;
  @ApiProperty() obligation: ObligationViewDto;
  @ApiProperty({ enum: PACKAGE_PARTS }) part: PackagePart;
  @ApiProperty({ type: NamedUnitDto, nullable: true }) perangkatDaerah: NamedUnitDto | null;
  @ApiProperty({ type: [CompliancePackageDto] }) items: CompliancePackageDto[];
  @ApiProperty() total: PackageTotalDto;
  @ApiProperty() page: number;
  @ApiProperty() pages: number;
  @ApiProperty() size: number;
}

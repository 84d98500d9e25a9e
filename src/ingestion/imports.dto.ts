import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, Max, Min, Validate, ValidatorConstraint } from 'class-validator';
import { type Feed, FEEDS, ISSUE_CODES, type IssueCode } from '../purchasing/intake/rows.js';
import { isDay } from '../shared/dates.js';
import {
  IMPORT_STATES,
  type ImportBatch,
  type ImportIssue,
  type ImportRequest,
  type ImportState,
} from './import-batch.js';
import { feedName, issueSentence, outcomeSentence, STATE_WORDS, warningSentence } from './wording.js';

const FEEDS_OR_AUTO = ['auto', ...FEEDS] as const;

@ValidatorConstraint({ name: 'isDay' })
class IsDay {
  validate(value: unknown): boolean {
    return typeof value === 'string' && isDay(value);
  }
}

/** Forms send text; an empty field is the same as none. */
const optionalText = (): PropertyDecorator =>
  Transform(({ value }) => (typeof value === 'string' && value.trim() === '' ? undefined : (value as unknown)));
const asFlag = (): PropertyDecorator =>
  Transform(({ value }) => {
    if (value === undefined || value === '') return undefined;
    return value === true || value === '1' || value === 'true' || value === 'on';
  });
const asYear = (): PropertyDecorator =>
  Transform(({ value }) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value || undefined));

/** What may be said beside the files. */
export class ImportFieldsDto {
  @ApiPropertyOptional({
    enum: FEEDS_OR_AUTO,
    description: 'Jenis berkas; "auto" atau tanpa isian dikenali dari judul kolomnya.',
  })
  @IsOptional()
  @optionalText()
  @IsIn(FEEDS_OR_AUTO, { message: 'Jenis berkas tidak dikenal; pilih dari daftar' })
  as?: Feed | 'auto';

  @ApiPropertyOptional({ description: 'Tahun anggaran bagi baris yang tidak menuliskannya.', example: 2026 })
  @IsOptional()
  @asYear()
  @IsInt({ message: 'Tahun ditulis empat angka, contoh 2026' })
  @Min(2000, { message: 'Tahun paling awal 2000' })
  @Max(2100, { message: 'Tahun paling akhir 2100' })
  year?: number;

  @ApiPropertyOptional({ format: 'date', description: 'Tanggal data diambil dari sumbernya.', example: '2026-08-31' })
  @IsOptional()
  @optionalText()
  @Validate(IsDay, { message: 'Tanggal data ditulis tahun-bulan-hari, contoh 2026-08-31' })
  snapshot_on?: string;

  @ApiPropertyOptional({
    description: 'Berkas memuat seluruh tahun: pesanan yang tidak ada di dalamnya ditandai "hilang dari sumber".',
  })
  @IsOptional()
  @asFlag()
  @IsBoolean()
  complete_year?: boolean;

  @ApiPropertyOptional({ description: 'Terapkan walaupun barisnya kurang dari separuh impor terakhir.' })
  @IsOptional()
  @asFlag()
  @IsBoolean()
  confirm?: boolean;
}

/** What a form says, in the service's words; what was not filled in is not there. */
export function importRequest(fields: ImportFieldsDto): ImportRequest {
  return {
    as: fields.as === 'auto' ? null : fields.as,
    year: fields.year,
    snapshotOn: fields.snapshot_on,
    completeYear: fields.complete_year,
    confirm: fields.confirm,
  };
}

/** Body of an upload, for the documentation: the files themselves are streamed. */
export class ImportUploadDto extends ImportFieldsDto {
  @ApiProperty({ type: 'array', items: { type: 'string', format: 'binary' }, description: 'Satu berkas atau lebih.' })
  file: unknown[];
}

export class ImportListQueryDto {
  @ApiPropertyOptional({ default: 1, minimum: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'page: isi bilangan bulat' })
  @Min(1, { message: 'page: paling kecil 1' })
  @Max(1_000_000, { message: 'page: paling besar 1000000' })
  page = 1;

  @ApiPropertyOptional({ default: 50, minimum: 1, maximum: 200 })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'size: isi bilangan bulat' })
  @Min(1, { message: 'size: paling kecil 1' })
  @Max(200, { message: 'size: paling besar 200' })
  size = 50;
}

export class IssueListQueryDto extends ImportListQueryDto {
  @ApiPropertyOptional({ enum: ISSUE_CODES, description: 'Hanya catatan dengan alasan ini.' })
  @IsOptional()
  @optionalText()
  @IsIn(ISSUE_CODES, { message: 'code: alasan tidak dikenal' })
  code?: IssueCode;
}

export class ImportRowsDto {
  @ApiProperty({ description: 'accepted + unchanged + repeated + rejected' }) read: number;
  @ApiProperty() accepted: number;
  @ApiProperty() unchanged: number;
  @ApiProperty() repeated: number;
  @ApiProperty() rejected: number;
  @ApiProperty({ description: 'Bagian dari accepted; dihitung dalam setiap jumlah' }) unmatched: number;
}

export class ImportDto {
  @ApiProperty() id: string;
  @ApiProperty({ enum: IMPORT_STATES }) state: ImportState;
  @ApiProperty({ description: 'Keadaan dalam kata' }) stateText: string;
  @ApiProperty() fileName: string;
  @ApiProperty({ description: 'Byte' }) byteSize: number;
  @ApiProperty() sha256: string;
  @ApiProperty({ enum: FEEDS, nullable: true, type: String, description: 'Yang diminta orang' }) feedAsked: Feed | null;
  @ApiProperty({ enum: FEEDS, nullable: true, type: String, description: 'Menurut judul kolomnya' })
  feedRecognised: Feed | null;
  @ApiProperty({ enum: FEEDS, nullable: true, type: String, description: 'Dibaca sebagai' }) feed: Feed | null;
  @ApiProperty() feedName: string;
  @ApiProperty({ nullable: true, type: String }) format: string | null;
  @ApiProperty({ nullable: true, type: String }) sheet: string | null;
  @ApiProperty({ type: [String] }) unknownColumns: string[];
  @ApiProperty({ nullable: true, type: Number }) year: number | null;
  @ApiProperty({ nullable: true, type: String, format: 'date-time' }) snapshotAt: string | null;
  @ApiProperty({ nullable: true, type: String, enum: ['orang', 'berkas'] }) snapshotFrom: string | null;
  @ApiProperty() completeYear: boolean;
  @ApiProperty() by: string;
  @ApiProperty() origin: string;
  @ApiProperty({ format: 'date-time' }) receivedAt: string;
  @ApiProperty({ nullable: true, type: String, format: 'date-time' }) startedAt: string | null;
  @ApiProperty({ nullable: true, type: String, format: 'date-time' }) finishedAt: string | null;
  @ApiProperty({ description: 'Baris yang sudah dibaca' }) progressRows: number;
  @ApiProperty() rows: ImportRowsDto;
  @ApiProperty() packages: number;
  @ApiProperty({ description: 'Rupiah, teks desimal', example: '56934785094.76' }) total: string;
  @ApiProperty() issuesTotal: number;
  @ApiProperty({ description: 'Catatan yang disimpan per baris; selebihnya hanya dihitung' }) issuesKept: number;
  @ApiProperty({ nullable: true, type: String, description: 'Kode penolakan' }) refusalCode: string | null;
  @ApiProperty({ description: 'Apa yang terjadi, dalam satu kalimat' }) message: string;
  @ApiProperty({ description: 'Diterapkan bila dijalankan lagi dengan confirm' }) confirmable: boolean;
  @ApiProperty({ type: [String] }) warnings: string[];
  @ApiProperty({ nullable: true, type: String }) rerunOf: string | null;
  @ApiProperty({ nullable: true, type: String }) replacedBy: string | null;
  @ApiProperty({ nullable: true, type: String }) undoneBy: string | null;
  @ApiProperty({ nullable: true, type: String, format: 'date-time' }) undoneAt: string | null;
}

export function importView(batch: ImportBatch, timeZone: string): ImportDto {
  return {
    id: batch.id,
    state: batch.state,
    stateText: STATE_WORDS[batch.state],
    fileName: batch.fileName,
    byteSize: batch.byteSize,
    sha256: batch.sha256,
    feedAsked: batch.feedAsked,
    feedRecognised: batch.feedRecognised,
    feed: batch.feed,
    feedName: feedName(batch.feed),
    format: batch.format,
    sheet: batch.sheet,
    unknownColumns: batch.unknownColumns,
    year: batch.toldYear,
    snapshotAt: batch.snapshotAt,
    snapshotFrom: batch.snapshotFrom,
    completeYear: batch.completeYear,
    by: batch.by,
    origin: batch.origin,
    receivedAt: batch.receivedAt,
    startedAt: batch.startedAt,
    finishedAt: batch.finishedAt,
    progressRows: batch.progressRows,
    rows: { ...batch.counts },
    packages: batch.packages,
    total: batch.total,
    issuesTotal: batch.issuesTotal,
    issuesKept: batch.issuesKept,
    refusalCode: batch.refusalCode,
    message: outcomeSentence(batch),
    confirmable: batch.confirmReason !== null,
    warnings: batch.warnings.map((warning) => warningSentence(warning, timeZone)),
    rerunOf: batch.rerunOf,
    replacedBy: batch.replacedBy,
    undoneBy: batch.undoneBy,
    undoneAt: batch.undoneAt,
  };
}

export class ImportPageDto {
  @ApiProperty({ type: [ImportDto] }) items: ImportDto[];
  @ApiProperty() total: number;
  @ApiProperty() page: number;
  @ApiProperty() pages: number;
  @ApiProperty() size: number;
}

export class ImportIssueDto {
  @ApiProperty({ nullable: true, type: Number, description: 'Baris dalam berkas' }) line: number | null;
  @ApiProperty({ nullable: true, type: String }) column: string | null;
  @ApiProperty({ nullable: true, type: String, description: 'Isi selnya; data pribadi disamarkan' }) value:
    string | null;
  @ApiProperty({ enum: ISSUE_CODES }) code: IssueCode;
  @ApiProperty({ enum: ['error', 'warning'], description: 'error: baris ditolak; warning: baris diterima' })
  severity: 'error' | 'warning';
  @ApiProperty() message: string;
}

export function issueView(issue: ImportIssue): ImportIssueDto {
  return {
    line: issue.line,
    column: issue.column,
    value: issue.value,
    code: issue.code,
    severity: issue.severity,
    message: issueSentence(issue),
  };
}

export class ImportIssuePageDto {
  @ApiProperty({ type: [ImportIssueDto] }) items: ImportIssueDto[];
  @ApiProperty() total: number;
  @ApiProperty() page: number;
  @ApiProperty() pages: number;
  @ApiProperty() size: number;
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min, Validate, ValidatorConstraint } from 'class-validator';
import { isDay } from '../../shared/dates.js';

@ValidatorConstraint({ name: 'isDay' })
class IsDay {
  validate(value: unknown): boolean {
    return typeof value === 'string' && isDay(value);
  }
}

/** Forms send text; an empty field is the same as none. */
const optionalText = (): PropertyDecorator =>
  Transform(({ value }) => (typeof value === 'string' ? value.trim() || undefined : (value as unknown)));
const LONGEST = { message: 'Paling banyak 200 huruf' };

/** Which records; each is optional. */
export class AuditFilterDto {
  @ApiPropertyOptional({
    format: 'date',
    description: 'Hari pertama, menurut zona waktu instansi',
    example: '2026-01-01',
  })
  @IsOptional()
  @optionalText()
  @Validate(IsDay, { message: 'Tanggal ditulis tahun-bulan-hari, contoh 2026-08-31' })
  from?: string;

  @ApiPropertyOptional({ format: 'date', description: 'Hari terakhir, ikut dihitung', example: '2026-12-31' })
  @IsOptional()
  @optionalText()
  @Validate(IsDay, { message: 'Tanggal ditulis tahun-bulan-hari, contoh 2026-08-31' })
  to?: string;

  @ApiPropertyOptional({ description: 'Nama atau id pengguna, kunci, atau perintah', example: 'admin' })
  @IsOptional()
  @optionalText()
  @IsString()
  @MaxLength(200, LONGEST)
  actor?: string;

  @ApiPropertyOptional({ description: 'Kode tindakan', example: 'row.update' })
  @IsOptional()
  @optionalText()
  @IsString()
  @MaxLength(200, LONGEST)
  action?: string;

  @ApiPropertyOptional({ description: 'Jenis objek: nama tabelnya', example: 'app_user' })
  @IsOptional()
  @optionalText()
  @IsString()
  @MaxLength(200, LONGEST)
  objectKind?: string;

  @ApiPropertyOptional({ description: 'Kunci objek sebagai teks' })
  @IsOptional()
  @optionalText()
  @IsString()
  @MaxLength(200, LONGEST)
  objectId?: string;
}

export class AuditQueryDto extends AuditFilterDto {
  @ApiPropertyOptional({ description: 'Hanya catatan sebelum nomor ini: isi dengan `next` dari halaman sebelumnya' })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'Nomor catatan berupa bilangan bulat' })
  @Min(1, { message: 'Nomor catatan paling kecil 1' })
  @Max(Number.MAX_SAFE_INTEGER, { message: 'Nomor catatan terlalu besar' })
  before?: number;

  @ApiPropertyOptional({ minimum: 1, maximum: 500, default: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'Jumlah berupa bilangan bulat' })
  @Min(1, { message: 'Paling sedikit 1' })
  @Max(500, { message: 'Paling banyak 500' })
  size: number = 100;
}

export class AuditRecordDto {
  @ApiProperty({ description: 'Nomor, mulai 1, tanpa lompatan' }) seq: number;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ enum: ['pengguna', 'kunci', 'publik', 'cli', 'sistem'] }) actorKind: string;
  @ApiProperty({ type: String, nullable: true }) actorId: string | null;
  @ApiProperty() actorName: string;
  @ApiProperty({ type: String, nullable: true }) actorRole: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Alamat asal permintaan' }) address: string | null;
  @ApiProperty({ type: String, nullable: true }) requestId: string | null;
  @ApiProperty({ example: 'row.update' }) action: string;
  @ApiProperty({ example: 'app_user' }) objectKind: string;
  @ApiProperty({ type: String, nullable: true }) objectId: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true }) before: Record<string, unknown> | null;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true }) after: Record<string, unknown> | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ description: 'SHA-256 (hex) isi catatan ini dan hash catatan sebelumnya' }) hash: string;
}

export class AuditPageDto {
  @ApiProperty({ type: AuditRecordDto, isArray: true }) items: AuditRecordDto[];
  @ApiProperty({ type: Number, nullable: true, description: 'Untuk `before` halaman berikutnya; null = habis' })
  next: number | null;
}

class SealedDto {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty() seq: number;
  @ApiProperty() hash: string;
}

class CheckedDto {
  @ApiProperty() rows: number;
  @ApiProperty() problems: number;
}

export class AuditStateDto {
  @ApiProperty({ type: SealedDto, nullable: true }) sealed: SealedDto | null;
  @ApiProperty({ type: String, nullable: true, description: 'Yang salah pada penyegelan terakhir' })
  problem: string | null;
  /** Of the last thousand rows. */
  @ApiProperty({ type: CheckedDto }) checked: CheckedDto;
}

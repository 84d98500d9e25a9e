import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  Validate,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';

@ValidatorConstraint({ name: 'timeZone' })
export class IsTimeZone implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    if (typeof value !== 'string') return false;
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: value }));
    } catch {
      return false;
    }
  }

  defaultMessage(): string {
    return 'Zona waktu tidak dikenal, contoh Asia/Makassar';
  }
}

const emptyIsNull = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.trim() || null : value;

/** What the set-up page and PUT /api/v1/settings take. */
export class SettingsDto {
  /** Code of the KLPD in the feeds ('D50' and 'D050' are the same); null shows every KLPD. */
  @ApiProperty({ type: String, nullable: true, example: 'D999' })
  @Transform(emptyIsNull)
  @IsOptional()
  @Matches(/^[A-Za-z]{1,3}\d{1,5}$/, { message: 'Kode KLPD terdiri atas huruf lalu angka, contoh D999' })
  klpdCode: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Provinsi Contoh' })
  @Transform(emptyIsNull)
  @IsOptional()
  @IsString()
  @MaxLength(200, { message: 'Nama KLPD paling banyak 200 huruf' })
  klpdName: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Nusa Tenggara Timur' })
  @Transform(emptyIsNull)
  @IsOptional()
  @IsString()
  @MaxLength(100, { message: 'Nama provinsi paling banyak 100 huruf' })
  province: string | null;

  /** IANA time zone. */
  @ApiProperty({ example: 'Asia/Makassar' })
  @Validate(IsTimeZone)
  timeZone: string;

  /** Fiscal year that pages show until another is chosen; null = this year. */
  @ApiProperty({ type: Number, nullable: true, example: 2026 })
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? (/^\d+$/.test(value.trim()) ? Number(value) : value.trim() || null) : value,
  )
  @IsOptional()
  @IsInt({ message: 'Tahun anggaran ditulis dengan empat angka, contoh 2026' })
  @Min(2010, { message: 'Tahun anggaran paling awal 2010' })
  @Max(2100, { message: 'Tahun anggaran paling akhir 2100' })
  fiscalYear: number | null;

  /** Head of reports and letters, line by line. */
  @ApiProperty({ type: [String], example: ['PEMERINTAH PROVINSI CONTOH', 'SEKRETARIAT DAERAH'] })
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string'
      ? value
          .split(/\r?\n/)
          .map((line) => line.trim())
          .filter(Boolean)
      : value,
  )
  @IsArray()
  @ArrayMaxSize(8, { message: 'Kepala surat paling banyak 8 baris' })
  @IsString({ each: true })
  @MaxLength(120, { each: true, message: 'Satu baris kepala surat paling banyak 120 huruf' })
  letterhead: string[];
}

/** The settings as they are. */
export class SettingsViewDto {
  @ApiProperty({ type: String, nullable: true }) klpdCode: string | null;
  @ApiProperty({ type: String, nullable: true }) klpdName: string | null;
  @ApiProperty({ type: String, nullable: true }) province: string | null;
  @ApiProperty() timeZone: string;
  @ApiProperty({ type: Number, nullable: true }) fiscalYear: number | null;
  @ApiProperty({ type: [String] }) letterhead: string[];
  /** The data are made up. */
  @ApiProperty() demo: boolean;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) setUpAt: string | null;
}

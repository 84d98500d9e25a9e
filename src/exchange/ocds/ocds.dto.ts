import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';

/** Which releases. */
export class OcdsQueryDto {
  @ApiProperty({ description: 'Tahun anggaran', example: 2026, minimum: 2000, maximum: 2099 })
  @Type(() => Number)
  @IsInt({ message: 'year: isi tahun anggaran empat angka, misalnya 2026' })
  @Min(2000, { message: 'year: tahun paling awal 2000' })
  @Max(2099, { message: 'year: tahun paling akhir 2099' })
  year: number;

  @ApiPropertyOptional({
    description: 'Kode KLPD; "all" untuk semua. Tanpa isian: KLPD instansi ini.',
    example: 'D107',
  })
  @IsOptional()
  @Matches(/^[^\p{Cc}]{1,160}$/u, { message: 'klpd: isi satu kode KLPD, misalnya D107, atau "all"' })
  klpd?: string;
}

export class OcdsPageQueryDto extends OcdsQueryDto {
  @ApiPropertyOptional({ description: 'Lanjutan: nilai dari links.next halaman sebelumnya', default: '0' })
  @IsOptional()
  @Matches(/^\d{1,18}$/, { message: 'after: pakai nilai dari links.next halaman sebelumnya' })
  after?: string;

  @ApiPropertyOptional({ description: 'Rilis sehalaman', default: 200, minimum: 1, maximum: 1000 })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'size: isi angka 1 sampai 1000' })
  @Min(1, { message: 'size: paling sedikit 1' })
  @Max(1000, { message: 'size: paling banyak 1000' })
  size?: number;
}

class PublisherDto {
  @ApiProperty() name: string;
}

class LinksDto {
  @ApiPropertyOptional() next?: string;
}

/** What stands at the head of each package. */
class PackageHeadDto {
  @ApiProperty() uri: string;
  @ApiProperty({ example: '1.1' }) version: string;
  @ApiProperty({ type: [String] }) extensions: string[];
  @ApiProperty({ format: 'date-time' }) publishedDate: string;
  @ApiProperty({ type: PublisherDto }) publisher: PublisherDto;
  @ApiProperty() license: string;
  @ApiPropertyOptional() publicationPolicy?: string;
}

/** OCDS 1.1.5 release package; releases as the standard and its extensions describe them. */
export class ReleasePackageDto extends PackageHeadDto {
  @ApiPropertyOptional({ type: LinksDto }) links?: LinksDto;
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } }) releases: object[];
}

/** OCDS 1.1.5 record package with one record. */
export class RecordPackageDto extends PackageHeadDto {
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } }) records: object[];
}

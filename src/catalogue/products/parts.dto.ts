import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { CERTIFICATE_KINDS, PLATFORMS } from './product.js';

export class ProductVersionDto {
  /** Versi yang dibaca sebelum diubah. */
  @ApiProperty() @Type(() => Number) @IsInt() @Min(1) @Max(2_000_000_000) version: number;
}

export class CertificateDto {
  @ApiProperty({ enum: CERTIFICATE_KINDS }) @IsString() @MaxLength(40) kind: string;
  /** Seperti tertulis pada sertifikat; bentuknya diperiksa menurut jenisnya. */
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(200) number?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(1000) issuer?: string;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsString() @MaxLength(10) issuedOn?: string;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsString() @MaxLength(10) expiresOn?: string;
  /** Persen, hanya untuk TKDN. */
  @ApiPropertyOptional({ example: '41.5' }) @IsOptional() @IsString() @MaxLength(10) value?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(18) enterpriseId?: string;
  /** Hari Anda melihat sertifikatnya; tanpa isian = belum dilihat. */
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsString() @MaxLength(10) seenOn?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) note?: string;
}

export class CertificateChangeDto extends CertificateDto {
  @ApiProperty() @IsInt() @Min(1) @Max(2_000_000_000) version: number;
}

export class ListingDto {
  @ApiProperty({ enum: PLATFORMS }) @IsString() @MaxLength(10) platform: string;
  /** kd_produk di v5, kode produk di v6. */
  @ApiProperty() @IsString() @MaxLength(200) externalId: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(1000) category?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(1000) etalase?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(1000) url?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(18) enterpriseId?: string;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsString() @MaxLength(10) validFrom?: string;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsString() @MaxLength(10) validTo?: string;
}

export class ListingChangeDto extends ListingDto {
  @ApiProperty() @IsInt() @Min(1) @Max(2_000_000_000) version: number;
}

export class PhotoChangeDto {
  /** Apa yang terlihat, bagi yang tidak melihatnya. */
  @ApiProperty() @IsString() @MaxLength(1000) alt: string;
  /** Urutan dari 1. */
  @ApiPropertyOptional() @IsOptional() @IsInt() @Min(1) @Max(100) position?: number;
}

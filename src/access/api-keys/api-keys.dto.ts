import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { KEY_PERMISSIONS, type Permission } from '../permissions.js';
import { type ApiKeyState, type ApiKeyView, DEFAULT_QUOTA, HIGHEST_QUOTA, type NewApiKey } from './api-key.js';

export class NewApiKeyDto implements NewApiKey {
  /** What the key is for. */
  @ApiProperty({ example: 'Dasbor pimpinan' })
  @IsString({ message: 'Nama kunci wajib diisi' })
  @IsNotEmpty({ message: 'Nama kunci wajib diisi' })
  @MaxLength(100, { message: 'Nama kunci paling banyak 100 huruf' })
  name: string;

  /** Never more than the owner holds, now and at every use. */
  @ApiProperty({ enum: KEY_PERMISSIONS, isArray: true })
  @IsArray({ message: 'Pilih paling sedikit satu izin' })
  @ArrayNotEmpty({ message: 'Pilih paling sedikit satu izin' })
  @IsIn(KEY_PERMISSIONS, { each: true, message: `Izin kunci dipilih dari: ${KEY_PERMISSIONS.join(', ')}` })
  permissions: Permission[];

  /** Last day on which the key is good; at most 366 days. */
  @ApiProperty({ format: 'date' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'Hari terakhir berlaku wajib diisi, contoh 2026-12-31' })
  lastDay: string;

  @ApiPropertyOptional({ default: DEFAULT_QUOTA.perMinute, maximum: HIGHEST_QUOTA.perMinute })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'Kuota semenit: isi bilangan bulat' })
  @Min(1, { message: 'Kuota semenit paling sedikit 1' })
  @Max(HIGHEST_QUOTA.perMinute, { message: `Kuota semenit paling banyak ${HIGHEST_QUOTA.perMinute}` })
  perMinute?: number;

  @ApiPropertyOptional({ default: DEFAULT_QUOTA.perDay, maximum: HIGHEST_QUOTA.perDay })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'Kuota sehari: isi bilangan bulat' })
  @Min(1, { message: 'Kuota sehari paling sedikit 1' })
  @Max(HIGHEST_QUOTA.perDay, { message: `Kuota sehari paling banyak ${HIGHEST_QUOTA.perDay}` })
  perDay?: number;
}

class KeyOwnerDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() username: string;
}

export class ApiKeyDto implements ApiKeyView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  /** The part of the key that may be shown. */
  @ApiProperty({ example: 'lpk_4f9c21ab' }) prefix: string;
  @ApiProperty({ type: KeyOwnerDto }) owner: KeyOwnerDto;
  @ApiProperty({ enum: KEY_PERMISSIONS, isArray: true }) permissions: Permission[];
  @ApiProperty({ format: 'date-time' }) expiresAt: string;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) lastUsedAt: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) revokedAt: string | null;
  @ApiProperty() perMinute: number;
  @ApiProperty() perDay: number;
  /** Requests counted today (UTC). */
  @ApiProperty() usedToday: number;
  @ApiProperty({ enum: ['active', 'expired', 'revoked', 'owner-disabled'] }) state: ApiKeyState;
}

export class MadeApiKeyDto {
  @ApiProperty({ type: ApiKeyDto }) key: ApiKeyDto;
  /** The key itself: shown this once and kept nowhere. Sent as `Authorization: Bearer …`. */
  @ApiProperty({ example: 'lpk_4f9c21ab_…' }) token: string;
}

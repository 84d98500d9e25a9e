import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import {
  type Delivery,
  DELIVERY_STATES,
  type DeliveryOutcome,
  type DeliveryState,
  OUTCOMES,
  type Webhook,
} from './webhook.js';

export class NewWebhookDto {
  @ApiProperty({ example: 'Situs pariwisata' }) @IsString() @MaxLength(200) name: string;
  /** https saja; bukan alamat jaringan sendiri. */
  @ApiProperty({ example: 'https://contoh.id/kait/etalase' }) @IsString() @MaxLength(1000) url: string;
}

export class ChangeWebhookDto extends NewWebhookDto {
  /** Versi yang dibaca; bila sudah berubah, permintaan ditolak. */
  @ApiProperty({ type: 'integer' }) @IsInt() version: number;
}

export class DisableWebhookDto {
  @ApiProperty({ example: 'Situs sedang dipindahkan' }) @IsString() @MaxLength(300) why: string;
}

export class WebhookDto implements Webhook {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty() url: string;
  @ApiProperty({ type: 'integer' }) version: number;
  /** null = dikabari. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) disabledAt: string | null;
  @ApiProperty({ type: String, nullable: true }) disabledWhy: string | null;
  @ApiProperty() createdBy: string;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  /** Terakhir kali penerima menerima; null = belum pernah. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lastSentAt: string | null;
  /** Kabar yang menunggu percobaan berikutnya. */
  @ApiProperty({ type: 'integer' }) waiting: number;
}

export class MadeWebhookDto {
  @ApiProperty() webhook: WebhookDto;
  /** Hanya ditampilkan sekali ini; dengannya tanda tangan kabar diperiksa. */
  @ApiProperty({ example: 'whsec_…' }) secret: string;
}

export class WebhookPingDto {
  @ApiProperty({ enum: OUTCOMES }) outcome: DeliveryOutcome;
  @ApiProperty({ type: 'integer', nullable: true }) status: number | null;
  @ApiProperty({ type: 'integer' }) ms: number;
}

export class WebhookDeliveriesQueryDto {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 10_000, default: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  page?: number;
}

export class WebhookDeliveryDto implements Delivery {
  /** Sama dengan header Lokapasar-Delivery; kabar yang dikirim dua kali bernomor sama. */
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ example: 'etalase.changed' }) event: string;
  @ApiProperty({ enum: DELIVERY_STATES }) state: DeliveryState;
  @ApiProperty({ type: 'integer' }) tries: number;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) nextTryAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) finishedAt: string | null;
  @ApiProperty({ type: String, enum: OUTCOMES, nullable: true }) outcome: DeliveryOutcome | null;
  @ApiProperty({ type: 'integer', nullable: true }) status: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) ms: number | null;
}

export class WebhookDeliveriesDto {
  @ApiProperty({ type: [WebhookDeliveryDto] }) items: WebhookDeliveryDto[];
  @ApiProperty({ type: 'integer' }) total: number;
}

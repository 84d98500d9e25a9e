import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { senToDecimal } from '../shared/money.js';
import { CLASSES } from './participation.js';
import { asText, PageNumber, ParticipationOwnQueryDto } from './participation-query.dto.js';
import { SELLER_PARTS, SELLER_STATES, type SellerPage, type SellerPart, type SellerState } from './sellers.queries.js';

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

  @PageNumber() page?: number;
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

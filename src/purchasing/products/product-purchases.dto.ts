import { ApiProperty } from '@nestjs/swagger';
import { senToDecimal } from '../../shared/money.js';
import type { Bought, ProductFigures, ProductPurchases } from './product-purchases.js';

class BoughtDto {
  @ApiProperty() packages: number;
  @ApiProperty({ example: '12500000.00', description: 'Rupiah, teks desimal' }) value: string;
}

class ProductFiguresDto {
  @ApiProperty({ type: BoughtDto, description: 'Berjalan dan selesai; bagian produk ini saja' }) committed: BoughtDto;
  @ApiProperty({ type: BoughtDto, description: 'Yang selesai; bagian dari committed' }) completed: BoughtDto;
  @ApiProperty({
    type: BoughtDto,
    description:
      'Pesanan bersama produk lain yang nilainya tidak dapat dibagi: nilai seluruh pesanan, di luar committed',
  })
  shared: BoughtDto;
  @ApiProperty({ description: 'Paket yang batal, hilang dari sumber atau statusnya belum dikenal' }) others: number;
}

class BuyerPlaceDto {
  @ApiProperty({ description: 'Id perangkat daerah, atau "unmapped"' }) id: string;
  @ApiProperty() name: string;
}

class ProductBuyerDto extends ProductFiguresDto {
  @ApiProperty({ description: 'Tahun anggaran' }) year: number;
  @ApiProperty({ type: BuyerPlaceDto }) perangkatDaerah: BuyerPlaceDto;
}

class ProductYearDto extends ProductFiguresDto {
  @ApiProperty({ description: 'Tahun anggaran' }) year: number;
}

class BoughtProductDto {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
}

export class ProductPurchasesDto {
  @ApiProperty() dataVersion: string;
  @ApiProperty({ type: BoughtProductDto }) product: BoughtProductDto;
  @ApiProperty({ type: [ProductBuyerDto] }) rows: ProductBuyerDto[];
  @ApiProperty({ type: [ProductYearDto] }) years: ProductYearDto[];
  @ApiProperty({ type: ProductFiguresDto }) total: ProductFiguresDto;
}

export function productPurchasesJson(bought: ProductPurchases): Omit<ProductPurchasesDto, 'dataVersion'> {
  return {
    product: { id: bought.product.id, name: bought.product.name },
    rows: bought.rows.map((row) => ({
      year: row.year,
      perangkatDaerah: { id: row.place.id, name: row.place.name },
      ...figuresJson(row),
    })),
    years: bought.years.map((row) => ({ year: row.year, ...figuresJson(row) })),
    total: figuresJson(bought.total),
  };
}

function figuresJson({ committed, completed, shared, others }: ProductFigures): ProductFiguresDto {
  return { committed: boughtJson(committed), completed: boughtJson(completed), shared: boughtJson(shared), others };
}

function boughtJson({ packages, value }: Bought): BoughtDto {
  return { packages, value: senToDecimal(value) };
}

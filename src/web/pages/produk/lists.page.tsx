import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../../access/allow.js';
import {
  CERTIFICATE_COLUMNS,
  CERTIFICATE_EXAMPLE,
  certificateCells,
  PRODUCT_COLUMNS,
  PRODUCT_EXAMPLE,
  productCells,
} from '../../../catalogue/products/lists/product-form.js';
import { ProductLists } from '../../../catalogue/products/lists/product-lists.js';
import { productView } from '../../../catalogue/products/products.dto.js';
import type { FormColumn } from '../../../shared/spreadsheet-reader.js';
import type { Sheet } from '../../../shared/spreadsheet.js';
import { sendSheets } from '../../download.js';

/** Lists of products and certificates, in and out. */
@ApiExcludeController()
@Controller('produk')
@Allow('product.read')
export class ProdukListsPage {
  constructor(private readonly lists: ProductLists) {}

  @Get('unduh.:format')
  async products(@Param('format') format: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    if (format === 'json') {
      const products = [];
      for await (const product of this.lists.all()) products.push(productView(product, true));
      return reply
        .header('content-disposition', 'attachment; filename="produk.json"')
        .header('cache-control', 'private, no-store')
        .send(products);
    }
    const cells: string[][] = [];
    for await (const product of this.lists.all()) cells.push(productCells(product));
    return sendSheets(reply, format, 'produk', [sheet('Produk', PRODUCT_COLUMNS, cells)]);
  }

  @Get('sertifikat/unduh.:format')
  async certificates(@Param('format') format: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const cells: string[][] = [];
    for await (const product of this.lists.all()) cells.push(...certificateCells(product));
    return sendSheets(reply, format, 'sertifikat-produk', [sheet('Sertifikat', CERTIFICATE_COLUMNS, cells)]);
  }

  @Get('contoh.:format')
  productExample(@Param('format') format: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return sendSheets(reply, format, 'contoh-produk', [sheet('Produk', PRODUCT_COLUMNS, PRODUCT_EXAMPLE)]);
  }

  @Get('sertifikat/contoh.:format')
  certificateExample(@Param('format') format: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return sendSheets(reply, format, 'contoh-sertifikat', [
      sheet('Sertifikat', CERTIFICATE_COLUMNS, CERTIFICATE_EXAMPLE),
    ]);
  }
}

function sheet(name: string, columns: readonly FormColumn<string>[], cells: readonly (readonly string[])[]): Sheet {
  return {
    name,
    columns: columns.map(({ heading }) => ({ heading, type: 'text' })),
    rows: cells.map((row) => [...row]),
  };
}

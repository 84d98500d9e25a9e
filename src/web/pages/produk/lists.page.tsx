import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import {
  CERTIFICATE_COLUMNS,
  CERTIFICATE_EXAMPLE,
  certificateCells,
  type CertificateField,
  PRODUCT_COLUMNS,
  PRODUCT_EXAMPLE,
  productCells,
  type ProductField,
} from '../../../catalogue/products/lists/product-form.js';
import { ProductLists } from '../../../catalogue/products/lists/product-lists.js';
import { productView } from '../../../catalogue/products/products.dto.js';
import { ProductGroups } from '../../../catalogue/products/product-groups.js';
import type { ListResult } from '../../../shared/list-import.js';
import type { FormColumn } from '../../../shared/spreadsheet-reader.js';
import type { Sheet } from '../../../shared/spreadsheet.js';
import { Context, type PageContext } from '../../components/index.js';
import { sendSheets } from '../../download.js';
import { applyList, askList, type ListImport, previewList } from '../../list-import/list-import.js';
import { PRODUK } from './produk.page.js';

type Fields = Readonly<Record<string, unknown>>;

/** Lists of products and certificates, in and out. */
@ApiExcludeController()
@Controller('produk')
@Allow('product.read')
export class ProdukListsPage {
  constructor(
    private readonly lists: ProductLists,
    private readonly groups: ProductGroups,
  ) {}

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

  @Get('impor')
  @Allow('product.write')
  askProducts(@Context() ctx: PageContext, @Req() request: FastifyRequest, @Res() reply: FastifyReply): FastifyReply {
    return askList(ctx, reply, this.productList(request));
  }

  @Post('impor')
  @Allow('product.write')
  previewProducts(
    @Context() ctx: PageContext,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return previewList(ctx, request, reply, this.productList(request));
  }

  @Post('impor/terapkan')
  @Allow('product.write')
  applyProducts(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return applyList(ctx, body['isi'], request, reply, this.productList(request));
  }

  @Get('sertifikat/impor')
  @Allow('product.write')
  askCertificates(
    @Context() ctx: PageContext,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): FastifyReply {
    return askList(ctx, reply, this.certificateList(ctx, request));
  }

  @Post('sertifikat/impor')
  @Allow('product.write')
  previewCertificates(
    @Context() ctx: PageContext,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return previewList(ctx, request, reply, this.certificateList(ctx, request));
  }

  @Post('sertifikat/impor/terapkan')
  @Allow('product.write')
  applyCertificates(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return applyList(ctx, body['isi'], request, reply, this.certificateList(ctx, request));
  }

  private productList(request: FastifyRequest): ListImport<ProductField, ListResult> {
    const by = viewerOf(request);
    return {
      action: '/produk/impor',
      title: 'Daftar produk mana yang diimpor?',
      name: 'Impor produk',
      crumbs: [PRODUK],
      fileLabel: 'Berkas daftar produk',
      sample: '/produk/contoh',
      about: (
        <>
          <p>
            Satu produk sebaris. Beberapa desa atau pelaku usaha dipisahkan titik koma. Desa ditulis dengan kodenya,
            atau Desa, Kecamatan, Kabupaten; pelaku usaha dengan NIB, nama, atau nomornya seperti #12. Produk baru masuk
            sebagai draf.
          </p>
          <p>
            Produk yang sudah ada dikenali dari nomornya, atau dari nama dan desanya. Sel kosong membiarkan isi yang
            tersimpan. Kelompok:{' '}
            {this.groups
              .list()
              .map(({ name }) => name)
              .join('; ')}
            .
          </p>
        </>
      ),
      columns: PRODUCT_COLUMNS,
      noun: 'produk',
      consequence: '',
      preview: (bytes) => this.lists.takeProducts(bytes, by, false),
      apply: (bytes) => this.lists.takeProducts(bytes, by, true),
      done: { href: '/produk', said: 'Daftar disimpan.' },
    };
  }

  private certificateList(ctx: PageContext, request: FastifyRequest): ListImport<CertificateField, ListResult> {
    const by = viewerOf(request);
    return {
      action: '/produk/sertifikat/impor',
      title: 'Daftar sertifikat mana yang diimpor?',
      name: 'Impor sertifikat',
      crumbs: [PRODUK],
      fileLabel: 'Berkas daftar sertifikat',
      sample: '/produk/sertifikat/contoh',
      about: (
        <p>
          Satu sertifikat sebaris, dengan nomor produk dari daftar produk. Jenis: p-irt, md, halal, sni, tkdn, merek,
          indikasi-geografis, lainnya. Kolom Dilihat diisi tanggal Anda melihat sertifikatnya. Sel kosong membiarkan isi
          yang tersimpan.
        </p>
      ),
      columns: CERTIFICATE_COLUMNS,
      noun: 'sertifikat',
      consequence: '',
      preview: (bytes) => this.lists.takeCertificates(bytes, by, ctx.today, false),
      apply: (bytes) => this.lists.takeCertificates(bytes, by, ctx.today, true),
      done: { href: '/produk', said: 'Sertifikat disimpan.' },
    };
  }
}

function sheet(name: string, columns: readonly FormColumn<string>[], cells: readonly (readonly string[])[]): Sheet {
  return {
    name,
    columns: columns.map(({ heading }) => ({ heading, type: 'text' })),
    rows: cells.map((row) => [...row]),
  };
}

import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCookieAuth,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../../access/allow.js';
import { accessOf, viewerMay, viewerOf } from '../../access/viewer.js';
import { isDay, today } from '../../shared/dates.js';
import { ForbiddenError, InvalidInputError, NotFoundError, UnauthenticatedError } from '../../shared/errors.js';
import { ProductGroups } from './product-groups.js';
import { ProductService } from './product.service.js';
import {
  filterOf,
  pageView,
  ProductChangeDto,
  ProductDto,
  ProductGroupDto,
  ProductPageDto,
  ProductQueryDto,
  ProductStateDto,
  ProductVerificationDto,
  productView,
  ProductViewDto,
} from './products.dto.js';
import { ProductSearch } from './search/product-search.js';
import { FOR_ALL } from '../../shared/open-api.js';

/** Products of the villages. What is on show is for everybody; drafts and who keeps them are for those who may read. */
@ApiTags('Produk')
@ApiCookieAuth()
@Controller('api/v1/products')
export class ProductsController {
  constructor(
    private readonly products: ProductService,
    private readonly search: ProductSearch,
    private readonly groups: ProductGroups,
  ) {}

  @Get()
  @Allow('public')
  @ApiOperation({
    summary: 'Produk yang sesuai kata dan saringan, 20 sehalaman, dengan jumlah seluruhnya',
    security: FOR_ALL,
  })
  @ApiOkResponse({ type: ProductPageDto })
  async list(@Query() query: ProductQueryDto, @Req() request: FastifyRequest): Promise<ProductPageDto> {
    if (query.state !== 'tayang') requireReader(request);
    const filter = filterOf(query);
    const found = await this.search.page(filter, query.sort, query.page);
    if (query.facets === 'no') return pageView(found, null);
    return pageView(found, await this.search.facets({ ...filter, text: found.correction?.meant ?? filter.text }));
  }

  @Get('groups')
  @Allow('public')
  @ApiOperation({ summary: 'Kelompok produk', security: FOR_ALL })
  @ApiOkResponse({ type: [ProductGroupDto] })
  listGroups(): ProductGroupDto[] {
    return [...this.groups.list()];
  }

  @Get(':id')
  @Allow('public')
  @ApiOperation({ summary: 'Satu produk: cerita, penjual, sertifikat, tayangan, foto', security: FOR_ALL })
  @ApiOkResponse({ type: ProductViewDto })
  @ApiNotFoundResponse({ description: 'Tidak ada, atau belum ditayangkan' })
  async one(@Param('id') id: string, @Req() request: FastifyRequest): Promise<ProductViewDto> {
    const inside = mayRead(request);
    const product = await this.products.get(id);
    if (!inside && product.state !== 'tayang')
      throw new NotFoundError('product.not-found', `Produk ${id.slice(0, 20)} tidak ada dalam katalog`);
    return productView(product, inside);
  }

  @Post()
  @Allow('product.write')
  @ApiOperation({ summary: 'Menambah produk sebagai draf' })
  @ApiCreatedResponse({ type: ProductViewDto })
  @ApiConflictResponse({ description: 'Desa itu sudah punya produk unggulan' })
  @ApiUnprocessableEntityResponse({ description: 'Isian tidak dapat diterima' })
  async create(@Body() body: ProductDto, @Req() request: FastifyRequest): Promise<ProductViewDto> {
    return productView(await this.products.create(body, viewerOf(request).username), true);
  }

  @Put(':id')
  @Allow('product.write')
  @ApiOperation({ summary: 'Mengganti isi produk; ditolak bila orang lain mengubahnya lebih dahulu' })
  @ApiOkResponse({ type: ProductViewDto })
  @ApiConflictResponse({ description: 'Sudah diubah orang lain, atau desa itu sudah punya produk unggulan' })
  async change(
    @Param('id') id: string,
    @Body() { version, ...body }: ProductChangeDto,
    @Req() request: FastifyRequest,
  ): Promise<ProductViewDto> {
    return productView(await this.products.change(id, version, body, viewerOf(request).username), true);
  }

  @Post(':id/state')
  @HttpCode(200)
  @Allow('product.write')
  @ApiOperation({ summary: 'Menayangkan produk, mengembalikannya ke draf, atau mengarsipkannya' })
  @ApiOkResponse({ type: ProductViewDto })
  @ApiConflictResponse({ description: 'Sudah diubah orang lain, atau belum punya desa' })
  async setState(
    @Param('id') id: string,
    @Body() { state, version }: ProductStateDto,
    @Req() request: FastifyRequest,
  ): Promise<ProductViewDto> {
    return productView(await this.products.setState(id, version, state, viewerOf(request).username), true);
  }

  @Post(':id/verification')
  @HttpCode(200)
  @Allow('product.write')
  @ApiOperation({
    summary: 'Mencatat bahwa Anda melihat sendiri produk ini pada suatu hari, atau menghapus catatan itu',
  })
  @ApiOkResponse({ type: ProductViewDto })
  @ApiConflictResponse({ description: 'Sudah diubah orang lain' })
  async verify(
    @Param('id') id: string,
    @Body() { day, version }: ProductVerificationDto,
    @Req() request: FastifyRequest,
  ): Promise<ProductViewDto> {
    const { username, displayName } = viewerOf(request);
    const seen = day === null || day === undefined ? null : pastDay(day, today(accessOf(request).instance.timeZone));
    return productView(await this.products.setVerified(id, version, seen, displayName, username), true);
  }
}

export function mayRead(request: FastifyRequest): boolean {
  return viewerMay(accessOf(request).viewer, 'product.read');
}

function requireReader(request: FastifyRequest): void {
  if (mayRead(request)) return;
  if (!accessOf(request).viewer)
    throw new UnauthenticatedError('access.sign-in-required', 'Masuk dahulu untuk melihat produk yang belum tayang.');
  throw new ForbiddenError('access.not-allowed', 'Peran Anda tidak mencakup produk yang belum tayang.');
}

/** A day on which something was seen. Throws `product.invalid` for one that does not exist or is still to come. */
export function pastDay(day: string, now: string): string {
  const message = !isDay(day) ? 'Tanggal ini tidak ada' : day > now ? 'Tanggal ini belum tiba' : null;
  if (message === null) return day;
  throw new InvalidInputError('product.invalid', 'Tanggal tidak dapat diterima', [{ field: 'day', message }]);
}

import { Body, Controller, Delete, Param, Post, Put, Query, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiCookieAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../../access/allow.js';
import { accessOf, viewerOf } from '../../access/viewer.js';
import { today } from '../../shared/dates.js';
import { CertificatesService } from './certificates.service.js';
import { ListingsService } from './listings.service.js';
import {
  CertificateChangeDto,
  CertificateDto,
  ListingChangeDto,
  ListingDto,
  PhotoChangeDto,
  ProductVersionDto,
} from './parts.dto.js';
import { PhotosService } from './photos/photos.service.js';
import { uploadedPhoto } from './photos/uploaded-photo.js';
import { productView, ProductViewDto } from './products.dto.js';

const PHOTO = {
  schema: {
    type: 'object',
    required: ['alt', 'foto'],
    properties: { alt: { type: 'string' }, foto: { type: 'string', format: 'binary' } },
  },
};
const CONFLICT = { description: 'Sudah ada, milik produk lain, atau sudah diubah orang lain' } as const;

/** What hangs on a product: certificates, listings, photos. Each answer is the whole product. */
@ApiTags('Produk')
@ApiCookieAuth()
@Controller('api/v1/products/:id')
@Allow('product.write')
export class ProductPartsController {
  constructor(
    private readonly certificates: CertificatesService,
    private readonly listings: ListingsService,
    private readonly photos: PhotosService,
  ) {}

  @Post('certificates')
  @ApiOperation({ summary: 'Menambah sertifikat; bentuk nomornya diperiksa, keasliannya tidak' })
  @ApiCreatedResponse({ type: ProductViewDto })
  @ApiConflictResponse(CONFLICT)
  async addCertificate(
    @Param('id') id: string,
    @Body() body: CertificateDto,
    @Req() request: FastifyRequest,
  ): Promise<ProductViewDto> {
    return productView(await this.certificates.add(id, body, viewerOf(request), dayOf(request)), true);
  }

  @Put('certificates/:certificateId')
  @ApiOperation({ summary: 'Mengubah sertifikat' })
  @ApiOkResponse({ type: ProductViewDto })
  @ApiConflictResponse(CONFLICT)
  async changeCertificate(
    @Param('id') id: string,
    @Param('certificateId') certificateId: string,
    @Body() { version, ...body }: CertificateChangeDto,
    @Req() request: FastifyRequest,
  ): Promise<ProductViewDto> {
    const by = viewerOf(request);
    return productView(await this.certificates.change(id, certificateId, version, body, by, dayOf(request)), true);
  }

  @Delete('certificates/:certificateId')
  @ApiOperation({ summary: 'Menghapus sertifikat yang keliru dicatat' })
  @ApiOkResponse({ type: ProductViewDto })
  @ApiConflictResponse(CONFLICT)
  async removeCertificate(
    @Param('id') id: string,
    @Param('certificateId') certificateId: string,
    @Query() { version }: ProductVersionDto,
  ): Promise<ProductViewDto> {
    return productView(await this.certificates.remove(id, certificateId, version), true);
  }

  @Post('listings')
  @ApiOperation({ summary: 'Menambah tayangan di e-Katalog; satu kode hanya untuk satu produk' })
  @ApiCreatedResponse({ type: ProductViewDto })
  @ApiConflictResponse(CONFLICT)
  async addListing(
    @Param('id') id: string,
    @Body() body: ListingDto,
    @Req() request: FastifyRequest,
  ): Promise<ProductViewDto> {
    return productView(await this.listings.add(id, body, viewerOf(request).username), true);
  }

  @Put('listings/:listingId')
  @ApiOperation({ summary: 'Mengubah tayangan, juga mengakhirinya' })
  @ApiOkResponse({ type: ProductViewDto })
  @ApiConflictResponse(CONFLICT)
  async changeListing(
    @Param('id') id: string,
    @Param('listingId') listingId: string,
    @Body() { version, ...body }: ListingChangeDto,
  ): Promise<ProductViewDto> {
    return productView(await this.listings.change(id, listingId, version, body), true);
  }

  @Delete('listings/:listingId')
  @ApiOperation({ summary: 'Menghapus tayangan yang keliru dicatat' })
  @ApiOkResponse({ type: ProductViewDto })
  @ApiConflictResponse(CONFLICT)
  async removeListing(
    @Param('id') id: string,
    @Param('listingId') listingId: string,
    @Query() { version }: ProductVersionDto,
  ): Promise<ProductViewDto> {
    return productView(await this.listings.remove(id, listingId, version), true);
  }

  @Post('photos')
  @ApiOperation({
    summary: 'Menambah foto (JPEG, PNG, WebP, paling besar 12 MB); disimpan sebagai WebP paling besar 80 KB',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody(PHOTO)
  @ApiCreatedResponse({ type: ProductViewDto })
  @ApiConflictResponse({ description: 'Foto yang sama sudah ada, atau fotonya sudah delapan' })
  async addPhoto(@Param('id') id: string, @Req() request: FastifyRequest): Promise<ProductViewDto> {
    const { bytes, alt } = await uploadedPhoto(request);
    return productView(await this.photos.add(id, bytes, alt, viewerOf(request).username), true);
  }

  @Put('photos/:photoId')
  @ApiOperation({ summary: 'Mengubah keterangan foto dan urutannya' })
  @ApiOkResponse({ type: ProductViewDto })
  async changePhoto(
    @Param('id') id: string,
    @Param('photoId') photoId: string,
    @Body() { alt, position }: PhotoChangeDto,
  ): Promise<ProductViewDto> {
    return productView(await this.photos.change(id, photoId, alt, position ?? null), true);
  }

  @Delete('photos/:photoId')
  @ApiOperation({ summary: 'Menghapus foto' })
  @ApiOkResponse({ type: ProductViewDto })
  async removePhoto(@Param('id') id: string, @Param('photoId') photoId: string): Promise<ProductViewDto> {
    return productView(await this.photos.remove(id, photoId), true);
  }
}

function dayOf(request: FastifyRequest): string {
  return today(accessOf(request).instance.timeZone);
}

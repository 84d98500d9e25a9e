import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCookieAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../../access/allow.js';
import { viewerOf } from '../../access/viewer.js';
import { uuidParam } from '../../shared/uuid-param.js';
import { WebhookDeliveries } from './webhook-deliveries.js';
import {
  ChangeWebhookDto,
  DisableWebhookDto,
  MadeWebhookDto,
  NewWebhookDto,
  WebhookDeliveriesDto,
  WebhookDeliveriesQueryDto,
  WebhookDto,
  WebhookPingDto,
} from './webhooks.dto.js';
import { WebhooksService } from './webhooks.service.js';

const PAGE_SIZE = 50;
const NOT_FOUND = { description: 'Penerima ini tidak ada' };

/** Programs of others that are told when a listing changes. */
@ApiTags('Wisata: pengurusan')
@ApiCookieAuth()
@Controller('api/v1/etalase/webhooks')
@Allow('webhook.write')
export class WebhooksController {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly deliveries: WebhookDeliveries,
  ) {}

  @Get()
  @Allow('webhook.read')
  @ApiOperation({ summary: 'Penerima kabar perubahan etalase' })
  @ApiOkResponse({ type: WebhookDto, isArray: true })
  list(): Promise<WebhookDto[]> {
    return this.webhooks.list();
  }

  @Get(':id')
  @Allow('webhook.read')
  @ApiOperation({ summary: 'Satu penerima' })
  @ApiOkResponse({ type: WebhookDto })
  @ApiNotFoundResponse(NOT_FOUND)
  get(@Param('id', uuidParam) id: string): Promise<WebhookDto> {
    return this.webhooks.get(id);
  }

  @Get(':id/deliveries')
  @Allow('webhook.read')
  @ApiOperation({ summary: 'Kabar kepada satu penerima, yang terbaru dahulu; disimpan 90 hari' })
  @ApiOkResponse({ type: WebhookDeliveriesDto })
  @ApiNotFoundResponse(NOT_FOUND)
  log(
    @Param('id', uuidParam) id: string,
    @Query() { page = 1 }: WebhookDeliveriesQueryDto,
  ): Promise<WebhookDeliveriesDto> {
    return this.webhooks.deliveries(id, { page, size: PAGE_SIZE });
  }

  @Post()
  @ApiOperation({ summary: 'Tambah penerima; jawabannya satu-satunya kali rahasianya tampil' })
  @ApiCreatedResponse({ type: MadeWebhookDto })
  @ApiUnprocessableEntityResponse({ description: 'Bukan https, atau alamat jaringan sendiri' })
  @ApiConflictResponse({ description: 'Nama sudah dipakai, atau penerima sudah terlalu banyak' })
  make(@Body() { name, url }: NewWebhookDto, @Req() request: FastifyRequest): Promise<MadeWebhookDto> {
    return this.webhooks.make({ name, url }, viewerOf(request));
  }

  @Put(':id')
  @ApiOperation({ summary: 'Ubah nama atau alamat' })
  @ApiOkResponse({ type: WebhookDto })
  @ApiNotFoundResponse(NOT_FOUND)
  @ApiConflictResponse({ description: 'Sudah diubah orang lain, atau nama sudah dipakai' })
  change(@Param('id', uuidParam) id: string, @Body() { name, url, version }: ChangeWebhookDto): Promise<WebhookDto> {
    return this.webhooks.change(id, version, { name, url });
  }

  @Post(':id/secret')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ganti rahasianya; yang lama langsung tidak dipakai lagi' })
  @ApiOkResponse({ type: MadeWebhookDto })
  @ApiNotFoundResponse(NOT_FOUND)
  renew(@Param('id', uuidParam) id: string): Promise<MadeWebhookDto> {
    return this.webhooks.renew(id);
  }

  @Post(':id/ping')
  @HttpCode(200)
  @ApiOperation({ summary: 'Kirim kabar percobaan sekarang, sekali' })
  @ApiOkResponse({ type: WebhookPingDto })
  @ApiNotFoundResponse(NOT_FOUND)
  ping(@Param('id', uuidParam) id: string): Promise<WebhookPingDto> {
    return this.deliveries.ping(id);
  }

  @Post(':id/enable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Nyalakan lagi; yang berubah selama mati dikabarkan sesudahnya' })
  @ApiOkResponse({ type: WebhookDto })
  @ApiNotFoundResponse(NOT_FOUND)
  enable(@Param('id', uuidParam) id: string): Promise<WebhookDto> {
    return this.webhooks.enable(id);
  }

  @Post(':id/disable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Hentikan kabar kepada penerima ini' })
  @ApiOkResponse({ type: WebhookDto })
  @ApiNotFoundResponse(NOT_FOUND)
  disable(@Param('id', uuidParam) id: string, @Body() { why }: DisableWebhookDto): Promise<WebhookDto> {
    return this.webhooks.disable(id, why);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Hapus penerima beserta catatan kabarnya' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse(NOT_FOUND)
  async remove(@Param('id', uuidParam) id: string): Promise<void> {
    await this.webhooks.remove(id);
  }
}

import { Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import {
  ApiCookieAuth,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../access/allow.js';
import { viewerOf } from '../access/viewer.js';
import { MessagesService } from '../messages/messages.service.js';
import { OwnMessagesDto, OwnMessagesQueryDto } from './onboarding.api.dto.js';

/** One's own messages; no address names whose they are. Stands here because messages know nothing of sessions. */
@ApiTags('Pesan')
@ApiCookieAuth()
@Controller('api/v1/messages')
@Allow('signed-in')
export class MessagesController {
  constructor(private readonly messages: MessagesService) {}

  @Get()
  @ApiOperation({ summary: 'Pesan untuk diri sendiri, yang terbaru dahulu' })
  @ApiOkResponse({ type: OwnMessagesDto })
  list(@Query() paging: OwnMessagesQueryDto, @Req() request: FastifyRequest): Promise<OwnMessagesDto> {
    return this.messages.list(viewerOf(request).userId, paging);
  }

  @Post('read-all')
  @HttpCode(204)
  @ApiOperation({ summary: 'Menandai semua pesan sendiri sudah dibaca' })
  @ApiNoContentResponse()
  readAll(@Req() request: FastifyRequest): Promise<void> {
    return this.messages.markAllRead(viewerOf(request).userId);
  }

  @Post(':id/read')
  @HttpCode(204)
  @ApiOperation({ summary: 'Menandai satu pesan sendiri sudah dibaca' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ description: 'Pesan itu tidak ada, atau bukan untuk Anda' })
  read(@Param('id') id: string, @Req() request: FastifyRequest): Promise<void> {
    return this.messages.markRead(viewerOf(request).userId, id);
  }
}

import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import {
  ApiCookieAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { uuidParam } from '../../shared/uuid-param.js';
import { Allow } from '../allow.js';
import { viewerOf } from '../viewer.js';
import { ApiKeyDto, MadeApiKeyDto, NewApiKeyDto } from './api-keys.dto.js';
import { ApiKeysService } from './api-keys.service.js';

/** Keys for programs. A key cannot look after keys: its permissions never include this one. */
@ApiTags('access')
@ApiCookieAuth()
@Controller('api/v1/api-keys')
@Allow('api-key.own')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  @Get()
  @ApiOperation({ summary: 'Own API keys; an administrator sees everybody’s' })
  @ApiOkResponse({ type: ApiKeyDto, isArray: true })
  list(@Req() request: FastifyRequest): Promise<ApiKeyDto[]> {
    return this.keys.list(viewerOf(request));
  }

  @Post()
  @ApiOperation({ summary: 'Makes an API key; the answer is the only time that it is shown' })
  @ApiCreatedResponse({ type: MadeApiKeyDto })
  make(@Body() body: NewApiKeyDto, @Req() request: FastifyRequest): Promise<MadeApiKeyDto> {
    return this.keys.make(body, viewerOf(request));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revokes an own API key, at once and for good; an administrator revokes anybody’s' })
  @ApiNoContentResponse()
  async revoke(@Param('id', uuidParam) id: string, @Req() request: FastifyRequest): Promise<void> {
    await this.keys.revoke(id, viewerOf(request));
  }
}

import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { Allow } from '../access/allow.js';

class HealthDto {
  @ApiProperty({ enum: ['ok', 'not-ready'] }) status: 'ok' | 'not-ready';
}

/** Longest wait for the database; the embedded one may be busy with a short transaction of an import. */
const PATIENCE_MS = 4000;

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly source: DataSource) {}

  @Get('live')
  @Allow('public')
  @ApiOperation({ summary: 'The process answers', security: [] })
  @ApiOkResponse({ type: HealthDto })
  live(): HealthDto {
    return { status: 'ok' };
  }

  @Get('ready')
  @Allow('public')
  @ApiOperation({ summary: 'The process can reach its database', security: [] })
  @ApiOkResponse({ type: HealthDto })
  @ApiServiceUnavailableResponse({ type: HealthDto })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthDto> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), PATIENCE_MS);
    });
    const asked = this.source.query('select 1').then(
      () => true,
      () => false,
    );
    const ready = await Promise.race([asked, late]);
    clearTimeout(timer);
    if (!ready) reply.status(503);
    return { status: ready ? 'ok' : 'not-ready' };
  }
}

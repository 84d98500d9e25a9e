import { Controller, Get, Res } from '@nestjs/common';
import {
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, AllowUnasked } from '../access/allow.js';
import { DatabasePulse } from './edge/pulse.js';

class HealthDto {
  @ApiProperty({ enum: ['ok', 'not-ready'] }) status: 'ok' | 'not-ready';

  /** What is wanting: the database does not answer, or its schema is older than the program. */
  @ApiPropertyOptional({ enum: ['database', 'migrations'] }) wanting?: 'database' | 'migrations';
}

/** Asked every few seconds by machines, however busy or broken the rest is: nobody is looked up. */
@ApiTags('health')
@AllowUnasked()
@Controller('health')
export class HealthController {
  constructor(private readonly pulse: DatabasePulse) {}

  @Get('live')
  @Allow('public')
  @ApiOperation({ summary: 'The process answers', security: [] })
  @ApiOkResponse({ type: HealthDto })
  live(): HealthDto {
    return { status: 'ok' };
  }

  @Get('ready')
  @Allow('public')
  @ApiOperation({ summary: 'The process reaches its database, and the schema is current', security: [] })
  @ApiOkResponse({ type: HealthDto })
  @ApiServiceUnavailableResponse({ type: HealthDto })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthDto> {
    const wanting = await this.pulse.readiness();
    if (wanting === 'ok') return { status: 'ok' };
    reply.status(503);
    return { status: 'not-ready', wanting };
  }
}

import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import type { MadeApiKey } from '../../../access/api-keys/api-key.js';
import { NewApiKeyDto } from '../../../access/api-keys/api-keys.dto.js';
import { ApiKeysService } from '../../../access/api-keys/api-keys.service.js';
import { viewerOf } from '../../../access/viewer.js';
import { AppError, type FieldProblem, InvalidInputError } from '../../../shared/errors.js';
import { uuidParam } from '../../../shared/uuid-param.js';
import { checked } from '../../../shared/validation.js';
import { Context, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { ApiKeysView } from './api-keys.view.js';

/** Kunci API: one's own keys for programs; an administrator sees and revokes everybody's. */
@ApiExcludeController()
@Controller('kunci-api')
@Allow('api-key.own')
export class ApiKeysPage {
  constructor(private readonly keys: ApiKeysService) {}

  @Get()
  async show(
    @Context() ctx: PageContext,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.page(ctx, request, reply, {});
  }

  @Post()
  async make(
    @Context() ctx: PageContext,
    @Body() body: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    try {
      const made = await this.keys.make(checked(NewApiKeyDto, fieldsOf(body)), viewerOf(request));
      // The key is shown in the answer itself and nowhere else, so this post does not redirect.
      return await this.page(ctx, request, reply, { made }, 201);
    } catch (error) {
      if (!(error instanceof AppError) || ![409, 422].includes(error.status)) throw error;
      const problems = error instanceof InvalidInputError ? error.fields : [{ field: 'name', message: error.message }];
      return this.page(ctx, request, reply, { problems, typed: body }, error.status);
    }
  }

  @Post(':id/cabut')
  async revoke(
    @Param('id', uuidParam) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const key = await this.keys.revoke(id, viewerOf(request));
    return seeOther(reply, '/kunci-api', {
      text: `Kunci "${key.name}" dicabut; program yang memakainya kini ditolak.`,
    });
  }

  private async page(
    ctx: PageContext,
    request: FastifyRequest,
    reply: FastifyReply,
    state: { made?: MadeApiKey; problems?: readonly FieldProblem[]; typed?: Record<string, unknown> },
    status = 200,
  ): Promise<FastifyReply> {
    const viewer = viewerOf(request);
    const keys = await this.keys.list(viewer);
    return renderPage(reply, <ApiKeysView ctx={ctx} viewer={viewer} keys={keys} {...state} />, status);
  }
}

/** A single ticked box comes as text, several as a list; numbers left empty are the defaults. */
function fieldsOf(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { permissions, perMinute, perDay, ...rest } = body;
  return {
    ...rest,
    permissions: [permissions ?? []].flat(),
    ...(perMinute === '' || perMinute === undefined ? {} : { perMinute }),
    ...(perDay === '' || perDay === undefined ? {} : { perDay }),
  };
}

import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { PublicQueries } from '../../../etalase/api/public-queries.js';
import { type CardSize, writeCard } from '../../../etalase/cards/card.js';
import type { Env } from '../../../shared/env.js';
import { NotFoundError } from '../../../shared/errors.js';
import { ENV } from '../../../shared/tokens.js';
import { Context, type PageContext } from '../../components/index.js';
import { sendPdf } from '../../download.js';

/** Cards for the counter of a tourism place, to be printed. */
@ApiExcludeController()
@Controller('wisata')
@Allow('public')
export class WisataCardsPage {
  constructor(
    private readonly queries: PublicQueries,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get(':kode/kartu-a4.pdf')
  a4(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Query('lang') said: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.card(ctx, { kode, said, size: 'A4' }, request, reply);
  }

  @Get(':kode/kartu-a5.pdf')
  a5(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Query('lang') said: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.card(ctx, { kode, said, size: 'A5' }, request, reply);
  }

  private async card(
    ctx: PageContext,
    { kode, said, size }: { kode: string; said: unknown; size: CardSize },
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const place = /^[a-z0-9-]{1,60}$/.test(kode) ? await this.queries.place(kode, ctx.today) : null;
    if (!place) throw new NotFoundError('wisata.not-found', `Lokasi wisata "${kode.slice(0, 60)}" tidak ada.`);
    const language = said === 'en' ? 'en' : 'id';
    const base = (this.env.publicUrl ?? `${request.protocol}://${request.host}`).replace(/\/+$/, '');
    const { letterhead, demo } = ctx.instance;
    const body = await writeCard({
      place,
      size,
      language,
      // Without a language: the visitor's phone says which one it wants.
      address: `${base}/wisata/${place.kode}`,
      letterhead,
      demo,
    });
    return sendPdf(reply, `kartu-${place.kode}-${size.toLowerCase()}-${language}`, body);
  }
}

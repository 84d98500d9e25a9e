import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { participationBooklet } from '../../../exchange/participation/participation-booklet.js';
import { participationPackage } from '../../../exchange/participation/participation-package.js';
import { ParticipationService } from '../../../participation/participation.service.js';
import type { Env } from '../../../shared/env.js';
import { ENV } from '../../../shared/tokens.js';
import { writeZip } from '../../../shared/zip.js';
import { address } from '../../address.js';
import { Context, type PageContext } from '../../components/index.js';
import { askedOf, type Fields, filterQuery } from './participation.address.js';
import { whoseOf } from './public.page.js';

/** What everybody may take along of the figures of participation: open data with its dictionary, and a booklet. */
@ApiExcludeController()
@Controller('partisipasi')
@Allow('public')
export class ParticipationOutputsPage {
  constructor(
    private readonly participation: ParticipationService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get('paket-data.zip')
  async dataPackage(
    @Context() ctx: PageContext,
    @Query() query: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const report = await this.participation.open(this.filterOf(ctx, query));
    const whose = whoseOf(ctx);
    const files = participationPackage({
      report,
      baseline: this.participation.baseline,
      whose,
      publisher: ctx.instance.klpdName ?? 'Lokapasar OVOP',
      license: this.env.openDataLicense,
      made: new Date(),
    });
    const { cutoff } = report.table.filter;
    return send(reply, `partisipasi-${cutoff}.zip`, 'application/zip', writeZip(files, ctx.today));
  }

  @Get('buku.pdf')
  async booklet(
    @Context() ctx: PageContext,
    @Query() query: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const report = await this.participation.open(this.filterOf(ctx, query));
    const { filter } = report.table;
    const { instance } = ctx;
    const bytes = await participationBooklet({
      report,
      baseline: this.participation.baseline,
      whose: whoseOf(ctx),
      letterhead: instance.letterhead,
      license: this.env.openDataLicense,
      address: `${this.env.publicUrl ?? ''}${address('/partisipasi', filterQuery(filter))}`,
      demo: instance.demo,
      made: new Date(),
      today: ctx.today,
    });
    return send(reply, `partisipasi-${filter.cutoff}.pdf`, 'application/pdf', bytes);
  }

  private filterOf(ctx: PageContext, query: Fields) {
    return askedOf(query, { klpd: ctx.instance.klpdCode, today: ctx.today }).filter;
  }
}

function send(reply: FastifyReply, name: string, type: string, bytes: Buffer): FastifyReply {
  return reply
    .header('content-type', type)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'private, no-store')
    .send(bytes);
}

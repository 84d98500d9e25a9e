import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { PlacesService } from '../../../etalase/places/places.service.js';
import { VisitsService } from '../../../etalase/visits/visits.service.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { NOT_REFUSED, type Refusal, refusalOf, type Typed, typedFields } from '../../form-values.js';
import { VisitsView } from './visits.view.js';

type Fields = Readonly<Record<string, unknown>>;

/** How many people visit a place, as counted by those who know. */
@ApiExcludeController()
@Controller('etalase-wisata/:kode/kunjungan')
@Allow('etalase.write')
export class VisitsPage {
  constructor(
    private readonly places: PlacesService,
    private readonly visits: VisitsService,
  ) {}

  @Get()
  @Allow('etalase.read')
  list(@Context() ctx: PageContext, @Param('kode') kode: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return this.show(ctx, reply, kode, {}, NOT_REFUSED);
  }

  @Post()
  async add(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    const { periodFrom = '', periodUntil = '', visitors = '', foreign = '', source = '', note = '' } = typed;
    try {
      const input = { periodFrom, periodUntil, visitors, foreign, source, note };
      await this.visits.add(kode, input, viewerOf(request).username, ctx.today);
    } catch (error) {
      return this.show(ctx, reply, kode, typed, refusalOf(error));
    }
    return seeOther(reply, `/etalase-wisata/${kode}/kunjungan`, { text: 'Kunjungan dicatat.' });
  }

  @Post(':id/cabut')
  async withdraw(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { why = '' } = typedFields(body);
    try {
      await this.visits.withdraw(kode, id, why, viewerOf(request).username);
    } catch (error) {
      const { problems, conflict, status } = refusalOf(error);
      const said = problems[0]?.message ?? conflict;
      return this.show(ctx, reply, kode, {}, { problems: [], conflict: said, status });
    }
    return seeOther(reply, `/etalase-wisata/${kode}/kunjungan`, {
      text: 'Catatan kunjungan dicabut; catatannya tetap ada.',
    });
  }

  private async show(ctx: PageContext, reply: FastifyReply, kode: string, typed: Typed, refusal: Refusal) {
    const place = await this.places.get(kode);
    const visits = await this.visits.list(place.id);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={`Berapa yang mengunjungi ${place.name}?`}
        name="Kunjungan"
        crumbs={[
          { href: '/etalase-wisata', text: 'Etalase di lokasi wisata' },
          { href: `/etalase-wisata/${kode}`, text: place.name },
        ]}
        meta={[place.where]}
      >
        <VisitsView {...{ ctx, place, visits, typed, refusal }} />
      </Page>,
      refusal.status,
    );
  }
}

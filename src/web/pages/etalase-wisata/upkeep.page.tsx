import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { uploadedPhoto } from '../../../catalogue/products/photos/uploaded-photo.js';
import { EtalaseService } from '../../../etalase/duty/etalase.service.js';
import { PlacesService } from '../../../etalase/places/places.service.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { NOT_REFUSED, type Refusal, refusalOf, type Typed, typedFields, versionOf } from '../../form-values.js';
import { sendPhoto } from '../katalog/photo-answer.js';
import { type EtalaseFormName, EtalaseView } from './upkeep.view.js';

type Fields = Readonly<Record<string, unknown>>;
/** Which of the page's forms was refused, and how. */
interface Again {
  form: EtalaseFormName;
  typed: Typed;
  refusal: Refusal;
}

/** One etalase at a tourism place: what it is, closed and opened, its photo. */
@ApiExcludeController()
@Controller('etalase-wisata')
@Allow('etalase.write')
export class EtalaseUpkeepPage {
  constructor(
    private readonly places: PlacesService,
    private readonly etalase: EtalaseService,
  ) {}

  @Get('foto/:file')
  @Allow('etalase.read')
  async photo(@Param('file') file: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return sendPhoto(request, reply, await this.etalase.file(file, false), 'private');
  }

  @Get(':kode/etalase/:id')
  @Allow('etalase.read')
  async one(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.show(ctx, reply, kode, id, { form: 'ubah', typed: {}, refusal: NOT_REFUSED });
  }

  @Post(':kode/etalase/:id')
  change(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    const { name = '', location = '', manager = '', since = '' } = typed;
    const by = viewerOf(request).username;
    return this.kept(ctx, reply, { kode, id, form: 'ubah', typed }, 'Etalase disimpan.', () =>
      this.etalase.change(kode, id, versionOf(typed), { name, location, manager, since }, by, ctx.today),
    );
  }

  @Post(':kode/etalase/:id/tutup')
  close(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    const { day = '', reason = '' } = typed;
    const by = viewerOf(request).username;
    return this.kept(ctx, reply, { kode, id, form: 'tutup', typed }, 'Penutupan dicatat.', () =>
      this.etalase.close(kode, id, versionOf(typed), { day, reason }, by, ctx.today),
    );
  }

  @Post(':kode/etalase/:id/buka')
  reopen(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    const { day = '', reason = '' } = typed;
    const by = viewerOf(request).username;
    return this.kept(ctx, reply, { kode, id, form: 'tutup', typed }, 'Pembukaan kembali dicatat.', () =>
      this.etalase.reopen(kode, id, versionOf(typed), { day, reason }, by, ctx.today),
    );
  }

  @Post(':kode/etalase/:id/foto')
  async addPhoto(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed: Record<string, string> = {};
    const version = /[?&]version=(\d{1,9})(?:&|$)/.exec(request.url)?.[1] ?? '0';
    const by = viewerOf(request).username;
    return this.kept(ctx, reply, { kode, id, form: 'foto', typed }, 'Foto disimpan.', async () => {
      const { bytes, alt } = await uploadedPhoto(request);
      typed['alt'] = alt;
      await this.etalase.setPhoto(kode, id, Number(version), bytes, alt, by);
    });
  }

  @Post(':kode/etalase/:id/foto/hapus')
  removePhoto(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    const by = viewerOf(request).username;
    return this.kept(ctx, reply, { kode, id, form: 'foto', typed }, 'Foto dihapus.', () =>
      this.etalase.removePhoto(kode, id, versionOf(typed), by),
    );
  }

  /** Back to the etalase, or its page again with what is wrong. */
  private async kept(
    ctx: PageContext,
    reply: FastifyReply,
    { kode, id, form, typed }: { kode: string; id: string; form: EtalaseFormName; typed: Typed },
    said: string,
    work: () => Promise<void>,
  ): Promise<FastifyReply> {
    try {
      await work();
    } catch (error) {
      return this.show(ctx, reply, kode, id, { form, typed, refusal: refusalOf(error) });
    }
    return seeOther(reply, `/etalase-wisata/${kode}/etalase/${id}`, { text: said });
  }

  private async show(ctx: PageContext, reply: FastifyReply, kode: string, id: string, again: Again) {
    const place = await this.places.get(kode);
    const one = await this.etalase.get(place.id, id);
    const openings = await this.etalase.openings(id);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={`Bagaimana keadaan ${one.name}?`}
        name={one.name}
        crumbs={[
          { href: '/etalase-wisata', text: 'Etalase di lokasi wisata' },
          { href: `/etalase-wisata/${kode}`, text: place.name },
        ]}
        meta={[one.location, place.where]}
      >
        <EtalaseView {...{ ctx, place, one, openings }} form={again.form} typed={again.typed} refusal={again.refusal} />
      </Page>,
      again.refusal.status,
    );
  }
}

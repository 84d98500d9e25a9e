import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { EVERYTHING, type FoundProduct } from '../../../catalogue/products/search/search.js';
import { ProductSearch } from '../../../catalogue/products/search/product-search.js';
import { type AssignmentInput, type Target, TARGETS } from '../../../etalase/assignments/assignment.js';
import { AssignmentsService, type Candidate } from '../../../etalase/assignments/assignments.service.js';
import type { WisataPlace } from '../../../etalase/places/place.js';
import { PlacesService } from '../../../etalase/places/places.service.js';
import { WilayahService } from '../../../wilayah/wilayah.service.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { NOT_REFUSED, type Refusal, refusalOf, type Typed, typedFields, versionOf } from '../../form-values.js';
import { STATE_WORDS } from '../katalog/katalog.wording.js';
import { AssignmentForm, AssignView } from './assignments.view.js';
import { LOKASI } from './places.page.js';

const MOST_VILLAGES = 30;

type Fields = Readonly<Record<string, unknown>>;

/** What the office decides that a place shows before all others. */
@ApiExcludeController()
@Controller('lokasi-wisata/:kode/penetapan')
@Allow('etalase.write')
export class AssignmentsPage {
  constructor(
    private readonly places: PlacesService,
    private readonly assignments: AssignmentsService,
    private readonly products: ProductSearch,
    private readonly wilayah: WilayahService,
  ) {}

  @Get('baru')
  async askNew(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Query() query: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.asking(ctx, reply, kode, typedFields(query), NOT_REFUSED, 200);
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
    const target = targetOf(typed);
    const chosen = chosenOf(typed);
    try {
      await this.assignments.add(kode, target, chosen, inputOf(typed), viewerOf(request).username);
      return await seeOther(reply, `/lokasi-wisata/${kode}#penetapan`, {
        text: `${chosen.length} penetapan disimpan.`,
      });
    } catch (error) {
      const refusal = refusalOf(error);
      return this.asking(ctx, reply, kode, typed, refusal, refusal.status);
    }
  }

  @Get(':id')
  async askChange(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.changing(ctx, reply, kode, id, null, NOT_REFUSED);
  }

  @Post(':id')
  async change(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    try {
      await this.assignments.change(kode, id, versionOf(typed), inputOf(typed), viewerOf(request).username);
      return await seeOther(reply, `/lokasi-wisata/${kode}#penetapan`, { text: 'Penetapan disimpan.' });
    } catch (error) {
      return this.changing(ctx, reply, kode, id, typed, refusalOf(error));
    }
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
    const typed = typedFields(body);
    try {
      await this.assignments.withdraw(kode, id, versionOf(typed), typed['why'] ?? '', viewerOf(request).username);
      return await seeOther(reply, `/lokasi-wisata/${kode}#penetapan`, {
        text: 'Penetapan dicabut; catatannya tetap ada.',
      });
    } catch (error) {
      return this.changing(ctx, reply, kode, id, typed, refusalOf(error));
    }
  }

  private async asking(
    ctx: PageContext,
    reply: FastifyReply,
    kode: string,
    typed: Typed,
    { problems, conflict }: Refusal,
    status: number,
  ): Promise<FastifyReply> {
    const place = await this.places.get(kode);
    const target = targetOf(typed);
    const text = (typed['cari'] ?? '').trim().slice(0, 100);
    const found = text === '' ? [] : await this.candidates(target, text);
    const chosen = chosenOf(typed);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={`Apa yang ditetapkan tampil di ${place.name}?`}
        name="Tetapkan produk"
        crumbs={crumbsOf(place)}
      >
        <AssignView {...{ ctx, place, target, text, found, chosen, typed, problems, conflict }} />
      </Page>,
      status,
    );
  }

  private async changing(
    ctx: PageContext,
    reply: FastifyReply,
    kode: string,
    id: string,
    typed: Typed | null,
    { problems, conflict, status }: Refusal,
  ): Promise<FastifyReply> {
    const place = await this.places.get(kode);
    const one = await this.assignments.get(place.id, id);
    return renderPage(
      reply,
      <Page ctx={ctx} title={`Apa yang diubah pada penetapan ${one.name}?`} name={one.name} crumbs={crumbsOf(place)}>
        <AssignmentForm {...{ ctx, place, one, typed, problems, conflict }} />
      </Page>,
      status,
    );
  }

  private async candidates(target: Target, text: string): Promise<Candidate[]> {
    if (target === 'usaha') return this.assignments.makers(text);
    if (target === 'desa') {
      const { items } = await this.wilayah.search({ text, level: 'desa', page: 1, size: MOST_VILLAGES });
      return items.map(({ code, words }) => ({ id: code, name: words, sub: code }));
    }
    const { items } = await this.products.page({ ...EVERYTHING, text, state: null }, 'best', 1);
    return items.map((one) => ({ id: one.id, name: one.name, sub: productWords(one) }));
  }
}

/** Where it comes from, and whether a listing may show it. */
function productWords({ id, place, state, verified }: FoundProduct): string {
  const hidden =
    state !== 'tayang'
      ? `belum tampil: ${STATE_WORDS[state].toLowerCase()}`
      : verified
        ? null
        : 'belum tampil: belum diverifikasi';
  return [`nomor ${id}`, place, hidden].filter(Boolean).join(', ');
}

function targetOf(typed: Typed): Target {
  return TARGETS.find((one) => one === typed['apa']) ?? 'produk';
}

function chosenOf(typed: Typed): string[] {
  return Object.keys(typed).flatMap((name) => (/^pilih-[\d.]{1,18}$/.test(name) ? [name.slice(6)] : []));
}

function inputOf({ position = '', validFrom = '', validUntil = '', reason = '' }: Typed): AssignmentInput {
  return { position, validFrom, validUntil, reason };
}

function crumbsOf({ kode, name }: WisataPlace) {
  return [LOKASI, { href: `/lokasi-wisata/${kode}`, text: name }];
}

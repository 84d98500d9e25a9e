import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { AuditTrail } from '../../../access/audit/audit-trail.js';
import { viewerOf } from '../../../access/viewer.js';
import { AssignmentsService } from '../../../etalase/assignments/assignments.service.js';
import { DutyQueries } from '../../../etalase/duty/duty.queries.js';
import { InspectionsService } from '../../../etalase/duty/inspections.service.js';
import { PublicQueries } from '../../../etalase/api/public-queries.js';
import { ListingsService } from '../../../etalase/listing/listings.service.js';
import { KINDS, type PlaceFilter, PLACE_STATES, type WisataPlace } from '../../../etalase/places/place.js';
import { PlacesService } from '../../../etalase/places/places.service.js';
import { MappingService } from '../../../purchasing/mapping/mapping.service.js';
import { type FieldProblem, InvalidInputError } from '../../../shared/errors.js';
import { WilayahService } from '../../../wilayah/wilayah.service.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { refusalOf, type Typed, typedFields, versionOf } from '../../form-values.js';
import { asksForPlace, inPlaceField, pickedPlace } from '../../place-field.js';
import { PlaceForm, type PlaceFormProps, typedPlace } from './form.view.js';
import { type PlacesAsked, PlacesListView } from './list.view.js';
import { PlaceView } from './place.view.js';

export const LOKASI = { href: '/lokasi-wisata', text: 'Lokasi wisata' };
/** The levels that a place may lie in. */
const LEVELS = ['kabupaten', 'kecamatan', 'desa'] as const;
const PAGE_SIZE = 50;
const SHOWN_HISTORY = 20;

type Fields = Readonly<Record<string, unknown>>;

/** Tourism places for those who keep them. */
@ApiExcludeController()
@Controller('lokasi-wisata')
@Allow('etalase.write')
export class PlacesPage {
  constructor(
    private readonly places: PlacesService,
    private readonly assignments: AssignmentsService,
    private readonly inspections: InspectionsService,
    private readonly listings: ListingsService,
    private readonly duty: DutyQueries,
    private readonly queries: PublicQueries,
    private readonly mapping: MappingService,
    private readonly wilayah: WilayahService,
    private readonly trail: AuditTrail,
  ) {}

  @Get()
  @Allow('etalase.read')
  async list(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const asked = askedOf(query);
    const [found, everything, regions] = await Promise.all([
      this.places.list(filterOf(asked), asked.page, PAGE_SIZE),
      this.places.list({ state: null }, 1, 1),
      this.queries.regions(),
    ]);
    return renderPage(
      reply,
      <Page ctx={ctx} title="Lokasi wisata mana yang dicatat?" name={LOKASI.text}>
        <PlacesListView
          {...{ ctx, asked, items: found.items, total: found.total, all: everything.total }}
          pages={Math.max(1, Math.ceil(found.total / PAGE_SIZE))}
          regions={regions.map(({ code, name }) => ({ value: code, text: name }))}
        />
      </Page>,
    );
  }

  @Get('baru')
  async askNew(@Context() ctx: PageContext, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return this.form(reply, { ctx, place: null, typed: {}, problems: [], conflict: null });
  }

  @Post()
  async create(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.keep(ctx, reply, null, typedFields(body), (input) =>
      this.places.create(input, viewerOf(request).username),
    );
  }

  @Get(':kode')
  @Allow('etalase.read')
  async one(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const place = await this.places.get(kode);
    const [duty, assignments, etalase, spot] = await Promise.all([
      this.duty.place(kode, ctx.today),
      this.assignments.list(place.id, ctx.today),
      this.inspections.etalase(place.id),
      this.listings.spot(place.id, ctx.today),
    ]);
    if (!spot) throw new Error(`${kode} has no rule of its listing`);
    const [listed, history] = await Promise.all([
      this.listings.listing(spot, ctx.today),
      this.history(
        place,
        assignments.map(({ id }) => id),
        etalase.map(({ id }) => id),
      ),
    ]);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={`Apa yang dicatat tentang ${place.name}?`}
        name={place.name}
        crumbs={[LOKASI]}
        meta={[place.where]}
      >
        <PlaceView {...{ ctx, place, duty, assignments, spot, listed, history }} />
      </Page>,
    );
  }

  @Get(':kode/ubah')
  async askChange(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const place = await this.places.get(kode);
    return this.form(reply, { ctx, place, typed: typedPlace(place), problems: [], conflict: null });
  }

  @Post(':kode')
  async change(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    return this.keep(ctx, reply, await this.places.get(kode), typed, (input) =>
      this.places.change(kode, versionOf(typed), input, viewerOf(request).username),
    );
  }

  @Post(':kode/keadaan')
  async setState(
    @Param('kode') kode: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    const state = PLACE_STATES.find((one) => one === typed['state']);
    try {
      if (!state) throw new InvalidInputError('wisata.invalid', 'Pilih arsipkan atau kembalikan.');
      const { name } = await this.places.setState(kode, versionOf(typed), state, viewerOf(request).username);
      const text = state === 'arsip' ? `"${name}" diarsipkan.` : `"${name}" tampil lagi.`;
      return seeOther(reply, `/lokasi-wisata/${kode}`, { text });
    } catch (error) {
      const { conflict, problems } = refusalOf(error);
      const text = conflict ?? problems[0]?.message ?? 'Keadaan lokasi tidak diubah.';
      return seeOther(reply, `/lokasi-wisata/${encodeURIComponent(kode)}`, { text, kind: 'bad' });
    }
  }

  /** Saves, or shows the form again: with what is wrong, with regions to choose from, or with what another has stored. */
  private async keep(
    ctx: PageContext,
    reply: FastifyReply,
    place: WisataPlace | null,
    typed: Typed,
    save: (input: Record<string, string>) => Promise<WisataPlace>,
  ): Promise<FastifyReply> {
    const picked = await pickedPlace(this.wilayah, typed, LEVELS);
    const again = (problems: readonly FieldProblem[], conflict: string | null, status: number) =>
      this.form(reply, { ctx, place, typed, problems, conflict }, status);
    if (asksForPlace(typed)) return again([], null, 200);
    try {
      const kept = await save({ ...typed, wilayahCode: picked.code ?? '' });
      return await seeOther(reply, `/lokasi-wisata/${kept.kode}`, { text: `"${kept.name}" disimpan.` });
    } catch (error) {
      const { problems, conflict, status } = refusalOf(error);
      if (conflict !== null && place) {
        // Who was shown what the other one did saves over it knowingly.
        const now = await this.places.get(place.kode);
        return this.form(reply, { ctx, place: now, typed, problems: [], conflict }, status);
      }
      if (conflict !== null) return again([{ field: 'kode', message: conflict }], null, status);
      return again(inPlaceField(problems, picked, typed), null, status);
    }
  }

  private async form(
    reply: FastifyReply,
    props: Omit<PlaceFormProps, 'picked' | 'offices'>,
    status = 200,
  ): Promise<FastifyReply> {
    const { ctx, place, typed } = props;
    const offices = await this.mapping.perangkatDaerah(ctx.instance.klpdCode);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={place ? `Apa yang diubah pada ${place.name}?` : 'Lokasi wisata mana yang ditambahkan?'}
        name={place ? 'Ubah lokasi' : 'Tambah lokasi'}
        crumbs={place ? [LOKASI, { href: `/lokasi-wisata/${place.kode}`, text: place.name }] : [LOKASI]}
      >
        <PlaceForm
          {...props}
          picked={await pickedPlace(this.wilayah, typed, LEVELS)}
          offices={offices.map(({ name }) => name)}
        />
      </Page>,
      status,
    );
  }

  private async history(place: WisataPlace, assignments: readonly string[], etalase: readonly string[]) {
    const found = await Promise.all([
      this.trail.history('wisata_place', [place.kode], SHOWN_HISTORY),
      this.trail.history('etalase_assignment', assignments, SHOWN_HISTORY),
      this.trail.history('physical_etalase', etalase, SHOWN_HISTORY),
    ]);
    return found
      .flat()
      .toSorted((a, b) => b.seq - a.seq)
      .slice(0, SHOWN_HISTORY);
  }
}

export function askedOf(query: Fields): PlacesAsked {
  const { cari = '', wilayah = '', jenis = '', keadaan = '', hal = '' } = typedFields(query);
  return {
    cari: cari.trim().slice(0, 100),
    wilayah: /^\d{2}\.\d{2}$/.test(wilayah) ? wilayah : null,
    jenis: KINDS.find((one) => one === jenis) ?? null,
    keadaan: PLACE_STATES.find((one) => one === keadaan) ?? null,
    page: /^[1-9]\d{0,3}$/.test(hal) ? Number(hal) : 1,
  };
}

export function filterOf({ cari, wilayah, jenis, keadaan }: PlacesAsked): PlaceFilter {
  return { text: cari || undefined, within: wilayah ?? undefined, kind: jenis ?? undefined, state: keadaan };
}

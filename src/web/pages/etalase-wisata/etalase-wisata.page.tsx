import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { DutyQueries } from '../../../etalase/duty/duty.queries.js';
import { DUTY_STATES, type DutyFilter } from '../../../etalase/duty/duty.js';
import type { InspectionInput } from '../../../etalase/duty/inspection-input.js';
import { InspectionsService } from '../../../etalase/duty/inspections.service.js';
import { ListingsService } from '../../../etalase/listing/listings.service.js';
import { PlacesService } from '../../../etalase/places/places.service.js';
import type { Env } from '../../../shared/env.js';
import { AppError, ConflictError, type FieldProblem, InvalidInputError } from '../../../shared/errors.js';
import { ENV } from '../../../shared/tokens.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { MOST_ROWS, refuseLongList, sendSheets } from '../../download.js';
import { dutySheets } from './duty.sheets.js';
import { addDays } from '../../../shared/dates.js';
import { UsageQueries } from '../../../etalase/usage/usage.queries.js';
import type { UsageFigures } from '../../../etalase/usage/usage.js';
import { DutyView } from './duty.view.js';
import { UsageView } from './usage.view.js';
import { pageNumber, type Typed } from '../../form-values.js';
import { VisitsService } from '../../../etalase/visits/visits.service.js';
import { PlaceDutyView } from './place-duty.view.js';

const ETALASE = { href: '/etalase-wisata', text: 'Etalase di lokasi wisata' };
const PAGE_SIZE = 50;
/** What was looked at most in so many days. */
const USAGE_DAYS = 30;
const MOST_LOOKED = 10;

type Fields = Readonly<Record<string, unknown>>;
/** What was typed into which of the page's forms, and what is wrong with it. */
interface Told {
  form: 'periksa' | 'etalase' | null;
  typed: Typed;
  problems: readonly FieldProblem[];
  conflict: string | null;
  status: number;
}
const NOTHING: Told = { form: null, typed: {}, problems: [], conflict: null, status: 200 };

/** Whether each tourism place has its etalase, and who saw it when. */
@ApiExcludeController()
@Controller('etalase-wisata')
@Allow('etalase.read')
export class EtalaseWisataPage {
  constructor(
    private readonly duty: DutyQueries,
    private readonly places: PlacesService,
    private readonly inspections: InspectionsService,
    private readonly listings: ListingsService,
    private readonly visits: VisitsService,
    private readonly usage: UsageQueries,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get()
  async list(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const filter = filterOf(query);
    const page = pageNumber(query['hal']);
    const year = Number(ctx.today.slice(0, 4));
    const from = addDays(ctx.today, 1 - USAGE_DAYS);
    const looked = (subject: 'wisata' | 'produk'): Promise<UsageFigures> =>
      this.usage.figures({ subject, from, until: ctx.today, key: null, page: 1, size: MOST_LOOKED });
    const [duty, visitors, wisata, produk] = await Promise.all([
      this.duty.duty(filter, ctx.today, page, PAGE_SIZE),
      this.visits.ofYear(year),
      looked('wisata'),
      looked('produk'),
    ]);
    return renderPage(
      reply,
      <Page ctx={ctx} title="Lokasi wisata mana yang punya etalase OVOP?" name={ETALASE.text}>
        <DutyView {...{ duty, filter, page, visitors, year }} pages={Math.max(1, Math.ceil(duty.found / PAGE_SIZE))} />
        <UsageView {...{ wisata, produk, from }} until={ctx.today} />
        {ctx.can('webhook.read') && (
          <p class="sub">
            <a href="/kabar-etalase">Penerima kabar etalase</a>: program yang dikabari bila daftarnya berubah.
          </p>
        )}
      </Page>,
    );
  }

  @Get('unduh.:format')
  async download(
    @Context() ctx: PageContext,
    @Param('format') format: string,
    @Query() query: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const year = Number(ctx.today.slice(0, 4));
    const duty = await this.duty.duty(filterOf(query), ctx.today, 1, MOST_ROWS);
    refuseLongList(duty.found);
    const sheets = dutySheets(duty, await this.visits.ofYear(year), year);
    return sendSheets(reply, format, `etalase-wisata-${ctx.today}`, sheets);
  }

  @Get(':kode')
  async one(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.show(ctx, kode, request, reply, NOTHING);
  }

  @Post(':kode/periksa')
  @Allow('etalase.write')
  async record(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedOf(body);
    const [etalaseId = '', version = '0'] = (typed['etalaseId'] ?? '').split(':');
    try {
      const input = inspectionOf(typed, etalaseId);
      await this.inspections.record(kode, Number(version) || 0, input, viewerOf(request).username, ctx.today);
      return seeOther(reply, `/etalase-wisata/${kode}`, { text: 'Pemeriksaan dicatat.' });
    } catch (error) {
      return this.show(ctx, kode, request, reply, toldOf(error, 'periksa', typed));
    }
  }

  @Post(':kode/etalase')
  @Allow('etalase.write')
  async add(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedOf(body);
    const { name = '', location = '', manager = '', since = '' } = typed;
    try {
      await this.inspections.add(kode, { name, location, manager, since }, viewerOf(request).username, ctx.today);
      return seeOther(reply, `/etalase-wisata/${kode}`, { text: `Etalase "${name}" dicatat.` });
    } catch (error) {
      return this.show(ctx, kode, request, reply, toldOf(error, 'etalase', typed));
    }
  }

  @Post(':kode/pemeriksaan/:id/cabut')
  @Allow('etalase.write')
  async withdraw(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedOf(body);
    try {
      await this.inspections.withdraw(kode, id, typed['why'] ?? '', viewerOf(request).username);
      return seeOther(reply, `/etalase-wisata/${kode}`, { text: 'Pemeriksaan dicabut; catatannya tetap ada.' });
    } catch (error) {
      const told = toldOf(error, null, {});
      return this.show(ctx, kode, request, reply, { ...told, conflict: told.problems[0]?.message ?? told.conflict });
    }
  }

  private async show(
    ctx: PageContext,
    kode: string,
    request: FastifyRequest,
    reply: FastifyReply,
    { status, ...told }: Told,
  ): Promise<FastifyReply> {
    const place = await this.places.get(kode);
    const [duty, etalase, inspections, spot, visitors] = await Promise.all([
      this.duty.place(kode, ctx.today),
      this.inspections.etalase(place.id),
      this.inspections.inspections(place.id),
      this.listings.spot(place.id, ctx.today),
      this.visits.ofYear(Number(ctx.today.slice(0, 4))),
    ]);
    const products = spot ? await this.listings.listing(spot, ctx.today) : [];
    const base = (this.env.publicUrl ?? `${request.protocol}://${request.host}`).replace(/\/+$/, '');
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={`Apakah ${place.name} punya etalase OVOP?`}
        name={place.name}
        crumbs={[ETALASE]}
        meta={[place.where]}
      >
        <PlaceDutyView
          {...{ ctx, place, duty, etalase, inspections, products, ...told }}
          visitors={visitors.find((one) => one.kode === kode) ?? null}
          url={`${base}/wisata/${kode}`}
        />
      </Page>,
      status,
    );
  }
}

function filterOf(query: Fields): DutyFilter {
  const kabupaten = query['kabupaten'];
  return {
    kabupaten: typeof kabupaten === 'string' && /^\d{2}\.\d{2}$/.test(kabupaten) ? kabupaten : null,
    state: DUTY_STATES.find((one) => one === query['keadaan']) ?? null,
  };
}

function typedOf(body: unknown): Typed {
  return Object.fromEntries(
    Object.entries((body ?? {}) as Fields).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.slice(0, 2000)]] : [],
    ),
  );
}

function inspectionOf(typed: Typed, etalaseId: string): InspectionInput {
  const { inspectedOn = '', inspector = '', result = '', productsShown = '', note = '' } = typed;
  const productIds = Object.keys(typed).flatMap((name) => (/^produk-\d{1,18}$/.test(name) ? [name.slice(7)] : []));
  return { etalaseId, inspectedOn, inspector, result, productsShown, note, productIds };
}

/** What the page shows of an error that is for people; any other goes on. */
function toldOf(error: unknown, form: Told['form'], typed: Typed): Told {
  if (error instanceof InvalidInputError)
    return { form, typed, problems: error.fields, conflict: null, status: error.status };
  if (error instanceof ConflictError)
    return { form, typed, problems: [], conflict: (error as AppError).message, status: error.status };
  throw error;
}

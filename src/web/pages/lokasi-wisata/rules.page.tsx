import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { ListingsService } from '../../../etalase/listing/listings.service.js';
import { type ListingRule, type RuleInput, STAR_USES, PLACINGS, STEPS } from '../../../etalase/listing/rule.js';
import { RulesService } from '../../../etalase/listing/rules.service.js';
import type { WisataPlace } from '../../../etalase/places/place.js';
import { PlacesService } from '../../../etalase/places/places.service.js';
import { InvalidInputError, NotFoundError } from '../../../shared/errors.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { NOT_REFUSED, type Refusal, refusalOf, type Typed, typedFields, versionOf } from '../../form-values.js';
import { LOKASI } from './places.page.js';
import { type Preview, RulesView, typedRule } from './rules.view.js';

/** Places to look at the general rule with. */
const MOST_PLACES = 300;

type Fields = Readonly<Record<string, unknown>>;

/** Which products a place shows: the general rule, or one of its own, from a day on. */
@ApiExcludeController()
@Controller('lokasi-wisata')
@Allow('etalase.write')
export class RulesPage {
  constructor(
    private readonly places: PlacesService,
    private readonly rules: RulesService,
    private readonly listings: ListingsService,
  ) {}

  @Get('aturan')
  askGeneral(@Context() ctx: PageContext, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return this.show(ctx, reply, null, null, NOT_REFUSED);
  }

  @Post('aturan')
  decideGeneral(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.decide(ctx, request, reply, null, typedFields(body));
  }

  @Get(':kode/aturan')
  async askOwn(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.show(ctx, reply, await this.places.get(kode), null, NOT_REFUSED);
  }

  @Post(':kode/aturan')
  async decideOwn(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.decide(ctx, request, reply, await this.places.get(kode), typedFields(body));
  }

  @Post(':kode/aturan/ikut-umum')
  async follow(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const place = await this.places.get(kode);
    const typed = typedFields(body);
    const input = { from: typed['from'] ?? '', reason: typed['why'] ?? '' };
    try {
      await this.rules.follow(place.id, versionOf(typed), input, viewerOf(request).username, ctx.today);
      return await seeOther(reply, `/lokasi-wisata/${kode}#aturan`, { text: 'Lokasi ini mengikuti aturan umum lagi.' });
    } catch (error) {
      if (error instanceof NotFoundError)
        return this.show(ctx, reply, place, typed, { problems: [], conflict: error.message, status: 404 });
      return this.show(ctx, reply, place, typed, refusalOf(error));
    }
  }

  private async decide(
    ctx: PageContext,
    request: FastifyRequest,
    reply: FastifyReply,
    place: WisataPlace | null,
    typed: Typed,
  ): Promise<FastifyReply> {
    const input = inputOf(typed);
    try {
      if (typed['aksi'] === 'pratinjau') {
        const problems = this.rules.check({ ...input, reason: 'pratinjau' }, ctx.today);
        if (problems.length > 0) throw new InvalidInputError('etalase.invalid', 'Aturan belum dapat dicoba.', problems);
        const preview = await this.preview(place, typed, input);
        return await this.show(ctx, reply, place, typed, NOT_REFUSED, preview);
      }
      await this.rules.decide(place?.id ?? null, versionOf(typed), input, viewerOf(request).username, ctx.today);
      const back = place ? `/lokasi-wisata/${place.kode}#aturan` : '/lokasi-wisata/aturan';
      return await seeOther(reply, back, { text: `Aturan disimpan, berlaku mulai ${input.validFrom}.` });
    } catch (error) {
      return this.show(ctx, reply, place, typed, refusalOf(error));
    }
  }

  /** What a place would show under the rule as it is typed, on its first day. */
  private async preview(place: WisataPlace | null, typed: Typed, input: ReturnType<typeof inputOf>): Promise<Preview> {
    const chosen = place ?? (await this.places.find(typed['contoh'] ?? ''));
    if (!chosen)
      throw new InvalidInputError('etalase.invalid', 'Aturan belum dapat dicoba.', [
        { field: 'contoh', message: 'Pilih lokasi untuk mencoba aturan ini' },
      ]);
    const spot = await this.listings.spot(chosen.id, input.validFrom);
    if (!spot) throw new Error(`${chosen.kode} has no rule of its listing`);
    const rule = { ...spot.rule, ...input, own: place !== null } as ListingRule;
    return {
      place: chosen,
      day: input.validFrom,
      before: await this.listings.listing(spot, input.validFrom),
      after: await this.listings.listing({ ...spot, rule }, input.validFrom),
    };
  }

  private async show(
    ctx: PageContext,
    reply: FastifyReply,
    place: WisataPlace | null,
    typed: Typed | null,
    { problems, conflict, status }: Refusal,
    preview: Preview | null = null,
  ): Promise<FastifyReply> {
    const [own, general, stamp, places] = await Promise.all([
      place ? this.rules.list(place.id) : [],
      this.rules.list(null),
      this.rules.stamp(place?.id ?? null),
      place ? [] : this.places.list({ state: 'aktif' }, 1, MOST_PLACES).then(({ items }) => items),
    ]);
    const holds = (list: typeof general) =>
      list.find(
        (one) =>
          one.withdrawnWhy === null &&
          one.validFrom <= ctx.today &&
          (one.validUntil === null || one.validUntil >= ctx.today),
      );
    const inForce = holds(own) ?? holds(general);
    if (!inForce) throw new Error('There is no general rule of listings');
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={
          place ? `Produk mana yang ditampilkan ${place.name}?` : 'Produk mana yang ditampilkan setiap lokasi wisata?'
        }
        name={place ? 'Aturan lokasi' : 'Aturan umum'}
        crumbs={place ? [LOKASI, { href: `/lokasi-wisata/${place.kode}`, text: place.name }] : [LOKASI]}
      >
        <RulesView
          {...{ ctx, place, inForce, stamp, places, problems, conflict, preview }}
          rules={place ? own : general}
          typed={typed?.['validFrom'] === undefined ? { ...typedRule(inForce, ctx.today), ...typed } : typed}
        />
      </Page>,
      status,
    );
  }
}

function inputOf(typed: Typed): RuleInput & { validFrom: string; reason: string } {
  const number = (name: string): number =>
    /^\d{1,5}$/.test((typed[name] ?? '').trim()) ? Number(typed[name]) : Number.NaN;
  const steps = STEPS.filter((step) => /^[1-9]$/.test(typed[`langkah-${step}`] ?? '')).toSorted(
    (a, b) => Number(typed[`langkah-${a}`]) - Number(typed[`langkah-${b}`]),
  );
  return {
    steps,
    distanceKm: number('distanceKm'),
    most: number('most'),
    needsEligibility: (typed['needsEligibility'] ?? '') !== '',
    star: STAR_USES.find((one) => one === typed['star']) ?? '',
    season: PLACINGS.find((one) => one === typed['season']) ?? '',
    availability: PLACINGS.find((one) => one === typed['availability']) ?? '',
    seed: (typed['seed'] ?? '').trim(),
    validFrom: (typed['validFrom'] ?? '').trim(),
    reason: typed['reason'] ?? '',
  };
}

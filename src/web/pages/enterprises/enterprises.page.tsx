import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { Allow } from '../../../access/allow.js';
import { type Enterprise, LEGAL_FORMS } from '../../../enterprise/enterprise.js';
import { editorOf } from '../../../enterprise/enterprise.controller.js';
import { EnterpriseDesk } from '../../../enterprise/enterprise-desk.js';
import { CLASS_FILTERS, type EnterpriseFilter, EnterpriseQueries } from '../../../enterprise/enterprise.queries.js';
import { EnterpriseChangedError } from '../../../enterprise/enterprise.service.js';
import { LEGAL_FORM_WORDS } from '../../../enterprise/enterprise.wording.js';
import { enterpriseView } from '../../../enterprise/enterprise.dto.js';
import { ENTERPRISE_FIELDS, typedFrom } from '../../../enterprise/read-enterprise.js';
import { addDays } from '../../../shared/dates.js';
import { ConflictError, type FieldProblem } from '../../../shared/errors.js';
import { WilayahService } from '../../../wilayah/wilayah.service.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { MOST_ROWS, refuseLongList, sendSheets } from '../../download.js';
import {
  asksForPlace,
  inPlaceField,
  NOTHING_PICKED,
  pickedCode,
  type PickedPlace,
  pickedPlace,
} from '../../place-field.js';
import { EnterpriseForm } from './enterprise-form.view.js';
import { listSheet } from './enterprises.sheets.js';
import { type EnterprisesAsked, EnterprisesView } from './enterprises.view.js';
import { CLASS_FILTER_WORDS } from './enterprises.wording.js';
import { problemsOf, textsOf, USAHA, versionOf, type Fields } from './enterprise-forms.js';

const PAGE_SIZE = 50;
/** Days ahead for which a document counts as about to end. */
const SOON = 90;

/** Pelaku usaha: the list, and the form of one. */
@ApiExcludeController()
@Controller('usaha')
@Allow('enterprise.write')
export class EnterprisesPage {
  constructor(
    private readonly queries: EnterpriseQueries,
    private readonly desk: EnterpriseDesk,
    private readonly wilayah: WilayahService,
  ) {}

  @Get()
  @Allow('enterprise.read')
  async list(@Context() ctx: PageContext, @Query() raw: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const asked = askedOf(raw);
    const found = await this.queries.list(filterOf(ctx, asked), { page: asked.page, size: PAGE_SIZE });
    const provinces = await this.wilayah.children(null);
    const regencies = await Promise.all(provinces.map(({ code }) => this.wilayah.children(code)));
    const places = regencies
      .flat()
      .map(({ code, kind, name }) => ({ code, name: kind === 'kota' ? `Kota ${name}` : name }));
    const sentras = await this.queries.sentras();
    const place = places.find(({ code }) => code === asked.within)?.name ?? asked.within;
    return renderPage(
      reply,
      <Page ctx={ctx} title="Siapa yang membuat produk desa?" name="Pelaku usaha">
        <EnterprisesView
          ctx={ctx}
          asked={asked}
          query={queryOf(asked)}
          found={found}
          places={places}
          sentras={sentras}
          said={saidOf(asked, place, sentras)}
        />
      </Page>,
    );
  }

  @Get('unduh.:format')
  @Allow('enterprise.read')
  async download(
    @Context() ctx: PageContext,
    @Param('format') format: string,
    @Query() raw: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { items, total } = await this.queries.list(filterOf(ctx, askedOf(raw)), { page: 1, size: MOST_ROWS });
    refuseLongList(total);
    if (format !== 'json') return sendSheets(reply, format, 'pelaku-usaha', [listSheet(items)]);
    return reply
      .header('content-type', 'application/json; charset=utf-8')
      .header('content-disposition', 'attachment; filename="pelaku-usaha.json"')
      .header('cache-control', 'private, no-store')
      .send(JSON.stringify(items.map(enterpriseView)));
  }

  @Get('baru')
  askNew(@Context() ctx: PageContext, @Res() reply: FastifyReply): FastifyReply {
    return renderPage(reply, formPage(ctx, null, null, {}, NOTHING_PICKED, [], null));
  }

  @Post()
  create(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.keep(ctx, reply, null, body, (typed) => this.desk.create(typed, editorOf(request)));
  }

  @Get(':id/ubah')
  async askChange(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const one = await this.queries.get(id, ctx.today);
    const typed = { ...typedFrom(one), wilayah: one.wilayahCode ?? '' };
    const picked = await pickedPlace(this.wilayah, typed, ['desa']);
    return renderPage(reply, formPage(ctx, one, one.version, typed, picked, [], null));
  }

  @Post(':id')
  async change(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const one = await this.queries.get(id, ctx.today);
    return this.keep(ctx, reply, one, body, async (typed) => {
      await this.desk.change(id, versionOf(body), typed, editorOf(request));
      return id;
    });
  }

  private async keep(
    ctx: PageContext,
    reply: FastifyReply,
    one: Enterprise | null,
    body: Fields,
    save: (typed: Record<string, string>) => Promise<string>,
  ): Promise<FastifyReply> {
    const texts = textsOf(body);
    const picked = await pickedPlace(this.wilayah, texts, ['desa']);
    const input = Object.fromEntries(ENTERPRISE_FIELDS.map((field) => [field, texts[field] ?? '']));
    const typed = { ...input, wilayah: texts['wilayah'] ?? texts['wilayahCode'] ?? '', aksi: texts['aksi'] ?? '' };
    const version = one === null ? null : versionOf(body);
    if (asksForPlace(texts)) return renderPage(reply, formPage(ctx, one, version, typed, picked, [], null));
    try {
      const id = await save({ ...input, wilayahCode: pickedCode(picked, texts) });
      return seeOther(reply, `/usaha/${id}`, { text: 'Pelaku usaha disimpan.' });
    } catch (error) {
      // Who was shown what the other one did saves over it knowingly: the form goes on from the newer version.
      if (error instanceof EnterpriseChangedError)
        return renderPage(reply, formPage(ctx, one, error.now.version, typed, picked, [], error), 409);
      const status = error instanceof ConflictError ? 409 : 422;
      return renderPage(
        reply,
        formPage(ctx, one, version, typed, picked, inPlaceField(problemsOf(error, 'nib'), picked, texts), null),
        status,
      );
    }
  }
}

function formPage(
  ctx: PageContext,
  one: Enterprise | null,
  version: number | null,
  typed: Readonly<Record<string, string>>,
  picked: PickedPlace,
  problems: readonly FieldProblem[],
  conflict: EnterpriseChangedError | null,
): VNode {
  return (
    <Page
      ctx={ctx}
      title={one ? `Apa yang diubah pada ${one.name}?` : 'Pelaku usaha mana yang ditambahkan?'}
      name={one ? 'Ubah' : 'Tambah'}
      crumbs={one ? [USAHA, { href: `/usaha/${one.id}`, text: one.name }] : [USAHA]}
    >
      <EnterpriseForm {...{ ctx, one, version, typed, picked, problems, conflict }} />
    </Page>
  );
}

/** What cannot be understood in the address is not filtered by. */
function askedOf(raw: Fields): EnterprisesAsked {
  const { wilayah = '', kelas, bentuk, sentra = '', dokumen, cari = '', hal = '' } = textsOf(raw);
  const text = cari.trim().slice(0, 100);
  return {
    within: /^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/.test(wilayah) ? wilayah : undefined,
    class: CLASS_FILTERS.find((one) => one === kelas),
    legalForm: LEGAL_FORMS.find((one) => one === bentuk),
    sentraId: /^\d{1,18}$/.test(sentra) ? sentra : undefined,
    expiring: dokumen === 'habis',
    text: text === '' ? undefined : text,
    page: /^[1-9]\d{0,4}$/.test(hal) ? Number(hal) : 1,
  };
}

function queryOf(asked: EnterprisesAsked): Record<string, string> {
  const query = {
    wilayah: asked.within,
    kelas: asked.class,
    bentuk: asked.legalForm,
    sentra: asked.sentraId,
    dokumen: asked.expiring ? 'habis' : undefined,
    cari: asked.text,
  };
  return Object.fromEntries(Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

function filterOf(ctx: PageContext, asked: EnterprisesAsked): EnterpriseFilter {
  const { within, class: found, legalForm, sentraId, expiring, text } = asked;
  const expiringBy = expiring ? addDays(ctx.today, SOON) : undefined;
  return { within, class: found, legalForm, sentraId, expiringBy, text, day: ctx.today };
}

function saidOf(
  asked: EnterprisesAsked,
  place: string | undefined,
  sentras: readonly { id: string; name: string }[],
): string | null {
  const said = [
    place,
    asked.class && `kelas ${CLASS_FILTER_WORDS[asked.class].toLowerCase()}`,
    asked.legalForm && `bentuk ${LEGAL_FORM_WORDS[asked.legalForm]}`,
    asked.sentraId && `sentra ${sentras.find(({ id }) => id === asked.sentraId)?.name ?? asked.sentraId}`,
    asked.expiring && `dokumen berakhir dalam ${SOON} hari atau sudah`,
    asked.text && `memuat "${asked.text}"`,
  ].filter(Boolean);
  return said.length === 0 ? null : said.join(', ');
}

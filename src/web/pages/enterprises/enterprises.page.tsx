import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { Allow } from '../../../access/allow.js';
import { KEY_SCHEMES, type SupplierKey } from '../../../access/scope.js';
import { ClassesService } from '../../../enterprise/class/classes.service.js';
import { sendDocument } from '../../../enterprise/documents/document-answer.js';
import { DocumentsService } from '../../../enterprise/documents/documents.service.js';
import { uploadedForm } from '../../../enterprise/documents/uploaded-form.js';
import { type Enterprise, LEGAL_FORMS } from '../../../enterprise/enterprise.js';
import { editorOf } from '../../../enterprise/enterprise.controller.js';
import { EnterpriseDesk } from '../../../enterprise/enterprise-desk.js';
import { CLASS_FILTERS, type EnterpriseFilter, EnterpriseQueries } from '../../../enterprise/enterprise.queries.js';
import { EnterpriseChangedError } from '../../../enterprise/enterprise.service.js';
import { LEGAL_FORM_WORDS } from '../../../enterprise/enterprise.wording.js';
import { enterpriseView } from '../../../enterprise/enterprise.dto.js';
import {
  DOCUMENT_COLUMNS,
  type DocumentColumn,
  ENTERPRISE_COLUMNS,
  type EnterpriseColumn,
} from '../../../enterprise/import/enterprise-form.js';
import { EnterpriseImportService } from '../../../enterprise/import/import.service.js';
import { ENTERPRISE_FIELDS, typedFrom } from '../../../enterprise/read-enterprise.js';
import { SalesQueries } from '../../../purchasing/sales/sales.queries.js';
import { addDays } from '../../../shared/dates.js';
import { ConflictError, type FieldProblem, InvalidInputError } from '../../../shared/errors.js';
import type { ListResult } from '../../../shared/list-import.js';
import type { Sheet } from '../../../shared/spreadsheet.js';
import { WilayahService } from '../../../wilayah/wilayah.service.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { sendSheets } from '../../download.js';
import { applyList, askList, type ListImport, previewList } from '../../list-import/list-import.js';
import {
  asksForPlace,
  inPlaceField,
  NOTHING_PICKED,
  pickedCode,
  type PickedPlace,
  pickedPlace,
} from '../../place-field.js';
import { EnterpriseForm } from './enterprise-form.view.js';
import { EnterpriseView } from './enterprise.view.js';
import { DOCUMENT_SAMPLE, ENTERPRISE_SAMPLE, listSheet } from './enterprises.sheets.js';
import { type EnterprisesAsked, EnterprisesView } from './enterprises.view.js';
import { CLASS_FILTER_WORDS } from './enterprises.wording.js';

const USAHA = { href: '/usaha', text: 'Pelaku usaha' };
const PAGE_SIZE = 50;
/** Enterprises of one downloaded file. */
const DOWNLOAD_LIMIT = 20_000;
/** Days ahead for which a document counts as about to end. */
const SOON = 90;

type Fields = Readonly<Record<string, unknown>>;

/** Pelaku usaha: the list, one on a page of its own, lists in and out. */
@ApiExcludeController()
@Controller('usaha')
@Allow('enterprise.write')
export class EnterprisesPage {
  constructor(
    private readonly queries: EnterpriseQueries,
    private readonly desk: EnterpriseDesk,
    private readonly imports: EnterpriseImportService,
    private readonly classes: ClassesService,
    private readonly documents: DocumentsService,
    private readonly wilayah: WilayahService,
    private readonly sales: SalesQueries,
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
    const { items } = await this.queries.list(filterOf(ctx, askedOf(raw)), { page: 1, size: DOWNLOAD_LIMIT });
    if (format !== 'json') return sendSheets(reply, format, 'pelaku-usaha', [listSheet(items)]);
    return reply
      .header('content-type', 'application/json; charset=utf-8')
      .header('content-disposition', 'attachment; filename="pelaku-usaha.json"')
      .header('cache-control', 'private, no-store')
      .send(JSON.stringify(items.map(enterpriseView)));
  }

  @Get('contoh.:format')
  @Allow('enterprise.read')
  sample(@Param('format') format: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return sendSheets(reply, format, 'contoh-pelaku-usaha', ENTERPRISE_SAMPLE as [Sheet, ...Sheet[]]);
  }

  @Get('contoh-dokumen.:format')
  @Allow('enterprise.read')
  documentSample(@Param('format') format: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return sendSheets(reply, format, 'contoh-dokumen-usaha', DOCUMENT_SAMPLE as [Sheet, ...Sheet[]]);
  }

  @Get('impor')
  askImport(@Context() ctx: PageContext, @Res() reply: FastifyReply): FastifyReply {
    return askList(ctx, reply, this.listImport());
  }

  @Post('impor')
  preview(
    @Context() ctx: PageContext,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return previewList(ctx, request, reply, this.listImport());
  }

  @Post('impor/terapkan')
  apply(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return applyList(ctx, body['isi'], request, reply, this.listImport());
  }

  @Get('impor-dokumen')
  askDocuments(@Context() ctx: PageContext, @Res() reply: FastifyReply): FastifyReply {
    return askList(ctx, reply, this.documentImport());
  }

  @Post('impor-dokumen')
  previewDocuments(
    @Context() ctx: PageContext,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return previewList(ctx, request, reply, this.documentImport());
  }

  @Post('impor-dokumen/terapkan')
  applyDocuments(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return applyList(ctx, body['isi'], request, reply, this.documentImport());
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

  @Get(':id')
  @Allow('enterprise.read')
  async show(@Context() ctx: PageContext, @Param('id') id: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return renderPage(reply, await this.onePage(ctx, id, null));
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

  @Post(':id/dokumen')
  async addDocument(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    await this.queries.get(id, ctx.today);
    const { fields, file } = await uploadedForm(request, 'dokumen-berkas');
    return this.act(ctx, reply, id, 'dokumen', fields, (typed, version) =>
      this.desk.addDocument(id, version, { ...typed, kind: typed['kind'] ?? '' }, file, editorOf(request)),
    );
  }

  @Get(':id/dokumen/:documentId/berkas')
  @Allow('document.read')
  async openDocument(
    @Param('id') id: string,
    @Param('documentId') documentId: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return sendDocument(reply, await this.documents.open(id, documentId));
  }

  @Post(':id/dokumen/:documentId/lihat')
  verifyDocument(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Param('documentId') documentId: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.act(ctx, reply, id, 'dokumen', body, (_typed, version) =>
      this.desk.verifyDocument(id, version, documentId, editorOf(request)),
    );
  }

  @Post(':id/dokumen/:documentId/hapus')
  removeDocument(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Param('documentId') documentId: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.act(ctx, reply, id, 'dokumen', body, (_typed, version) =>
      this.desk.removeDocument(id, version, documentId, editorOf(request)),
    );
  }

  @Post(':id/angka')
  putFigure(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.act(ctx, reply, id, 'angka', body, ({ kind = '', year = '', amount = '', source }, version) =>
      this.desk.putFigure(id, version, { kind, year, amount, source }, editorOf(request)),
    );
  }

  @Post(':id/kode')
  addKey(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.act(ctx, reply, id, 'kode', body, (typed, version) =>
      this.desk.addKey(
        id,
        version,
        { ...typed, scheme: typed['scheme'] ?? '', key: typed['key'] ?? '' },
        editorOf(request),
      ),
    );
  }

  @Post(':id/kode/lepas')
  removeKey(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { scheme = '', key = '' } = textsOf(body);
    return this.act(ctx, reply, id, 'kode', body, (_typed, version) =>
      this.desk.removeKey(id, version, { scheme, key }, editorOf(request)),
    );
  }

  @Post(':id/kelas')
  @Allow('enterprise.decide')
  decideClass(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.act(ctx, reply, id, 'keputusan', body, (typed, version) =>
      this.desk.decideClass(id, version, { ...typed, class: typed['class'] ?? '' }, editorOf(request)),
    );
  }

  @Post(':id/kelas/verifikasi')
  verifyClass(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.act(ctx, reply, id, 'verifikasi', body, ({ validFrom = '', validTo }, version) =>
      this.desk.verifyClass(id, version, { validFrom, validTo }, editorOf(request)),
    );
  }

  @Post(':id/sentra')
  addMembership(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.act(ctx, reply, id, 'sentra', body, (typed, version) =>
      this.desk.addMembership(id, version, typed, editorOf(request)),
    );
  }

  @Post(':id/sentra/:membershipId/hapus')
  removeMembership(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Param('membershipId') membershipId: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.act(ctx, reply, id, 'sentra', body, (_typed, version) =>
      this.desk.removeMembership(id, version, membershipId, editorOf(request)),
    );
  }

  /** Does one thing with an enterprise, or shows its page again with what was typed and why not. */
  private async act(
    ctx: PageContext,
    reply: FastifyReply,
    id: string,
    section: string,
    body: Fields,
    work: (typed: Record<string, string>, version: number) => Promise<void>,
  ): Promise<FastifyReply> {
    const prefix = `${section}-`;
    const typed = Object.fromEntries(
      Object.entries(textsOf(body)).flatMap(([name, value]) =>
        name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
      ),
    );
    try {
      await work(typed, versionOf(body));
    } catch (error) {
      const problems = problemsOf(error);
      const status = error instanceof ConflictError ? 409 : 422;
      return renderPage(reply, await this.onePage(ctx, id, { section, typed, problems }), status);
    }
    return seeOther(reply, `/usaha/${id}`, { text: 'Perubahan disimpan.' });
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

  private async onePage(
    ctx: PageContext,
    id: string,
    failed: { section: string; typed: Record<string, string>; problems: readonly FieldProblem[] } | null,
  ): Promise<VNode> {
    const one = await this.queries.detail(id, ctx.today);
    return (
      <Page
        ctx={ctx}
        title={one.name}
        crumbs={[USAHA]}
        meta={[`Nomor ${one.id}`, one.place ?? 'Desanya belum tercatat']}
      >
        <EnterpriseView
          ctx={ctx}
          one={one}
          verdict={this.classes.verdict(one, one.figures, ctx.today)}
          suggested={ctx.can('enterprise.write') ? await this.queries.suggestedKeys(one.name) : []}
          sentras={await this.queries.sentras()}
          sold={ctx.can('sales.read') ? await this.sold(one.keys) : new Map()}
          failed={failed}
        />
      </Page>
    );
  }

  /** What was sold under each key of the marketplaces, transactions that count. */
  private async sold(keys: readonly { scheme: string; key: string }[]): Promise<Map<string, bigint>> {
    const found = new Map<string, bigint>();
    for (const { scheme, key } of keys) {
      const known = KEY_SCHEMES.find((one) => one === scheme);
      if (!known) continue;
      const supplier: SupplierKey = { scheme: known, key };
      const { byYear } = await this.sales.sales([supplier], { year: null, standing: null, page: 1, size: 1 });
      const counted = byYear.filter(({ standing }) => standing === 'committed' || standing === 'completed');
      found.set(
        `${scheme}|${key}`,
        counted.reduce((sum, { value }) => sum + value, 0n),
      );
    }
    return found;
  }

  private listImport(): ListImport<EnterpriseColumn, ListResult> {
    return {
      action: '/usaha/impor',
      title: 'Daftar pelaku usaha mana yang diimpor?',
      name: 'Impor daftar',
      crumbs: [USAHA],
      fileLabel: 'Berkas pelaku usaha',
      sample: '/usaha/contoh',
      about: (
        <p class="prose">
          Wajib ada kolom <strong>Nama Usaha</strong>; kolom lain seperti dalam contoh, urutannya bebas. Usaha dikenali
          dari NIB, lalu kode penyedia, lalu nama dalam desa yang sama. Sel kosong tidak mengubah yang sudah tercatat.
          Satu baris salah, seluruh berkas tidak disimpan, dan setiap baris yang salah disebutkan.
        </p>
      ),
      columns: ENTERPRISE_COLUMNS,
      noun: 'pelaku usaha',
      consequence: 'Bila ada kode penyedia, angka belanja langsung dihitung ulang.',
      preview: (bytes) => this.imports.preview(bytes),
      apply: (bytes, by) => this.desk.import(bytes, by),
      done: { href: '/usaha', said: 'Daftar disimpan.' },
    };
  }

  private documentImport(): ListImport<DocumentColumn, ListResult> {
    return {
      action: '/usaha/impor-dokumen',
      title: 'Daftar dokumen mana yang diimpor?',
      name: 'Impor dokumen',
      crumbs: [USAHA],
      fileLabel: 'Berkas daftar dokumen',
      sample: '/usaha/contoh-dokumen',
      about: (
        <p class="prose">
          Wajib ada kolom <strong>Jenis Dokumen</strong> dan <strong>Nomor</strong>. Pemiliknya disebut dengan NIB, atau
          dengan nama usaha dan kode desanya. Dokumen dengan jenis dan nomor yang sama diperbarui.
        </p>
      ),
      columns: DOCUMENT_COLUMNS,
      noun: 'dokumen',
      consequence: '',
      preview: (bytes) => this.imports.previewDocuments(bytes),
      apply: (bytes, by) => this.desk.importDocuments(bytes, by),
      done: { href: '/usaha', said: 'Dokumen disimpan.' },
    };
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

/** Problems of a form; a conflict stands at the field that it is about. Anything else is not the form's. */
function problemsOf(error: unknown, field = 'version'): readonly FieldProblem[] {
  if (error instanceof InvalidInputError) return error.fields;
  if (error instanceof ConflictError) return [{ field, message: error.message }];
  throw error;
}

function versionOf(body: Fields): number {
  const typed = textsOf(body)['version'] ?? '';
  return /^\d{1,9}$/.test(typed) ? Number(typed) : 0;
}

function textsOf(fields: Fields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields ?? {}).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.slice(0, 2000)]] : [],
    ),
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

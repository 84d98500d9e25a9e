import { readFileSync } from 'node:fs';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { ALWAYS, OVOP_KINDS, type OvopInput } from '../../../catalogue/ovop-entry.js';
import { OVOP_COLUMNS, toFormCells } from '../../../catalogue/ovop-form.js';
import { type ListedEntry, OvopListService } from '../../../purchasing/ovop/ovop-list.service.js';
import { OvopCatalogueEntries } from '../../../purchasing/ovop/catalogue-entries.js';
import { OvopMarks } from '../../../purchasing/ovop/ovop-marks.js';
import { ConflictError, InvalidInputError } from '../../../shared/errors.js';
import { readDay, readForm } from '../../../shared/spreadsheet-reader.js';
import type { Sheet } from '../../../shared/spreadsheet.js';
import { sendSheets } from '../../download.js';
import { count } from '../../list-import/wording.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { EntryForm, type EntryFormProps } from './ovop-entry.view.js';
import { LIST_SORTS, type ListAsked, type ListSort, ListView } from './ovop.view.js';
import { STATE_OPTIONS } from './ovop.wording.js';

export const OVOP = { href: '/ovop', text: 'Daftar OVOP' };
const PAGE_SIZE = 200;
const SAMPLE = new URL('../../../../config/reference/ovop-list-example.csv', import.meta.url);

type Fields = Readonly<Record<string, unknown>>;

/** The OVOP list: what counts as OVOP, from when to when, and what it marks. */
@ApiExcludeController()
@Controller('ovop')
@Allow('ovop.read')
export class OvopPage {
  constructor(
    private readonly ovop: OvopListService,
    private readonly marks: OvopMarks,
    private readonly fromCatalogue: OvopCatalogueEntries,
  ) {}

  @Get()
  async list(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const asked = askedOf(query);
    const { page, sort, ...filter } = asked;
    const all = await this.ovop.list({ day: ctx.today });
    const valid = all.filter((entry) => entry.validFrom <= ctx.today && (entry.validTo ?? ctx.today) >= ctx.today);
    const found = sorted(await this.ovop.list({ ...filter, day: ctx.today }), sort);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title="Produk apa yang dihitung sebagai OVOP?"
        name="Daftar OVOP"
        meta={['Daftar milik biro, bukan dari sumber pemerintah']}
      >
        <ListView
          ctx={ctx}
          asked={asked}
          entries={found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)}
          found={found.length}
          pages={Math.max(1, Math.ceil(found.length / PAGE_SIZE))}
          valid={valid.length}
          all={all.length}
          marked={await this.marks.total()}
          also={await this.fromCatalogue.alsoListed()}
        />
      </Page>,
    );
  }

  @Get('unduh.:format')
  async download(
    @Context() ctx: PageContext,
    @Param('format') format: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return sendSheets(reply, format, 'daftar-ovop', [listSheet(await this.ovop.list({ day: ctx.today }))]);
  }

  @Get('contoh.:format')
  async sample(@Param('format') format: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const rows = await readForm(readFileSync(SAMPLE), OVOP_COLUMNS);
    const cells = rows.map(({ values }) => OVOP_COLUMNS.map(({ field }) => values[field]));
    return sendSheets(reply, format, 'contoh-daftar-ovop', [formSheet(cells)]);
  }

  @Get('baru')
  @Allow('ovop.write')
  askNew(@Context() ctx: PageContext, @Res() reply: FastifyReply): FastifyReply {
    return renderPage(reply, entryPage({ ctx, entry: null, typed: {}, problems: [], warnings: [], checked: null }));
  }

  @Post()
  @Allow('ovop.write')
  create(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.keep(ctx, reply, body, null, (input) => this.ovop.create(input, viewerOf(request).username));
  }

  @Get(':id/ubah')
  @Allow('ovop.write')
  async askChange(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const entry = await this.ovop.get(id);
    return renderPage(
      reply,
      entryPage({ ctx, entry, typed: typedOf(entry), problems: [], warnings: [], checked: null }),
    );
  }

  @Post(':id')
  @Allow('ovop.write')
  async change(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const entry = await this.ovop.get(id);
    return this.keep(ctx, reply, body, entry, (input) => this.ovop.change(id, input));
  }

  @Post(':id/hapus')
  @Allow('ovop.write')
  async remove(@Param('id') id: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const { label } = await this.ovop.get(id);
    try {
      await this.ovop.remove(id);
      return seeOther(reply, '/ovop', { text: `"${label}" dihapus. Tidak ada angka yang berubah.` });
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return seeOther(reply, `/ovop/${id}/ubah`, { text: error.message, kind: 'bad' });
    }
  }

  /** Keeps an entry, or shows the form again: with what is wrong, with what to look at first, or with what would match. */
  private async keep(
    ctx: PageContext,
    reply: FastifyReply,
    body: Fields,
    entry: ListedEntry | null,
    save: (input: OvopInput) => Promise<ListedEntry>,
  ): Promise<FastifyReply> {
    const typed = textsOf(body);
    const input = inputOf(typed);
    const again = (rest: Partial<EntryFormProps>, status = 422): FastifyReply =>
      renderPage(reply, entryPage({ ctx, entry, typed, problems: [], warnings: [], checked: null, ...rest }), status);
    try {
      const facts = this.ovop.check(input);
      if (typed['aksi'] === 'periksa') {
        return again({ checked: { facts, matches: await this.ovop.matches(facts) } }, 200);
      }
      if (typed['yakin'] !== '1') {
        const warnings = await this.ovop.warnings(facts);
        if (warnings.length > 0) return again({ warnings });
      }
      const kept = await save(input);
      return seeOther(reply, `/ovop#entri-${kept.id}`, {
        text: `"${kept.label}" disimpan dan menandai ${count(kept.marks.packages)} paket.`,
      });
    } catch (error) {
      if (error instanceof InvalidInputError) return again({ problems: error.fields });
      if (error instanceof ConflictError) return again({ problems: [{ field: 'value', message: error.message }] });
      throw error;
    }
  }
}

function entryPage(props: EntryFormProps): VNode {
  const title = props.entry ? `Apa yang diubah pada "${props.entry.label}"?` : 'Produk apa yang ditambahkan?';
  return (
    <Page ctx={props.ctx} title={title} name={props.entry ? 'Ubah entri' : 'Tambah entri'} crumbs={[OVOP]}>
      <EntryForm {...props} />
    </Page>
  );
}

/** What cannot be understood in the address is not filtered by. */
function askedOf(query: Fields): ListAsked {
  const { jenis, keadaan, cari, urut, hal } = textsOf(query);
  const text = (cari ?? '').trim().slice(0, 100);
  return {
    kind: OVOP_KINDS.find((kind) => kind === jenis),
    state: STATE_OPTIONS.find((option) => option.value === keadaan)?.value,
    text: text === '' ? undefined : text,
    sort: LIST_SORTS.find((sort) => sort === urut) ?? 'nilai',
    page: /^[1-9]\d{0,4}$/.test(hal ?? '') ? Number(hal) : 1,
  };
}

/** Entries that mark as much keep the order of the list: by kind, product and first day. */
function sorted(entries: ListedEntry[], sort: ListSort): ListedEntry[] {
  const by: Record<ListSort, (a: ListedEntry, b: ListedEntry) => number> = {
    nilai: (a, b) => (a.marks.value < b.marks.value ? 1 : a.marks.value > b.marks.value ? -1 : 0),
    paket: (a, b) => b.marks.packages - a.marks.packages,
    produk: (a, b) => a.label.localeCompare(b.label, 'id'),
  };
  return [...entries].sort(by[sort]);
}

function textsOf(fields: Fields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields ?? {}).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.slice(0, 2000)]] : [],
    ),
  );
}

function inputOf(typed: Readonly<Record<string, string>>): OvopInput {
  const { kind = '', scheme, value = '', label, village, validFrom, validTo, note } = typed;
  return { kind, scheme, value, label, village, validFrom, validTo, note };
}

function typedOf(entry: ListedEntry): Record<string, string> {
  return {
    kind: entry.kind,
    scheme: entry.scheme,
    value: entry.value,
    label: entry.label,
    village: entry.village ?? '',
    validFrom: entry.validFrom === ALWAYS ? '' : entry.validFrom,
    validTo: entry.validTo ?? '',
    note: entry.note ?? '',
  };
}

const DAYS = new Set(['validFrom', 'validTo']);

/** The bureau's form: what is exported can be changed in Excel and imported again. */
function formSheet(cells: string[][]): Sheet {
  return {
    name: 'Daftar OVOP',
    columns: OVOP_COLUMNS.map(({ field, heading }) => ({ heading, type: DAYS.has(field) ? 'day' : 'text' })),
    rows: cells.map((row) =>
      row.map((cell, index) => (DAYS.has(OVOP_COLUMNS[index]?.field ?? '') ? readDay(cell) : cell)),
    ),
  };
}

function listSheet(entries: readonly ListedEntry[]): Sheet {
  const form = formSheet(entries.map(toFormCells));
  return {
    ...form,
    columns: [
      ...form.columns,
      { heading: 'Paket ditandai', type: 'integer' },
      { heading: 'Nilai ditandai (Rp)', type: 'amount' },
      { heading: 'Nilai campuran (Rp)', type: 'amount' },
    ],
    rows: form.rows.map((row, index) => {
      const marks = entries[index]?.marks;
      return [...row, marks?.packages ?? 0, marks?.value ?? 0n, marks?.mixed ?? 0n];
    }),
  };
}

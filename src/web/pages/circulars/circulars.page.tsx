import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../../access/allow.js';
import type { CircularInput, CircularState, CircularView } from '../../../compliance/circular.js';
import { circularName } from '../../../compliance/circular.js';
import { CircularService } from '../../../compliance/circular.service.js';
import { ACCOUNT_NAMES } from '../../../compliance/known-accounts.js';
import { formatDay } from '../../../shared/dates.js';
import { type FieldProblem, InvalidInputError } from '../../../shared/errors.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import {
  type CircularForm,
  emptyForm,
  first,
  formOf,
  formOfCircular,
  kindsChanged,
  problemsInForm,
  readForm,
  type ReadForm,
  withOneMore,
} from './circulars.form.js';
import { CircularEdit, type CircularFormProps } from './circular-edit.view.js';
import { Ending } from './circular-ending.view.js';
import { CircularList } from './circular-list.view.js';
import { CircularShown } from './circular-shown.view.js';

const EDARAN = { href: '/edaran', text: 'Edaran' };

/** Edaran: the list, one circular with its versions, and the form for a new one or a change. */
@ApiExcludeController()
@Controller('edaran')
@Allow('circular.read')
export class CircularsPage {
  constructor(private readonly circulars: CircularService) {}

  @Get()
  async list(@Context() ctx: PageContext, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const klpd = ctx.instance.klpdCode;
    const circulars = await this.circulars.list(klpd, ctx.today, ctx.scope);
    const perangkatDaerah = await this.circulars.perangkatDaerah(klpd);
    return renderPage(
      reply,
      <Page ctx={ctx} title="Edaran apa yang berlaku?" name="Edaran" meta={[`Keadaan pada ${formatDay(ctx.today)}`]}>
        <CircularList ctx={ctx} circulars={circulars} perangkatDaerah={perangkatDaerah} />
      </Page>,
    );
  }

  @Get('baru')
  @Allow('circular.write')
  blank(@Context() ctx: PageContext, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return this.showNew(ctx, reply, { form: emptyForm() });
  }

  @Post()
  @Allow('circular.write')
  async create(
    @Context() ctx: PageContext,
    @Body() body: Readonly<Record<string, unknown>>,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const form = formOf(body);
    const grown = grow(form);
    if (grown) return this.showNew(ctx, reply, grown, statusOf(grown));
    const read = readForm(form, { klpd: ctx.instance.klpdCode, state: stateOf(form, 'draf'), documentSha256: null });
    return this.handle(
      form,
      read,
      (input) => this.circulars.create(input, ctx.viewer?.username ?? '', ctx.today),
      (circular) => saved(reply, circular),
      (shown, status) => this.showNew(ctx, reply, shown, status),
    );
  }

  @Get(':id')
  async show(@Context() ctx: PageContext, @Param('id') id: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const circular = await this.circulars.get(id, ctx.today, ctx.scope);
    return this.showOne(ctx, reply, circular, { form: formOfCircular(circular) });
  }

  @Post(':id')
  @Allow('circular.write')
  async replace(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Readonly<Record<string, unknown>>,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const circular = await this.circulars.get(id, ctx.today, ctx.scope);
    const form = formOf(body);
    const grown = grow(form);
    if (grown) return this.showOne(ctx, reply, circular, { ...grown, open: true }, statusOf(grown));
    const { klpd, documentSha256, state } = circular;
    const read = readForm(form, { klpd, documentSha256, state: stateOf(form, state) });
    return this.handle(
      form,
      read,
      (input) => this.circulars.replace(id, input, orderOf(form), ctx.viewer?.username ?? '', ctx.today),
      (changed) => saved(reply, changed),
      (shown, status) => this.showOne(ctx, reply, circular, { ...shown, open: true }, status),
    );
  }

  @Post(':id/akhiri')
  @Allow('circular.write')
  async end(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Readonly<Record<string, unknown>>,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const form = formOf(body);
    try {
      const lastDay = first(form, 'hari-terakhir');
      const ended = await this.circulars.end(
        id,
        lastDay,
        orderOf(form, 'alasan-akhir'),
        ctx.viewer?.username ?? '',
        ctx.today,
      );
      return seeOther(reply, `/edaran/${ended.id}`, {
        text: `Edaran ${circularName(ended)} berlaku s.d. ${formatDay(lastDay)}. Kepatuhan sudah menyesuaikan.`,
      });
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      const circular = await this.circulars.get(id, ctx.today, ctx.scope);
      const problems = problemsInForm(error.fields, readForm({}, circular)).map((one) =>
        one.field === 'alasan-perubahan' ? { ...one, field: 'alasan-akhir' } : one,
      );
      return this.showOne(ctx, reply, circular, { form: formOfCircular(circular), ending: { form, problems } }, 422);
    }
  }

  @Post(':id/hapus')
  @Allow('circular.write')
  async remove(@Param('id') id: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    await this.circulars.remove(id);
    return seeOther(reply, '/edaran', { text: 'Draf dihapus.' });
  }

  /** Previews or stores, and shows the form again with what is wrong with it. */
  private async handle(
    form: CircularForm,
    read: ReadForm,
    store: (input: CircularInput) => Promise<CircularView>,
    done: (circular: CircularView) => FastifyReply,
    again: (shown: Shown, status: number) => Promise<FastifyReply>,
  ): Promise<FastifyReply> {
    try {
      if (first(form, 'tombol') !== 'pratinjau') return done(await store(read.input));
      const found = await this.circulars.preview(read.input);
      return await again({ form, preview: { found, input: read.input } }, 200);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return again({ form, problems: problemsInForm(error.fields, read) }, 422);
    }
  }

  private async showNew(ctx: PageContext, reply: FastifyReply, shown: Shown, status = 200): Promise<FastifyReply> {
    const edit = await this.editProps(ctx, ctx.instance.klpdCode, shown);
    return renderPage(
      reply,
      <Page ctx={ctx} title="Edaran apa yang dicatat?" name="Catat edaran" crumbs={[EDARAN]}>
        <CircularEdit {...edit} action="/edaran" issued={false} />
      </Page>,
      status,
    );
  }

  private async showOne(
    ctx: PageContext,
    reply: FastifyReply,
    circular: CircularView,
    shown: Shown & { open?: boolean; ending?: { form: CircularForm; problems: readonly FieldProblem[] } },
    status = 200,
  ): Promise<FastifyReply> {
    const edit = await this.editProps(ctx, circular.klpd ?? ctx.instance.klpdCode, shown);
    const versions = await this.circulars.versions(circular.id, ctx.scope);
    const ending = shown.ending ?? { form: {}, problems: [] };
    const issued = circular.state === 'terbit';
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={circular.subject}
        name={circularName(circular)}
        crumbs={[EDARAN]}
        meta={[`${circularName(circular)}, versi ${circular.version}`, `Keadaan pada ${formatDay(ctx.today)}`]}
      >
        <CircularShown ctx={ctx} circular={circular} perangkatDaerah={edit.perangkatDaerah} versions={versions} />
        {ctx.can('circular.write') && (
          <>
            <details open={shown.open ?? false}>
              <summary>{issued ? 'Betulkan edaran ini' : 'Ubah atau terbitkan draf ini'}</summary>
              <CircularEdit {...edit} action={`/edaran/${circular.id}`} issued={issued} />
            </details>
            <Ending ctx={ctx} circular={circular} {...ending} />
          </>
        )}
      </Page>,
      status,
    );
  }

  private async editProps(
    ctx: PageContext,
    klpd: string | null,
    shown: Shown,
  ): Promise<Omit<CircularFormProps, 'action' | 'issued'>> {
    return {
      ctx,
      form: shown.form,
      problems: shown.problems ?? [],
      preview: shown.preview ?? null,
      perangkatDaerah: await this.circulars.perangkatDaerah(klpd),
      accounts: ACCOUNT_NAMES,
    };
  }
}

/** What a form page shows beside the form's own fields. */
interface Shown {
  form: CircularForm;
  problems?: readonly FieldProblem[];
  preview?: CircularFormProps['preview'];
}

/** The form with one more group or the fields of another kind, when that is asked for or has to be filled in first. */
function grow(form: CircularForm): Shown | null {
  const button = first(form, 'tombol');
  if (button === 'tambah-butir') return { form: withOneMore(form, 'butir') };
  if (button === 'tambah-pengecualian') return { form: withOneMore(form, 'kecualian') };
  if (button === 'ganti-jenis') return { form };
  const changed = kindsChanged(form);
  if (changed.length === 0) return null;
  const message = 'Jenisnya diganti, jadi isiannya lain. Isi yang tampil di bawah jenis ini, lalu simpan lagi';
  return { form, problems: changed.map((at) => ({ field: `${at}-jenis`, message })) };
}

function statusOf({ problems = [] }: Shown): number {
  return problems.length > 0 ? 422 : 200;
}

/** Only the button says that a draft is issued; what is issued stays so. */
function stateOf(form: CircularForm, before: CircularState): CircularState {
  return before === 'terbit' || first(form, 'tombol') === 'terbit' ? 'terbit' : 'draf';
}

function orderOf(form: CircularForm, note = 'alasan-perubahan'): { version: number; changeNote: string | null } {
  const version = first(form, 'versi');
  return {
    version: /^\d{1,9}$/.test(version) ? Number(version) : 0,
    changeNote: first(form, note) || null,
  };
}

function saved(reply: FastifyReply, circular: CircularView): FastifyReply {
  const what = circular.state === 'draf' ? 'disimpan sebagai draf' : `terbit, versi ${circular.version}`;
  return seeOther(reply, `/edaran/${circular.id}`, { text: `Edaran ${circularName(circular)} ${what}.` });
}

import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import type { Potential, PotentialInput } from '../../../catalogue/villages/potential.js';
import { PotentialsService } from '../../../catalogue/villages/potentials.service.js';
import { StepsService } from '../../../catalogue/villages/steps.service.js';
import { type Village, VillagesService } from '../../../catalogue/villages/villages.service.js';
import { ConflictError, type FieldProblem, InvalidInputError, NotFoundError } from '../../../shared/errors.js';
import { placeName } from '../../../wilayah/place.js';
import { Context, type Crumb, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { PotentialForm } from './potential.view.js';
import { VillageView } from './village.view.js';

type Fields = Readonly<Record<string, unknown>>;
type Typed = Readonly<Record<string, string>>;

/** What a form of the page was sent back with. */
export interface FormAgain {
  /** Which form: of the next step, or of the withdrawal of the step with this id. */
  form: string;
  typed: Typed;
  problems: readonly FieldProblem[];
}

/** The page of one village; shown again with what was typed when a form on it was refused. */
export function showVillage(ctx: PageContext, reply: FastifyReply, village: Village, again?: FormAgain): FastifyReply {
  const { place } = village;
  return renderPage(
    reply,
    <Page
      ctx={ctx}
      title={`Apa yang dibuat di ${placeName(place)}?`}
      name={placeName(place)}
      crumbs={crumbsOf(village).slice(0, -1)}
      meta={[place.words, `Kode ${place.code}`]}
    >
      <VillageView ctx={ctx} village={village} again={again ?? null} />
    </Page>,
    again ? 422 : 200,
  );
}

/** Changes of one village: its potential, the steps of its map. */
@ApiExcludeController()
@Controller('desa/:code')
@Allow('village.write')
export class VillagePage {
  constructor(
    private readonly villages: VillagesService,
    private readonly potentials: PotentialsService,
    private readonly steps: StepsService,
  ) {}

  @Get('potensi/baru')
  async askNew(
    @Context() ctx: PageContext,
    @Param('code') code: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.form(ctx, reply, await this.villages.get(code), null, {}, []);
  }

  @Get('potensi/:id')
  async askChange(
    @Context() ctx: PageContext,
    @Param('code') code: string,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const potential = await this.potentials.get(code, id);
    return this.form(ctx, reply, await this.villages.get(code), potential, typedOf(potential), []);
  }

  @Post('potensi')
  async create(
    @Context() ctx: PageContext,
    @Param('code') code: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.keep(ctx, reply, code, null, textsOf(body), (input) =>
      this.potentials.create(code, input, viewerOf(request).username),
    );
  }

  @Post('potensi/:id')
  async change(
    @Context() ctx: PageContext,
    @Param('code') code: string,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = textsOf(body);
    return this.keep(ctx, reply, code, id, typed, (input) =>
      this.potentials.change(code, id, input, versionOf(typed), viewerOf(request).username),
    );
  }

  @Post('potensi/:id/hapus')
  async remove(
    @Param('code') code: string,
    @Param('id') id: string,
    @Body() body: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    try {
      const { productKind } = await this.potentials.remove(code, id, versionOf(textsOf(body)));
      return seeOther(reply, `/desa/${code}`, { text: `"${productKind}" dihapus dari potensi desa ini.` });
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return seeOther(reply, `/desa/${code}/potensi/${id}`, { text: error.message.slice(0, 480), kind: 'bad' });
    }
  }

  @Post('langkah')
  async addStep(
    @Context() ctx: PageContext,
    @Param('code') code: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = textsOf(body);
    return this.stepped(ctx, reply, code, { form: 'langkah', typed }, async () => {
      const { step = '', doneOn = '', office = '', person = '', note } = typed;
      await this.steps.add(code, { step, doneOn, office, person, note }, viewerOf(request).username, ctx.today);
      return 'Langkah dicatat.';
    });
  }

  @Post('langkah/:id/tarik')
  async withdraw(
    @Context() ctx: PageContext,
    @Param('code') code: string,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = textsOf(body);
    return this.stepped(ctx, reply, code, { form: id, typed }, async () => {
      await this.steps.withdraw(code, id, typed['why'] ?? '', viewerOf(request).username);
      return 'Langkah ditarik. Catatannya tetap ada.';
    });
  }

  private async stepped(
    ctx: PageContext,
    reply: FastifyReply,
    code: string,
    form: Omit<FormAgain, 'problems'>,
    work: () => Promise<string>,
  ): Promise<FastifyReply> {
    try {
      const text = await work();
      return seeOther(reply, `/desa/${code}#langkah`, { text });
    } catch (error) {
      const problems = problemsOf(error, 'step');
      return showVillage(ctx, reply, await this.villages.get(code), { ...form, problems });
    }
  }

  /** Keeps a potential, or shows the form again with what is wrong and what was typed. */
  private async keep(
    ctx: PageContext,
    reply: FastifyReply,
    code: string,
    id: string | null,
    typed: Typed,
    save: (input: PotentialInput) => Promise<Potential>,
  ): Promise<FastifyReply> {
    const { productKind = '', groupCode, isFlagship, enterprises, rawMaterial, note, source, productId } = typed;
    try {
      const kept = await save({
        productKind,
        groupCode,
        isFlagship,
        enterprises,
        rawMaterial,
        note,
        source,
        productId,
      });
      return seeOther(reply, `/desa/${code}#potensi-${kept.id}`, { text: `"${kept.productKind}" disimpan.` });
    } catch (error) {
      const village = await this.villages.get(code);
      const now = id === null ? null : (village.potentials.find((potential) => potential.id === id) ?? null);
      // Taken away meanwhile: what was typed can be kept as a new one.
      if (id !== null && now === null && error instanceof NotFoundError)
        return this.form(ctx, reply, village, null, typed, [
          {
            field: 'productKind',
            message: 'Potensi ini sudah dihapus orang lain. Isian Anda masih ada; simpan untuk mencatatnya lagi.',
          },
        ]);
      return this.form(ctx, reply, village, now, typed, problemsOf(error, 'productKind'));
    }
  }

  private async form(
    ctx: PageContext,
    reply: FastifyReply,
    village: Village,
    potential: Potential | null,
    typed: Typed,
    problems: readonly FieldProblem[],
  ): Promise<FastifyReply> {
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={potential ? `Apa yang diubah pada "${potential.productKind}"?` : 'Potensi apa yang dicatat?'}
        name={potential ? 'Ubah potensi' : 'Tambah potensi'}
        crumbs={crumbsOf(village)}
        meta={[village.place.words]}
      >
        <PotentialForm
          ctx={ctx}
          village={village}
          potential={potential}
          groups={await this.potentials.groups()}
          typed={typed}
          problems={problems}
        />
      </Page>,
      problems.length > 0 ? 422 : 200,
    );
  }
}

function crumbsOf({ place }: Village): Crumb[] {
  return [
    { href: '/desa', text: 'Desa dan cakupan' },
    ...place.above
      .filter(({ level }) => level !== 'provinsi')
      .map((above) => ({ href: `/desa/${above.code}`, text: placeName(above) })),
    { href: `/desa/${place.code}`, text: placeName(place) },
  ];
}

/** Where the form says so: what others changed belongs to the form as a whole. */
const CONFLICT_FIELDS: Readonly<Record<string, string>> = {
  'village.flagship-taken': 'isFlagship',
  'village.potential-changed': 'form',
};

/** What a person can do something about, by field; anything else is thrown on. */
function problemsOf(error: unknown, field: string): readonly FieldProblem[] {
  if (error instanceof InvalidInputError) return error.fields;
  if (error instanceof ConflictError) return [{ field: CONFLICT_FIELDS[error.code] ?? field, message: error.message }];
  throw error;
}

function typedOf(potential: Potential): Record<string, string> {
  return {
    productKind: potential.productKind,
    groupCode: potential.groupCode ?? '',
    isFlagship: potential.isFlagship ? '1' : '',
    enterprises: potential.enterprises === null ? '' : String(potential.enterprises),
    rawMaterial: potential.rawMaterial ?? '',
    note: potential.note ?? '',
    source: potential.source ?? '',
    productId: potential.productId ?? '',
    version: String(potential.version),
  };
}

function versionOf(typed: Typed): number {
  const { version = '' } = typed;
  return /^\d{1,9}$/.test(version) ? Number(version) : 0;
}

function textsOf(fields: Fields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields ?? {}).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.slice(0, 2000)]] : [],
    ),
  );
}

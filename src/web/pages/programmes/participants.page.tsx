import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import type { Participant, ParticipantInput } from '../../../participation/programmes/participant.js';
import { ParticipantsService } from '../../../participation/programmes/participants.service.js';
import type { Programme } from '../../../participation/programmes/programme.js';
import { ProgrammesService } from '../../../participation/programmes/programmes.service.js';
import { type Crumb, Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { sendSheets } from '../../download.js';
import {
  NOT_REFUSED,
  pageNumber,
  type Refusal,
  refusalOf,
  type Typed,
  typedFields,
  versionOf,
} from '../../form-values.js';
import { ParticipantForm, ParticipantsView } from './participants.view.js';
import { byOf, PROGRAMMES } from './programmes.page.js';
import { PARTICIPANT_SAMPLE, participantSheet } from './programmes.sheets.js';
import { periodWords } from './programmes.wording.js';

type Fields = Readonly<Record<string, unknown>>;

/** Who took part in a programme. Names are for whoever may see enterprises. */
@ApiExcludeController()
@Controller('program/:id/peserta')
@Allow('enterprise.read')
export class ParticipantsPages {
  constructor(
    private readonly programmes: ProgrammesService,
    private readonly participants: ParticipantsService,
  ) {}

  @Get()
  list(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Query() query: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { hal = '' } = typedFields(query);
    return this.show(ctx, reply, id, {}, NOT_REFUSED, pageNumber(hal));
  }

  @Post()
  @Allow('programme.write')
  async add(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    try {
      const enterpriseId = (typed['enterpriseId'] ?? '').trim();
      const { name } = await this.participants.add(id, enterpriseId, inputOf(typed), byOf(ctx, request));
      return seeOther(reply, `/program/${id}/peserta`, { text: `"${name}" dicatat sebagai peserta.` });
    } catch (error) {
      return this.show(ctx, reply, id, typed, refusalOf(error));
    }
  }

  @Get('unduh.:format')
  async download(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Param('format') format: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const list = await this.participants.list(id, ctx.today);
    return sendSheets(reply, format, `peserta-program-${id}`, [participantSheet(list)]);
  }

  @Get('contoh.:format')
  sample(@Param('format') format: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return sendSheets(reply, format, 'contoh-peserta', [PARTICIPANT_SAMPLE]);
  }

  @Get(':enterpriseId')
  @Allow('programme.write')
  async askChange(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Param('enterpriseId') enterpriseId: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const participant = await this.participants.get(id, enterpriseId, ctx.today);
    return this.form(ctx, reply, id, participant, typedFrom(participant), NOT_REFUSED);
  }

  @Post(':enterpriseId')
  @Allow('programme.write')
  async change(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Param('enterpriseId') enterpriseId: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    const who = byOf(ctx, request);
    try {
      const { name } = await this.participants.change(id, enterpriseId, versionOf(typed), inputOf(typed), who);
      return seeOther(reply, `/program/${id}/peserta`, { text: `"${name}" disimpan.` });
    } catch (error) {
      const refusal = refusalOf(error);
      const participant = await this.participants.get(id, enterpriseId, ctx.today);
      return this.form(ctx, reply, id, participant, typed, refusal);
    }
  }

  @Post(':enterpriseId/keluarkan')
  @Allow('programme.write')
  async remove(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Param('enterpriseId') enterpriseId: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    try {
      const version = versionOf(typedFields(body));
      const name = await this.participants.remove(id, enterpriseId, version, byOf(ctx, request));
      return seeOther(reply, `/program/${id}/peserta`, { text: `"${name}" dikeluarkan dari daftar peserta.` });
    } catch (error) {
      const refusal = refusalOf(error);
      const participant = await this.participants.get(id, enterpriseId, ctx.today);
      return this.form(ctx, reply, id, participant, typedFrom(participant), refusal);
    }
  }

  private async show(ctx: PageContext, reply: FastifyReply, id: string, typed: Typed, refusal: Refusal, page = 1) {
    const programme = await this.programmes.get(id, ctx.today);
    const participants = await this.participants.list(id, ctx.today);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={`Siapa yang ikut ${programme.name}?`}
        name="Peserta"
        crumbs={above(programme)}
        meta={[programme.organiser, periodWords(programme)]}
      >
        <ParticipantsView {...{ ctx, programme, participants, typed, refusal, page }} />
      </Page>,
      refusal.status,
    );
  }

  private async form(
    ctx: PageContext,
    reply: FastifyReply,
    id: string,
    participant: Participant,
    typed: Typed,
    refusal: Refusal,
  ): Promise<FastifyReply> {
    const programme = await this.programmes.get(id, ctx.today);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={`Sejak kapan ${participant.name} ikut?`}
        name={participant.name}
        crumbs={[...above(programme), { href: `/program/${id}/peserta`, text: 'Peserta' }]}
      >
        <ParticipantForm {...{ ctx, programme, participant, typed, refusal }} />
      </Page>,
      refusal.status,
    );
  }
}

export function above(programme: Programme): Crumb[] {
  return [PROGRAMMES, { href: `/program/${programme.id}`, text: programme.name }];
}

function inputOf({ joinedOn = '', leftOn, note }: Typed): ParticipantInput {
  return { joinedOn, leftOn, note };
}

function typedFrom({ joinedOn, leftOn, note }: Participant): Typed {
  return { joinedOn, leftOn: leftOn ?? '', note: note ?? '' };
}

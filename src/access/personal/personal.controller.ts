import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Put, Req } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCookieAuth,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { NotFoundError } from '../../shared/errors.js';
import { Allow } from '../allow.js';
import { viewerOf } from '../viewer.js';
import { CorrectionsService } from './corrections.service.js';
import { PERSONAL_FIELDS, type PersonalField } from './identifiers.js';
import { PersonalInventoryService } from './inventory.service.js';
import { OwnRecordService } from './own-record.service.js';
import {
  AnswerCorrectionDto,
  AskCorrectionDto,
  CorrectionDto,
  DisplayNameDto,
  InventoryEntryDto,
  MaskedValueDto,
  OwnRecordDto,
  OwnRecordInFullDto,
  OwnValueDto,
  PlainValueDto,
  UnmaskDto,
} from './personal.dto.js';
import { type PersonalOwner, PersonalVault } from './personal-vault.js';

/** Neither a browser nor anything on the way keeps an opened value. */
const NO_STORE = 'no-store';

@ApiTags('personal')
@ApiCookieAuth()
@Controller('api/v1')
export class PersonalController {
  constructor(
    private readonly vault: PersonalVault,
    private readonly own: OwnRecordService,
    private readonly corrections: CorrectionsService,
    private readonly inventory: PersonalInventoryService,
  ) {}

  @Get('personal/:ownerKind/:ownerId')
  @Allow('personal.read')
  @ApiOperation({ summary: 'What is kept of somebody, masked to the last four characters' })
  @ApiOkResponse({ type: [MaskedValueDto] })
  masked(@Param('ownerKind') kind: string, @Param('ownerId') id: string): Promise<MaskedValueDto[]> {
    return this.vault.masked(ownerNamed(kind, id));
  }

  @Post('personal/:ownerKind/:ownerId/:field/unmask')
  @Allow('personal.unmask')
  @HttpCode(200)
  @Header('cache-control', NO_STORE)
  @ApiOperation({ summary: 'Opens one value, for a reason; who, what and why go into the audit trail' })
  @ApiOkResponse({ type: PlainValueDto })
  @ApiForbiddenResponse()
  @ApiNotFoundResponse()
  @ApiUnprocessableEntityResponse({ description: 'No reason' })
  async unmask(
    @Param('ownerKind') kind: string,
    @Param('ownerId') id: string,
    @Param('field') name: string,
    @Body() body: UnmaskDto,
  ): Promise<PlainValueDto> {
    const field = fieldNamed(name);
    return { field, value: await this.vault.unmask(ownerNamed(kind, id), field, body.reason) };
  }

  @Get('personal-inventory')
  @Allow('personal.read')
  @ApiOperation({ summary: 'What personal data the service holds or drops, why, how protected, how many rows' })
  @ApiOkResponse({ type: [InventoryEntryDto] })
  listInventory(): Promise<InventoryEntryDto[]> {
    return this.inventory.list();
  }

  @Get('corrections')
  @Allow('personal.read')
  @ApiOperation({ summary: 'What people ask to have corrected about themselves, open requests first' })
  @ApiOkResponse({ type: [CorrectionDto] })
  listCorrections(): Promise<CorrectionDto[]> {
    return this.corrections.list();
  }

  @Post('corrections/:id/answer')
  @Allow('personal.write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Answers a request, once' })
  @ApiOkResponse({ type: CorrectionDto })
  @ApiConflictResponse({ description: 'Answered already' })
  answer(
    @Param('id') id: string,
    @Body() body: AnswerCorrectionDto,
    @Req() request: FastifyRequest,
  ): Promise<CorrectionDto> {
    return this.corrections.answer(id, body.state, body.answer, viewerOf(request));
  }

  @Get('me/personal')
  @Allow('signed-in')
  @ApiOperation({ summary: 'Everything that is held about oneself, values masked' })
  @ApiOkResponse({ type: OwnRecordDto })
  record(@Req() request: FastifyRequest): Promise<OwnRecordDto> {
    return this.own.get(viewerOf(request));
  }

  @Post('me/personal/download')
  @Allow('signed-in')
  @HttpCode(200)
  @Header('cache-control', NO_STORE)
  @Header('content-disposition', 'attachment; filename="data-saya.json"')
  @ApiOperation({ summary: 'The same with the own values in full, to take along; recorded in the audit trail' })
  @ApiOkResponse({ type: OwnRecordInFullDto })
  download(@Req() request: FastifyRequest): Promise<OwnRecordInFullDto> {
    return this.own.inFull(viewerOf(request));
  }

  @Put('me/personal/:field')
  @Allow('signed-in')
  @HttpCode(204)
  @ApiOperation({ summary: 'Keeps an own value, sealed, on one’s consent' })
  @ApiNoContentResponse()
  @ApiUnprocessableEntityResponse({ description: 'No consent, or a wrong form' })
  async put(@Param('field') name: string, @Body() body: OwnValueDto, @Req() request: FastifyRequest): Promise<void> {
    await this.own.put(viewerOf(request), fieldNamed(name), body.value, body.consent);
  }

  @Delete('me/personal/:field')
  @Allow('signed-in')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraws the consent; the value is removed' })
  @ApiNoContentResponse()
  async withdraw(@Param('field') name: string, @Req() request: FastifyRequest): Promise<void> {
    await this.own.withdraw(viewerOf(request), fieldNamed(name));
  }

  @Post('me/personal/:field/show')
  @Allow('signed-in')
  @HttpCode(200)
  @Header('cache-control', NO_STORE)
  @ApiOperation({ summary: 'Opens an own value; recorded in the audit trail' })
  @ApiOkResponse({ type: PlainValueDto })
  @ApiNotFoundResponse()
  async show(@Param('field') name: string, @Req() request: FastifyRequest): Promise<PlainValueDto> {
    const field = fieldNamed(name);
    return { field, value: await this.own.show(viewerOf(request), field) };
  }

  @Put('me/display-name')
  @Allow('signed-in')
  @HttpCode(204)
  @ApiOperation({ summary: 'Corrects the own name' })
  @ApiNoContentResponse()
  async rename(@Body() body: DisplayNameDto, @Req() request: FastifyRequest): Promise<void> {
    await this.own.rename(viewerOf(request), body.displayName);
  }

  @Post('me/corrections')
  @Allow('signed-in')
  @ApiOperation({ summary: 'Asks for a correction of what one cannot change oneself' })
  @ApiCreatedResponse({ type: CorrectionDto })
  ask(@Body() body: AskCorrectionDto, @Req() request: FastifyRequest): Promise<CorrectionDto> {
    return this.corrections.ask(viewerOf(request), body.about, body.request);
  }
}

/** Throws `NotFoundError`. */
export function fieldNamed(name: string): PersonalField {
  const field = PERSONAL_FIELDS.find((one) => one === name);
  if (!field) throw new NotFoundError('personal.unknown-field', 'Jenis data pribadi itu tidak ada.');
  return field;
}

/** Throws `NotFoundError` for what cannot name anybody. */
export function ownerNamed(kind: string, id: string): PersonalOwner {
  if (!/^[a-z_]{1,40}$/.test(kind) || !/^[\w-]{1,64}$/.test(id))
    throw new NotFoundError('personal.unknown-owner', 'Pemilik data itu tidak ada.');
  return { kind, id };
}

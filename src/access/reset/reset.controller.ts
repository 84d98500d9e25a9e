import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Req } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCookieAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Env } from '../../shared/env.js';
import { ConflictError } from '../../shared/errors.js';
import { ENV } from '../../shared/tokens.js';
import { uuidParam } from '../../shared/uuid-param.js';
import { Allow } from '../allow.js';
import { SessionsService } from '../sessions.service.js';
import { viewerOf } from '../viewer.js';
import { AccountLocks } from './account-locks.js';
import { EmailAddresses } from './email-addresses.js';
import { Mailer } from './mailer.js';
import { PasswordResetService, resetAddress } from './password-reset.service.js';
import {
  AskResetDto,
  ChooseDto,
  EmailDto,
  OwnEmailDto,
  OwnEmailViewDto,
  ResetLinkDto,
  SessionDto,
  SignInStateDto,
} from './reset.dto.js';

/** Ways back in: reset links, e-mail addresses, sessions and locks. */
@ApiTags('access')
@ApiCookieAuth()
@Controller('api/v1')
export class ResetController {
  constructor(
    private readonly resets: PasswordResetService,
    private readonly emails: EmailAddresses,
    private readonly mailer: Mailer,
    private readonly sessions: SessionsService,
    private readonly locks: AccountLocks,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Post('password-reset/request')
  @Allow('public')
  @HttpCode(202)
  @ApiOperation({ summary: 'Asks for a reset link by mail; the answer is the same for every name', security: [] })
  @ApiAcceptedResponse()
  async ask(@Body() body: AskResetDto, @Req() request: FastifyRequest): Promise<void> {
    if (this.mailer.missing)
      throw new ConflictError(
        'access.mail-not-configured',
        'Layanan ini tidak mengirim surel. Minta administrator membuatkan tautan atau kata sandi baru.',
      );
    await this.resets.ask(body.username, request.ip);
  }

  @Post('password-reset')
  @Allow('public')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sets a new password by a reset link; no session begins', security: [] })
  @ApiNoContentResponse()
  async choose(@Body() body: ChooseDto): Promise<void> {
    await this.resets.choose(body.token, body.next);
  }

  @Get('me/email')
  @Allow('signed-in')
  @ApiOperation({ summary: 'The own e-mail address' })
  @ApiOkResponse({ type: OwnEmailViewDto })
  async ownEmail(@Req() request: FastifyRequest): Promise<OwnEmailViewDto> {
    return { email: await this.emails.whole(viewerOf(request).userId) };
  }

  @Put('me/email')
  @Allow('signed-in')
  @HttpCode(204)
  @ApiOperation({ summary: 'Changes the own e-mail address, with the password' })
  @ApiNoContentResponse()
  async changeOwnEmail(@Body() body: OwnEmailDto, @Req() request: FastifyRequest): Promise<void> {
    const input = { email: body.email, password: body.emailPassword, address: request.ip };
    await this.emails.changeOwn(viewerOf(request), input);
  }

  @Get('me/sessions')
  @Allow('signed-in')
  @ApiOperation({ summary: 'The own sessions' })
  @ApiOkResponse({ type: SessionDto, isArray: true })
  ownSessions(@Req() request: FastifyRequest): Promise<SessionDto[]> {
    return this.sessions.listOwn(viewerOf(request));
  }

  @Delete('me/sessions/:sessionId')
  @Allow('signed-in')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends one of the own sessions' })
  @ApiNoContentResponse()
  async endOwnSession(@Param('sessionId', uuidParam) sessionId: string, @Req() request: FastifyRequest): Promise<void> {
    await this.sessions.endOwn(viewerOf(request), sessionId);
  }

  @Post('users/:id/reset-link')
  @Allow('user.write')
  @ApiOperation({ summary: 'Makes a link, good once and for a day, by which a user chooses a new password' })
  @ApiCreatedResponse({ type: ResetLinkDto })
  async makeLink(@Param('id', uuidParam) id: string, @Req() request: FastifyRequest): Promise<ResetLinkDto> {
    const { token, expiresAt } = await this.resets.makeLink(id);
    // Shown to the administrator who asks, at the address that they themselves use; mails never go by it.
    const base = this.env.publicUrl ?? `${request.protocol}://${request.host}`;
    return { link: resetAddress(base, token), expiresAt };
  }

  @Get('users/:id/sign-in')
  @Allow('user.read')
  @ApiOperation({ summary: 'Failed sign-ins of a user, and where reset links go (masked)' })
  @ApiOkResponse({ type: SignInStateDto })
  async signInState(@Param('id', uuidParam) id: string): Promise<SignInStateDto> {
    return { email: await this.emails.masked(id), ...(await this.locks.stateOf(id)) };
  }

  @Delete('users/:id/lock')
  @Allow('user.write')
  @HttpCode(204)
  @ApiOperation({ summary: 'Lets a user who failed too often try again at once' })
  @ApiNoContentResponse()
  async lift(@Param('id', uuidParam) id: string): Promise<void> {
    await this.locks.lift(id);
  }

  @Put('users/:id/email')
  @Allow('user.write')
  @HttpCode(204)
  @ApiOperation({ summary: 'Notes where the reset links of a user go' })
  @ApiNoContentResponse()
  async changeEmail(@Param('id', uuidParam) id: string, @Body() body: EmailDto): Promise<void> {
    await this.emails.change(id, body.email);
  }

  @Get('users/:id/sessions')
  @Allow('user.read')
  @ApiOperation({ summary: 'The sessions of a user' })
  @ApiOkResponse({ type: SessionDto, isArray: true })
  sessionsOf(@Param('id', uuidParam) id: string, @Req() request: FastifyRequest): Promise<SessionDto[]> {
    return this.sessions.list(id, viewerOf(request));
  }

  @Delete('users/:id/sessions')
  @Allow('user.write')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends all sessions of a user' })
  @ApiNoContentResponse()
  async endAll(@Param('id', uuidParam) id: string): Promise<void> {
    await this.sessions.endAllOf(id);
  }

  @Delete('users/:id/sessions/:sessionId')
  @Allow('user.write')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends one session of a user' })
  @ApiNoContentResponse()
  async endOne(@Param('id', uuidParam) id: string, @Param('sessionId', uuidParam) sessionId: string): Promise<void> {
    await this.sessions.endOf(id, sessionId);
  }
}

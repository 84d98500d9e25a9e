import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Req } from '@nestjs/common';
import {
  ApiCookieAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { uuidParam } from '../../shared/uuid-param.js';
import { Allow, AllowBeforeTwoFactor } from '../allow.js';
import { viewerOf } from '../viewer.js';
import { BeginDto, CodeDto, RecoveryCodesDto, SwitchOffDto, TotpSetUpDto, TwoFactorDto } from './two-factor.dto.js';
import { TwoFactorService } from './two-factor.service.js';

@ApiTags('access')
@ApiCookieAuth()
@Controller('api/v1')
export class TwoFactorController {
  constructor(private readonly twoFactor: TwoFactorService) {}

  @Get('me/two-factor')
  @Allow('signed-in')
  @AllowBeforeTwoFactor()
  @ApiOperation({ summary: 'How the own second factor stands' })
  @ApiOkResponse({ type: TwoFactorDto })
  state(@Req() request: FastifyRequest): Promise<TwoFactorDto> {
    return this.twoFactor.state(viewerOf(request).userId);
  }

  @Post('me/two-factor')
  @Allow('signed-in')
  @AllowBeforeTwoFactor()
  @ApiOperation({
    summary: 'Makes a secret for the app, for the password; it counts once its first code has been sent',
  })
  @ApiCreatedResponse({ type: TotpSetUpDto })
  begin(@Body() body: BeginDto, @Req() request: FastifyRequest): Promise<TotpSetUpDto> {
    return this.twoFactor.begin(viewerOf(request), { ...body, address: request.ip });
  }

  @Put('me/two-factor')
  @Allow('signed-in')
  @AllowBeforeTwoFactor()
  @ApiOperation({ summary: 'Switches the second factor on with the first code; the other sessions end' })
  @ApiOkResponse({ type: RecoveryCodesDto })
  async confirm(@Body() body: CodeDto, @Req() request: FastifyRequest): Promise<RecoveryCodesDto> {
    return { recoveryCodes: await this.twoFactor.confirm(viewerOf(request), body.code) };
  }

  @Post('me/two-factor/off')
  @Allow('signed-in')
  @HttpCode(204)
  @ApiOperation({ summary: 'Switches the own second factor off, with the password and a code' })
  @ApiNoContentResponse()
  async switchOff(@Body() body: SwitchOffDto, @Req() request: FastifyRequest): Promise<void> {
    await this.twoFactor.switchOff(viewerOf(request), { ...body, address: request.ip });
  }

  @Post('me/two-factor/recovery-codes')
  @Allow('signed-in')
  @ApiOperation({ summary: 'Makes ten new recovery codes in place of the old ones' })
  @ApiCreatedResponse({ type: RecoveryCodesDto })
  async renewRecoveryCodes(@Body() body: CodeDto, @Req() request: FastifyRequest): Promise<RecoveryCodesDto> {
    const input = { code: body.code, address: request.ip };
    return { recoveryCodes: await this.twoFactor.renewRecoveryCodes(viewerOf(request), input) };
  }

  @Get('users/:id/two-factor')
  @Allow('user.read')
  @ApiOperation({ summary: 'How the second factor of a user stands' })
  @ApiOkResponse({ type: TwoFactorDto })
  stateOf(@Param('id', uuidParam) id: string): Promise<TwoFactorDto> {
    return this.twoFactor.state(id);
  }

  @Delete('users/:id/two-factor')
  @Allow('user.write')
  @HttpCode(204)
  @ApiOperation({ summary: 'Switches off the second factor of somebody who lost the device' })
  @ApiNoContentResponse()
  async remove(@Param('id', uuidParam) id: string, @Req() request: FastifyRequest): Promise<void> {
    await this.twoFactor.remove(id, viewerOf(request));
  }
}

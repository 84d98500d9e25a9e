import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Req, Res } from '@nestjs/common';
import {
  ApiCookieAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { uuidParam } from '../shared/uuid-param.js';
import {
  ChangePasswordDto,
  DisabledDto,
  FirstPasswordDto,
  MeDto,
  NewUserDto,
  RoleDto,
  type ScopeDto,
  SignedInDto,
  SignInDto,
  UserDto,
} from './access.dto.js';
import { AccessService } from './access.service.js';
import { Allow, AllowBeforePasswordChange, AllowKey } from './allow.js';
import { PERMISSIONS } from './permissions.js';
import type { Scope } from './scope.js';
import { UsersService } from './users.service.js';
import { type Viewer, viewerMay, viewerOf } from './viewer.js';

@ApiTags('access')
@ApiCookieAuth()
@Controller('api/v1')
export class AccessController {
  constructor(
    private readonly access: AccessService,
    private readonly users: UsersService,
  ) {}

  @Post('session')
  @Allow('public')
  @ApiOperation({ summary: 'Signs in: sets the session cookie and answers the token for changes', security: [] })
  @ApiCreatedResponse({ type: SignedInDto })
  async signIn(
    @Body() body: SignInDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInDto> {
    const { viewer, csrf } = await this.access.signInAtOnce(request, reply, body);
    return { ...me(viewer), csrfToken: csrf };
  }

  @Delete('session')
  @Allow('signed-in')
  @AllowBeforePasswordChange()
  @HttpCode(204)
  @ApiOperation({ summary: 'Signs out' })
  @ApiNoContentResponse()
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.access.signOut(request, reply);
  }

  @Get('me')
  @Allow('signed-in')
  @AllowKey()
  @AllowBeforePasswordChange()
  @ApiOperation({ summary: 'Who is signed in and what they may do' })
  @ApiOkResponse({ type: MeDto })
  me(@Req() request: FastifyRequest): MeDto {
    return me(viewerOf(request));
  }

  @Put('me/password')
  @Allow('signed-in')
  @AllowBeforePasswordChange()
  @ApiOperation({ summary: 'Changes the own password; all other sessions end and this one gets a new cookie' })
  @ApiOkResponse({ type: SignedInDto })
  async changePassword(
    @Body() body: ChangePasswordDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInDto> {
    const user = await this.users.changeOwnPassword(viewerOf(request).userId, body.current, body.next, request.ip);
    const { viewer, csrf } = await this.access.renew(request, reply, user);
    return { ...me(viewer), csrfToken: csrf };
  }

  @Get('users')
  @Allow('user.read')
  @ApiOperation({ summary: 'All users' })
  @ApiOkResponse({ type: UserDto, isArray: true })
  listUsers(): Promise<UserDto[]> {
    return this.users.list();
  }

  @Post('users')
  @Allow('user.write')
  @ApiOperation({ summary: 'Adds a user with a random first password' })
  @ApiCreatedResponse({ type: FirstPasswordDto })
  addUser(@Body() body: NewUserDto): Promise<FirstPasswordDto> {
    return this.users.add(body);
  }

  @Post('users/:id/password')
  @Allow('user.write')
  @ApiOperation({ summary: 'Gives a user a new random password and ends their sessions' })
  @ApiCreatedResponse({ type: FirstPasswordDto })
  resetPassword(@Param('id', uuidParam) id: string): Promise<FirstPasswordDto> {
    return this.users.resetPassword(id);
  }

  @Put('users/:id/role')
  @Allow('user.write')
  @ApiOperation({ summary: 'Gives a user another role, agency or supplier keys, and ends their sessions' })
  @ApiOkResponse({ type: UserDto })
  changeRole(
    @Param('id', uuidParam) id: string,
    @Body() body: RoleDto,
    @Req() request: FastifyRequest,
  ): Promise<UserDto> {
    return this.users.changeRole(id, body, viewerOf(request));
  }

  @Put('users/:id/disabled')
  @Allow('user.write')
  @ApiOperation({ summary: 'Shuts a user out, or lets them in again' })
  @ApiOkResponse({ type: UserDto })
  setDisabled(
    @Param('id', uuidParam) id: string,
    @Body() body: DisabledDto,
    @Req() request: FastifyRequest,
  ): Promise<UserDto> {
    return this.users.setDisabled(id, body.disabled, viewerOf(request));
  }
}

function me(viewer: Viewer): MeDto {
  const { userId, username, displayName, role, mustChangePassword, mustSetUpTotp = false } = viewer;
  const permissions = PERMISSIONS.filter((permission) => viewerMay(viewer, permission));
  const scope = scopeView(viewer.scope);
  return { userId, username, displayName, role, mustChangePassword, mustSetUpTotp, permissions, scope };
}

function scopeView(scope: Scope): ScopeDto {
  return {
    kind: scope.kind,
    perangkatDaerahId: scope.kind === 'perangkat-daerah' ? scope.perangkatDaerahId : null,
    suppliers: scope.kind === 'suppliers' ? scope.suppliers.map(({ scheme, key }) => ({ scheme, key })) : [],
  };
}

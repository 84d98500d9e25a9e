import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { RoleDto } from '../../../access/access.dto.js';
import { Allow } from '../../../access/allow.js';
import { type UserView, UsersService } from '../../../access/users.service.js';
import { viewerOf } from '../../../access/viewer.js';
import { MappingService } from '../../../purchasing/mapping/mapping.service.js';
import { AppError, type FieldProblem, InvalidInputError } from '../../../shared/errors.js';
import { uuidParam } from '../../../shared/uuid-param.js';
import { checked } from '../../../shared/validation.js';
import { Context, Csrf, ErrorSummary, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { RoleFields, withOwn } from './role-fields.js';

/** Another role, agency or supplier keys for a user. */
@ApiExcludeController()
@Controller('pengguna/:id/peran')
@Allow('user.write')
export class RolePage {
  constructor(
    private readonly users: UsersService,
    private readonly mapping: MappingService,
  ) {}

  @Get()
  async show(
    @Context() ctx: PageContext,
    @Param('id', uuidParam) id: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const user = await this.users.get(id);
    return renderPage(reply, await this.page(ctx, user, storedOf(user), []));
  }

  @Post()
  async change(
    @Context() ctx: PageContext,
    @Param('id', uuidParam) id: string,
    @Body() body: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    try {
      const user = await this.users.changeRole(id, checked(RoleDto, withOwn(body)), viewerOf(request));
      return seeOther(reply, '/pengguna', { text: `Peran ${user.username} diubah dan semua sesinya diakhiri.` });
    } catch (error) {
      if (!(error instanceof AppError) || ![409, 422].includes(error.status)) throw error;
      const problems = error instanceof InvalidInputError ? error.fields : [{ field: 'role', message: error.message }];
      return renderPage(reply, await this.page(ctx, await this.users.get(id), body, problems), error.status);
    }
  }

  private async page(
    ctx: PageContext,
    user: UserView,
    typed: Readonly<Record<string, unknown>>,
    problems: readonly FieldProblem[],
  ): Promise<VNode> {
    const places = await this.mapping.perangkatDaerah(null);
    const value = (name: string): string => (typeof typed[name] === 'string' ? typed[name] : '');
    return (
      <Page
        ctx={ctx}
        title={`Apa peran ${user.displayName}?`}
        name="Ubah peran"
        crumbs={[{ href: '/pengguna', text: 'Pengguna' }]}
        meta={[user.username]}
      >
        <ErrorSummary problems={problems} title="Peran belum diubah" />
        <p class="prose">
          Sesudah diubah, semua sesi {user.username} diakhiri; ia masuk lagi dengan kata sandinya yang sama. Kunci API
          miliknya hanya dapat melakukan yang termasuk peran barunya.
        </p>
        <form class="form" method="post" action={`/pengguna/${user.id}/peran`}>
          <Csrf ctx={ctx} />
          <RoleFields places={places} value={value} problems={problems} />
          <button>Ubah peran</button>
        </form>
      </Page>
    );
  }
}

function storedOf(user: UserView): Record<string, string> {
  return {
    role: user.role,
    perangkatDaerahId: user.perangkatDaerahId ?? '',
    suppliers: user.suppliers.map(({ scheme, key }) => `${scheme}:${key}`).join('\n'),
  };
}

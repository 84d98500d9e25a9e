import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { NewUserDto } from '../../../access/access.dto.js';
import { Allow } from '../../../access/allow.js';
import { type FirstPassword, type UserView, UsersService } from '../../../access/users.service.js';
import { viewerOf } from '../../../access/viewer.js';
import { MappingService } from '../../../purchasing/mapping/mapping.service.js';
import { formatMoment } from '../../../shared/dates.js';
import { ConflictError, type FieldProblem, InvalidInputError } from '../../../shared/errors.js';
import { uuidParam } from '../../../shared/uuid-param.js';
import { checked } from '../../../shared/validation.js';
import {
  Answer,
  type Column,
  Context,
  Csrf,
  DataTable,
  ErrorSummary,
  FormField,
  Notice,
  Page,
  type PageContext,
  renderPage,
  seeOther,
  State,
} from '../../components/index.js';
import { type Place, RoleCell, RoleFields, withOwn } from './role-fields.js';

@ApiExcludeController()
@Controller('pengguna')
export class UsersPage {
  constructor(
    private readonly users: UsersService,
    private readonly mapping: MappingService,
  ) {}

  @Get()
  @Allow('user.read')
  async show(@Context() ctx: PageContext, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return renderPage(reply, await this.page(ctx, {}));
  }

  @Post()
  @Allow('user.write')
  async add(
    @Context() ctx: PageContext,
    @Body() body: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    try {
      // The password is shown in the answer itself and nowhere else, so this post does not redirect.
      return renderPage(
        reply,
        await this.page(ctx, { made: await this.users.add(checked(NewUserDto, withOwn(body))) }),
        201,
      );
    } catch (error) {
      const problems = problemsOf(error);
      if (!problems) throw error;
      return renderPage(reply, await this.page(ctx, { problems, typed: body }), 422);
    }
  }

  @Post(':id/kata-sandi')
  @Allow('user.write')
  async resetPassword(
    @Context() ctx: PageContext,
    @Param('id', uuidParam) id: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return renderPage(reply, await this.page(ctx, { made: await this.users.resetPassword(id) }));
  }

  @Post(':id/nonaktifkan')
  @Allow('user.write')
  async disable(
    @Param('id', uuidParam) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const user = await this.users.setDisabled(id, true, viewerOf(request));
    return seeOther(reply, '/pengguna', { text: `Akun ${user.username} dinonaktifkan dan semua sesinya diakhiri.` });
  }

  @Post(':id/aktifkan')
  @Allow('user.write')
  async enable(
    @Param('id', uuidParam) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const user = await this.users.setDisabled(id, false, viewerOf(request));
    return seeOther(reply, '/pengguna', { text: `Akun ${user.username} aktif lagi.` });
  }

  private async page(ctx: PageContext, state: Omit<UsersViewProps, 'ctx' | 'users' | 'places'>): Promise<VNode> {
    const places = await this.mapping.perangkatDaerah(null);
    return <UsersView ctx={ctx} users={await this.users.list()} places={places} {...state} />;
  }
}

function problemsOf(error: unknown): readonly FieldProblem[] | null {
  if (error instanceof InvalidInputError) return error.fields;
  if (error instanceof ConflictError) return [{ field: 'username', message: error.message }];
  return null;
}

interface UsersViewProps {
  ctx: PageContext;
  users: readonly UserView[];
  /** The perangkat daerah that a user can belong to. */
  places: readonly Place[];
  /** A password just made. */
  made?: FirstPassword;
  problems?: readonly FieldProblem[];
  typed?: Record<string, unknown>;
}

function UsersView({ ctx, users, places, made, problems = [], typed = {} }: UsersViewProps): VNode {
  const active = users.filter((user) => user.disabledAt === null).length;
  const admins = users.filter((user) => user.disabledAt === null && user.role === 'admin').length;
  const value = (name: string): string => (typeof typed[name] === 'string' ? typed[name] : '');
  return (
    <Page ctx={ctx} title="Siapa yang dapat masuk?" name="Pengguna">
      {made && (
        <Notice kind="good" title={`Kata sandi pertama untuk ${made.user.username}`}>
          <p>
            <code class="secret">{made.password}</code>
          </p>
          <p>
            Sampaikan sekarang kepada {made.user.displayName}: kata sandi ini hanya ditampilkan sekali dan tidak
            disimpan. Saat masuk pertama kali, ia harus menggantinya.
          </p>
        </Notice>
      )}
      <Answer>
        <strong>{active}</strong> dari {users.length} akun aktif, <strong>{admins}</strong> di antaranya administrator.
      </Answer>
      <DataTable
        label="Daftar pengguna"
        caption="Akun yang dinonaktifkan tidak dapat masuk; catatannya tetap ada."
        columns={userColumns(ctx, places)}
        rows={users}
      />
      {ctx.can('user.write') && (
        <section>
          <h2 id="tambah">Tambah pengguna</h2>
          <ErrorSummary problems={problems} title="Pengguna belum ditambahkan" />
          <form class="form" method="post" action="/pengguna">
            <Csrf ctx={ctx} />
            <FormField
              name="username"
              label="Nama pengguna"
              value={value('username')}
              help="Dipakai untuk masuk. Contoh: staf.contoh"
              error={problems}
              maxLength={40}
              autocomplete="off"
              required
            />
            <FormField
              name="displayName"
              label="Nama lengkap"
              value={value('displayName')}
              error={problems}
              maxLength={100}
              autocomplete="off"
              required
            />
            <RoleFields
              places={places}
              value={(name) => value(name) || (name === 'role' ? 'biro-pbj' : '')}
              problems={problems}
            />
            <button>Tambah pengguna</button>
          </form>
        </section>
      )}
    </Page>
  );
}

function userColumns(ctx: PageContext, places: readonly Place[]): Column<UserView>[] {
  return [
    {
      key: 'nama',
      head: 'Nama',
      cell: (user) => (
        <>
          <a href={`/pengguna/${user.id}`}>{user.displayName}</a>
          <span class="sub">{user.username}</span>
        </>
      ),
    },
    {
      key: 'keadaan',
      head: 'Keadaan',
      kind: 'state',
      cell: (user) =>
        user.disabledAt ? (
          <State kind="none">Nonaktif</State>
        ) : user.mustChangePassword ? (
          <State kind="warn">Belum mengganti kata sandi</State>
        ) : (
          <State kind="good">Aktif</State>
        ),
    },
    { key: 'peran', head: 'Peran', cell: (user) => <RoleCell user={user} places={places} /> },
    { key: 'dibuat', head: 'Dibuat', cell: (user) => formatMoment(user.createdAt, ctx.instance.timeZone) },
    {
      key: 'tindakan',
      head: 'Tindakan',
      kind: 'wide',
      cell: (user) => ctx.can('user.write') && user.id !== ctx.viewer?.userId && <Actions ctx={ctx} user={user} />,
    },
  ];
}

function Actions({ ctx, user }: { ctx: PageContext; user: UserView }): VNode {
  const action = (verb: string, text: string): VNode => (
    <form method="post" action={`/pengguna/${user.id}/${verb}`}>
      <Csrf ctx={ctx} />
      <button class="quiet">
        {text}
        <span class="unseen"> {user.username}</span>
      </button>
    </form>
  );
  return (
    <div class="actions">
      <a class="button quiet" href={`/pengguna/${user.id}/peran`}>
        Ubah peran<span class="unseen"> {user.username}</span>
      </a>
      {!user.disabledAt && user.local && action('kata-sandi', 'Buat kata sandi baru')}
      {user.disabledAt ? action('aktifkan', 'Aktifkan') : action('nonaktifkan', 'Nonaktifkan')}
    </div>
  );
}

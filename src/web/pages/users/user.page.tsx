import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren, VNode } from 'preact';
import { Allow } from '../../../access/allow.js';
import { ROLE_NAMES } from '../../../access/permissions.js';
import { AccountLocks } from '../../../access/reset/account-locks.js';
import { EmailAddresses } from '../../../access/reset/email-addresses.js';
import { PasswordResetService, resetAddress } from '../../../access/reset/password-reset.service.js';
import { EmailDto } from '../../../access/reset/reset.dto.js';
import { type SessionView, SessionsService } from '../../../access/sessions.service.js';
import { TwoFactorService, type TwoFactorState } from '../../../access/two-factor/two-factor.service.js';
import { type UserView, UsersService } from '../../../access/users.service.js';
import { viewerOf } from '../../../access/viewer.js';
import { formatMoment } from '../../../shared/dates.js';
import type { Env } from '../../../shared/env.js';
import { type FieldProblem, InvalidInputError } from '../../../shared/errors.js';
import { ENV } from '../../../shared/tokens.js';
import { uuidParam } from '../../../shared/uuid-param.js';
import { checked } from '../../../shared/validation.js';
import {
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
import { RemovedNotice } from '../account/two-factor.page.js';

/** How one person gets in: second factor, waits after failures, sessions, and ways back. */
@ApiExcludeController()
@Controller('pengguna/:id')
export class UserPage {
  constructor(
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly twoFactor: TwoFactorService,
    private readonly emails: EmailAddresses,
    private readonly resets: PasswordResetService,
    private readonly locks: AccountLocks,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get()
  @Allow('user.read')
  async show(
    @Context() ctx: PageContext,
    @Param('id', uuidParam) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return renderPage(reply, await this.page(ctx, request, id, {}));
  }

  @Post('tautan')
  @Allow('user.write')
  async makeLink(
    @Context() ctx: PageContext,
    @Param('id', uuidParam) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { token, expiresAt } = await this.resets.makeLink(id);
    // Shown to the administrator who asks, at the address that they themselves use; mails never go by it.
    const base = this.env.publicUrl ?? `${request.protocol}://${request.host}`;
    // Shown in the answer itself and nowhere else, so this post does not redirect.
    return renderPage(
      reply,
      await this.page(ctx, request, id, { link: { href: resetAddress(base, token), expiresAt } }),
    );
  }

  @Post('dua-langkah/matikan')
  @Allow('user.write')
  async removeTwoFactor(
    @Param('id', uuidParam) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    await this.twoFactor.remove(id, viewerOf(request));
    return seeOther(reply, `/pengguna/${id}`, { text: 'Verifikasi dua langkah dimatikan; pemilik akun diberi tahu.' });
  }

  @Post('kunci/buka')
  @Allow('user.write')
  async lift(@Param('id', uuidParam) id: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    await this.locks.lift(id);
    return seeOther(reply, `/pengguna/${id}`, { text: 'Akun ini dapat mencoba masuk lagi sekarang.' });
  }

  @Post('sesi/keluarkan')
  @Allow('user.write')
  async endAll(@Param('id', uuidParam) id: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const count = await this.sessions.endAllOf(id);
    return seeOther(reply, `/pengguna/${id}`, { text: `${count} sesi diakhiri.` });
  }

  @Post('sesi/:sessionId/keluarkan')
  @Allow('user.write')
  async endOne(
    @Param('id', uuidParam) id: string,
    @Param('sessionId', uuidParam) sessionId: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    await this.sessions.endOf(id, sessionId);
    return seeOther(reply, `/pengguna/${id}`, { text: 'Sesi itu sudah diakhiri.' });
  }

  @Post('surel')
  @Allow('user.write')
  async changeEmail(
    @Context() ctx: PageContext,
    @Param('id', uuidParam) id: string,
    @Body() body: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    try {
      const { email } = checked(EmailDto, body);
      await this.emails.change(id, email);
      return seeOther(reply, `/pengguna/${id}`, { text: email ? 'Alamat surel disimpan.' : 'Alamat surel dihapus.' });
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      const typedEmail = typeof body.email === 'string' ? body.email : '';
      return renderPage(reply, await this.page(ctx, request, id, { problems: error.fields, typedEmail }), 422);
    }
  }

  private async page(
    ctx: PageContext,
    request: FastifyRequest,
    id: string,
    state: Pick<UserViewProps, 'link' | 'problems' | 'typedEmail'>,
  ): Promise<VNode> {
    const user = await this.users.get(id);
    const twoFactor = await this.twoFactor.state(id);
    const email = await this.emails.masked(id);
    const lock = await this.locks.stateOf(id);
    const sessions = await this.sessions.list(id, viewerOf(request));
    const held = { user, twoFactor, email, lock, sessions };
    return <UserDetails ctx={ctx} {...held} {...state} />;
  }
}

interface UserViewProps {
  ctx: PageContext;
  user: UserView;
  twoFactor: TwoFactorState;
  /** Masked. */
  email: string | null;
  lock: { failures: number; blockedUntil: string | null };
  sessions: readonly SessionView[];
  /** A reset link just made. */
  link?: { href: string; expiresAt: string };
  problems?: readonly FieldProblem[];
  typedEmail?: string;
}

function UserDetails(props: UserViewProps): VNode {
  const { ctx, user, twoFactor, email, lock, sessions, link, problems = [], typedEmail = '' } = props;
  const moment = (at: string): string => formatMoment(at, ctx.instance.timeZone);
  const writes = ctx.can('user.write');
  const other = user.id !== ctx.viewer?.userId;
  return (
    <Page
      ctx={ctx}
      title={`Bagaimana ${user.displayName} masuk?`}
      name={user.displayName}
      crumbs={[{ href: '/pengguna', text: 'Pengguna' }]}
      meta={[user.username, ROLE_NAMES[user.role], `Dibuat ${moment(user.createdAt)}`]}
    >
      {link && (
        <Notice kind="good" title={`Tautan kata sandi untuk ${user.username}`}>
          <p>
            <code class="secret">{link.href}</code>
          </p>
          <p>
            Sampaikan sekarang kepada {user.displayName} lewat jalur yang aman: tautan ini hanya ditampilkan sekali,
            dapat dipakai sekali, dan berlaku sampai {moment(link.expiresAt)}.
          </p>
        </Notice>
      )}
      {twoFactor.removed && <RemovedNotice ctx={ctx} removed={twoFactor.removed} />}
      <ErrorSummary problems={problems} title="Alamat surel belum disimpan" />
      <dl class="facts">
        <dt>Keadaan</dt>
        <dd>
          {user.disabledAt ? (
            <State kind="none">Nonaktif</State>
          ) : user.mustChangePassword ? (
            <State kind="warn">Belum mengganti kata sandi</State>
          ) : (
            <State kind="good">Aktif</State>
          )}
        </dd>
        <dt>Cara masuk</dt>
        <dd>{user.local ? 'Kata sandi layanan ini' : 'Akun pemerintah daerah (tanpa kata sandi di sini)'}</dd>
        <dt>Verifikasi dua langkah</dt>
        <dd>
          {twoFactor.on && twoFactor.since ? (
            <>
              <State kind="good">Aktif</State> sejak {moment(twoFactor.since)}, {twoFactor.recoveryCodesLeft} kode
              cadangan tersisa
            </>
          ) : (
            <State kind={twoFactor.required ? 'warn' : 'none'}>
              {twoFactor.required ? 'Wajib, belum aktif' : 'Tidak aktif'}
            </State>
          )}
        </dd>
        <dt>Percobaan gagal</dt>
        <dd>
          {lock.blockedUntil ? (
            <>
              <State kind="bad">Terkunci</State> sampai {moment(lock.blockedUntil)}, setelah {lock.failures} percobaan
            </>
          ) : (
            `${lock.failures} dalam sehari terakhir`
          )}
        </dd>
        <dt>Alamat surel</dt>
        <dd>{email ?? 'Belum dicatat'}</dd>
      </dl>
      {writes && (
        <section>
          <h2>Bantu pengguna ini masuk lagi</h2>
          {user.local && !user.disabledAt && (
            <Step ctx={ctx} action={`/pengguna/${user.id}/tautan`} text="Buat tautan kata sandi">
              Pemilik akun memilih sendiri kata sandinya. Tautan berlaku 24 jam dan sekali pakai; setelah dipakai, semua
              sesinya diakhiri.
            </Step>
          )}
          {lock.failures > 0 && (
            <Step ctx={ctx} action={`/pengguna/${user.id}/kunci/buka`} text="Buka kunci">
              Hitungan percobaan gagal dimulai dari nol, jadi tidak perlu menunggu.
            </Step>
          )}
          {twoFactor.on && other && (
            <Step ctx={ctx} action={`/pengguna/${user.id}/dua-langkah/matikan`} text="Matikan verifikasi dua langkah">
              Hanya bila ponsel dan kode cadangannya hilang, dan Anda yakin siapa yang meminta. Kata sandi saja lalu
              cukup untuk masuk; tindakan ini dicatat dan terlihat oleh pemilik akun.
            </Step>
          )}
          {user.local && (
            <form class="form" method="post" action={`/pengguna/${user.id}/surel`}>
              <Csrf ctx={ctx} />
              <FormField
                name="email"
                label="Alamat surel"
                type="email"
                value={typedEmail}
                help="Ke sini tautan dikirim bila pemilik akun lupa kata sandi. Contoh: staf@contoh.go.id. Kosongkan untuk menghapus."
                error={problems}
                autocomplete="off"
                maxLength={200}
                required={false}
              />
              <button class="quiet">Simpan alamat surel</button>
            </form>
          )}
        </section>
      )}
      <section>
        <h2>Di mana ia masuk</h2>
        <DataTable
          label="Sesi pengguna ini"
          caption="Sesi yang diakhiri harus masuk lagi."
          columns={sessionColumns(ctx, user)}
          rows={sessions}
          empty="Tidak ada sesi yang berlangsung."
        />
        {writes && other && sessions.length > 0 && (
          <form method="post" action={`/pengguna/${user.id}/sesi/keluarkan`}>
            <Csrf ctx={ctx} />
            <button class="quiet">Akhiri semua sesi ({sessions.length})</button>
          </form>
        )}
      </section>
    </Page>
  );
}

function Step({
  ctx,
  action,
  text,
  children,
}: {
  ctx: PageContext;
  action: string;
  text: string;
  children: ComponentChildren;
}): VNode {
  return (
    <form class="form" method="post" action={action}>
      <Csrf ctx={ctx} />
      <p>{children}</p>
      <button class="quiet">{text}</button>
    </form>
  );
}

function sessionColumns(ctx: PageContext, user: UserView): Column<SessionView>[] {
  const moment = (at: string): string => formatMoment(at, ctx.instance.timeZone);
  return [
    { key: 'perangkat', head: 'Perangkat', cell: (session) => session.userAgent },
    { key: 'masuk', head: 'Masuk sejak', cell: (session) => moment(session.createdAt) },
    { key: 'terakhir', head: 'Terakhir dipakai', cell: (session) => moment(session.lastSeenAt) },
    {
      key: 'tindakan',
      head: 'Tindakan',
      kind: 'wide',
      cell: (session) =>
        session.current ? (
          <State kind="good">Sesi ini</State>
        ) : (
          ctx.can('user.write') && (
            <form method="post" action={`/pengguna/${user.id}/sesi/${session.id}/keluarkan`}>
              <Csrf ctx={ctx} />
              <button class="quiet">Keluarkan</button>
            </form>
          )
        ),
    },
  ];
}

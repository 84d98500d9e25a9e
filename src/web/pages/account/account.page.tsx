import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { ChangePasswordDto } from '../../../access/access.dto.js';
import { AccessService } from '../../../access/access.service.js';
import { Allow, AllowBeforePasswordChange } from '../../../access/allow.js';
import { PASSWORD_MIN } from '../../../access/passwords.js';
import { ROLE_NAMES } from '../../../access/permissions.js';
import { EmailAddresses } from '../../../access/reset/email-addresses.js';
import { OwnEmailDto } from '../../../access/reset/reset.dto.js';
import { type SessionView, SessionsService } from '../../../access/sessions.service.js';
import { TwoFactorService, type TwoFactorState } from '../../../access/two-factor/two-factor.service.js';
import { UsersService } from '../../../access/users.service.js';
import { type Viewer, viewerOf } from '../../../access/viewer.js';
import { formatMoment } from '../../../shared/dates.js';
import { type FieldProblem, InvalidInputError } from '../../../shared/errors.js';
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
import { afterSignIn } from '../sign-in/after-sign-in.js';
import { formProblems } from '../sign-in/sign-in.page.js';
import { RemovedNotice } from './two-factor.page.js';

@ApiExcludeController()
@Controller('akun')
@Allow('signed-in')
export class AccountPage {
  constructor(
    private readonly access: AccessService,
    private readonly sessions: SessionsService,
    private readonly users: UsersService,
    private readonly twoFactor: TwoFactorService,
    private readonly emails: EmailAddresses,
  ) {}

  @Get()
  @AllowBeforePasswordChange()
  async show(
    @Context() ctx: PageContext,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return renderPage(reply, await this.page(ctx, viewerOf(request), []));
  }

  @Post('kata-sandi')
  @AllowBeforePasswordChange()
  async changePassword(
    @Context() ctx: PageContext,
    @Body() body: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const viewer = viewerOf(request);
    try {
      const { again, ...typed } = body;
      const { current, next } = checked(ChangePasswordDto, typed);
      if (next !== again)
        throw new InvalidInputError('access.password-not-changed', NOT_THE_SAME, [
          { field: 'again', message: NOT_THE_SAME },
        ]);
      const user = await this.users.changeOwnPassword(viewer.userId, current, next, request.ip);
      const renewed = await this.access.renew(request, reply, user);
      const path = viewer.mustChangePassword ? afterSignIn(renewed.viewer, ctx.instance, null) : '/akun';
      return seeOther(reply, path, { text: 'Kata sandi diganti; sesi Anda di tempat lain sudah diakhiri.' });
    } catch (error) {
      const { problems, status } = formProblems(error, 'current', reply);
      return renderPage(reply, await this.page(ctx, viewer, problems), status);
    }
  }

  @Post('surel')
  async changeEmail(
    @Context() ctx: PageContext,
    @Body() body: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const viewer = viewerOf(request);
    try {
      const { email, emailPassword: password } = checked(OwnEmailDto, body);
      await this.emails.changeOwn(viewer, { email, password, address: request.ip });
      return seeOther(reply, '/akun', { text: email ? 'Alamat surel disimpan.' : 'Alamat surel dihapus.' });
    } catch (error) {
      const { problems, status } = formProblems(error, 'emailPassword', reply);
      const typed = typeof body.email === 'string' ? body.email : '';
      return renderPage(reply, await this.page(ctx, viewer, problems, typed), status);
    }
  }

  @Post('sesi/:id/keluarkan')
  async endSession(
    @Param('id', uuidParam) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    await this.sessions.endOwn(viewerOf(request), id);
    return seeOther(reply, '/akun', { text: 'Sesi itu sudah diakhiri.' });
  }

  private async page(
    ctx: PageContext,
    viewer: Viewer,
    problems: readonly FieldProblem[],
    typedEmail?: string,
  ): Promise<VNode> {
    const { local } = await this.users.get(viewer.userId);
    const email = typedEmail ?? (await this.emails.whole(viewer.userId)) ?? '';
    const twoFactor = await this.twoFactor.state(viewer.userId);
    const sessions = await this.sessions.listOwn(viewer);
    const held = { local, email, twoFactor, sessions };
    return <AccountView ctx={ctx} viewer={viewer} {...held} problems={problems} />;
  }
}

const NOT_THE_SAME = 'Kedua kata sandi baru tidak sama';

interface AccountViewProps {
  ctx: PageContext;
  viewer: Viewer;
  /** Has a password here. */
  local: boolean;
  email: string;
  twoFactor: TwoFactorState;
  sessions: readonly SessionView[];
  problems: readonly FieldProblem[];
}

function AccountView({ ctx, viewer, local, email, twoFactor, sessions, problems }: AccountViewProps): VNode {
  const first = viewer.mustChangePassword;
  return (
    <Page
      ctx={ctx}
      title={first ? 'Ganti kata sandi pertama Anda' : 'Akun Anda'}
      name="Akun"
      meta={[viewer.username, ROLE_NAMES[viewer.role]]}
    >
      {first && (
        <Notice kind="warn">
          Kata sandi yang Anda pakai dibuatkan orang lain. Pilih kata sandi Anda sendiri; setelah itu semua halaman
          terbuka.
        </Notice>
      )}
      {!first && (
        <p>
          <a href="/data-saya">Data saya: apa yang disimpan tentang Anda</a>
        </p>
      )}
      {twoFactor.removed && !first && <RemovedNotice ctx={ctx} removed={twoFactor.removed} />}
      <ErrorSummary
        problems={problems}
        title={
          problems.some(({ field }) => field.startsWith('email'))
            ? 'Alamat surel belum disimpan'
            : 'Kata sandi belum diganti'
        }
      />
      {!local && (
        <Notice kind="plain">
          Anda masuk lewat akun pemerintah daerah. Kata sandi, nama, dan peran Anda diatur di sana.
        </Notice>
      )}
      {local && <PasswordSection ctx={ctx} viewer={viewer} problems={problems} />}
      {!first && <TwoFactorSection twoFactor={twoFactor} />}
      {!first && local && <EmailSection ctx={ctx} email={email} problems={problems} />}
      {!first && (
        <section>
          <h2>Di mana Anda masuk</h2>
          <DataTable
            label="Sesi Anda"
            caption="Akhiri sesi yang tidak Anda kenal, lalu ganti kata sandi."
            columns={sessionColumns(ctx)}
            rows={sessions}
          />
        </section>
      )}
    </Page>
  );
}

interface SectionProps {
  ctx: PageContext;
  problems: readonly FieldProblem[];
}

function PasswordSection({ ctx, viewer, problems }: SectionProps & { viewer: Viewer }): VNode {
  const first = viewer.mustChangePassword;
  return (
    <section aria-labelledby="kata-sandi">
      {!first && <h2 id="kata-sandi">Ganti kata sandi</h2>}
      <form class="form" method="post" action="/akun/kata-sandi">
        <Csrf ctx={ctx} />
        {/* Lets a password manager know whose password it stores. */}
        <input
          class="unseen"
          type="text"
          value={viewer.username}
          autocomplete="username"
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <FormField
          name="current"
          label="Kata sandi yang sekarang"
          type="password"
          autocomplete="current-password"
          error={problems}
          required
        />
        <FormField
          name="next"
          label="Kata sandi baru"
          type="password"
          autocomplete="new-password"
          help={`Paling sedikit ${PASSWORD_MIN} huruf atau angka. Beberapa kata yang tidak berhubungan mudah diingat dan sukar ditebak.`}
          error={problems}
          required
        />
        <FormField
          name="again"
          label="Kata sandi baru, sekali lagi"
          type="password"
          autocomplete="new-password"
          error={problems}
          required
        />
        <button>Ganti kata sandi</button>
      </form>
    </section>
  );
}

function TwoFactorSection({ twoFactor }: { twoFactor: TwoFactorState }): VNode {
  return (
    <section>
      <h2>Verifikasi dua langkah</h2>
      <p>
        {twoFactor.on ? (
          <>
            <State kind="good">Aktif</State> Kode dari ponsel diminta setiap kali Anda masuk;{' '}
            {twoFactor.recoveryCodesLeft} kode cadangan tersisa.
          </>
        ) : (
          <>
            <State kind={twoFactor.required ? 'warn' : 'none'}>Belum aktif</State> Dengan kode dari ponsel, kata sandi
            yang bocor saja tidak cukup untuk masuk sebagai Anda.
          </>
        )}
      </p>
      <p>
        <a class="button quiet" href="/akun/dua-langkah">
          {twoFactor.on ? 'Atur verifikasi dua langkah' : 'Aktifkan verifikasi dua langkah'}
        </a>
      </p>
    </section>
  );
}

function EmailSection({ ctx, email, problems }: SectionProps & { email: string }): VNode {
  return (
    <section>
      <h2>Alamat surel</h2>
      <form class="form" method="post" action="/akun/surel">
        <Csrf ctx={ctx} />
        <FormField
          name="email"
          label="Alamat surel"
          type="email"
          value={email}
          help="Dipakai hanya untuk mengirim tautan bila Anda lupa kata sandi. Disimpan terenkripsi; orang lain hanya melihat d***@contoh.go.id."
          error={problems}
          autocomplete="email"
          maxLength={200}
          required={false}
        />
        <FormField
          name="emailPassword"
          label="Kata sandi"
          type="password"
          autocomplete="current-password"
          error={problems}
          required
        />
        <button>Simpan alamat surel</button>
      </form>
    </section>
  );
}

function sessionColumns(ctx: PageContext): Column<SessionView>[] {
  return [
    { key: 'perangkat', head: 'Perangkat', cell: (session) => session.userAgent },
    {
      key: 'masuk',
      head: 'Masuk sejak',
      cell: (session) => formatMoment(session.createdAt, ctx.instance.timeZone),
    },
    {
      key: 'terakhir',
      head: 'Terakhir dipakai',
      cell: (session) => formatMoment(session.lastSeenAt, ctx.instance.timeZone),
    },
    {
      key: 'tindakan',
      head: 'Tindakan',
      kind: 'wide',
      cell: (session) =>
        session.current ? (
          <State kind="good">Sesi ini</State>
        ) : (
          <form method="post" action={`/akun/sesi/${session.id}/keluarkan`}>
            <Csrf ctx={ctx} />
            <button class="quiet">Keluarkan</button>
          </form>
        ),
    },
  ];
}

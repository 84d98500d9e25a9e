import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { Allow } from '../../../access/allow.js';
import { dropCookie, readCookie, stepCookie, writeCookie } from '../../../access/cookies.js';
import { PASSWORD_MIN } from '../../../access/passwords.js';
import { Mailer } from '../../../access/reset/mailer.js';
import { PasswordResetService, RESET_PATH } from '../../../access/reset/password-reset.service.js';
import { AskResetDto } from '../../../access/reset/reset.dto.js';
import type { Env } from '../../../shared/env.js';
import { type FieldProblem, InvalidInputError, NotFoundError } from '../../../shared/errors.js';
import { ENV } from '../../../shared/tokens.js';
import { checked } from '../../../shared/validation.js';
import {
  Csrf,
  Context,
  ErrorSummary,
  FormField,
  Notice,
  Page,
  type PageContext,
  renderPage,
  seeOther,
} from '../../components/index.js';
import { formProblems } from './sign-in.page.js';

/** The way back for somebody who forgot the password: asking for a link, and choosing a new one by it. */
@ApiExcludeController()
@Controller('masuk')
@Allow('public')
export class ForgottenPage {
  private readonly cookie: string;

  constructor(
    private readonly resets: PasswordResetService,
    private readonly mailer: Mailer,
    @Inject(ENV) private readonly env: Env,
  ) {
    this.cookie = stepCookie('atur-ulang', env.secureCookies);
  }

  @Get('lupa')
  show(@Context() ctx: PageContext, @Res() reply: FastifyReply): FastifyReply {
    return renderPage(reply, <AskView ctx={ctx} missing={this.mailer.missing} username="" problems={[]} />);
  }

  @Post('lupa')
  async ask(
    @Context() ctx: PageContext,
    @Body() body: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { missing } = this.mailer;
    if (missing) return renderPage(reply, <AskView ctx={ctx} missing={missing} username="" problems={[]} />, 409);
    try {
      await this.resets.ask(checked(AskResetDto, body).username, request.ip);
      return seeOther(reply, '/masuk', {
        text: 'Permintaan diterima. Bila ada akun dengan nama itu dan alamat surelnya tercatat, tautan sudah dikirim ke sana dan berlaku satu jam. Tidak ada surat? Minta administrator layanan ini.',
      });
    } catch (error) {
      const { problems, status } = formProblems(error, 'username', reply);
      const username = typeof body.username === 'string' ? body.username.slice(0, 100) : '';
      return renderPage(reply, <AskView ctx={ctx} missing={null} username={username} problems={problems} />, status);
    }
  }

  /**
   * A link leads here first. Its token moves from the address into a cookie at once, so that no page ever has it in its
   * own address, from where it could leak.
   */
  @Get('atur-ulang')
  async open(
    @Context() ctx: PageContext,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { tautan } = query;
    if (tautan !== undefined) {
      reply.header('referrer-policy', 'no-referrer');
      if (!(await this.resets.find(tautan))) return renderPage(reply, <LinkOverView ctx={ctx} />, 404);
      writeCookie(reply, this.cookie, String(tautan), this.env.secureCookies);
      return seeOther(reply, RESET_PATH);
    }
    const user = await this.resets.find(readCookie(request, this.cookie));
    if (!user) return renderPage(reply, <LinkOverView ctx={ctx} />, 404);
    return renderPage(reply, <ChooseView ctx={ctx} username={user.username} problems={[]} />);
  }

  @Post('atur-ulang')
  async choose(
    @Context() ctx: PageContext,
    @Body() body: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const token = readCookie(request, this.cookie);
    const user = await this.resets.find(token);
    if (!user) return renderPage(reply, <LinkOverView ctx={ctx} />, 404);
    try {
      const next = typeof body.next === 'string' ? body.next : '';
      if (next !== body.again)
        throw new InvalidInputError('access.password-not-changed', NOT_THE_SAME, [
          { field: 'again', message: NOT_THE_SAME },
        ]);
      await this.resets.choose(token, next);
    } catch (error) {
      if (error instanceof NotFoundError) return renderPage(reply, <LinkOverView ctx={ctx} />, 404);
      if (!(error instanceof InvalidInputError)) throw error;
      return renderPage(reply, <ChooseView ctx={ctx} username={user.username} problems={error.fields} />, 422);
    }
    dropCookie(reply, this.cookie, this.env.secureCookies);
    return seeOther(reply, '/masuk', {
      text: 'Kata sandi diganti dan semua sesi diakhiri. Masuk dengan kata sandi yang baru.',
    });
  }
}

const NOT_THE_SAME = 'Kedua kata sandi baru tidak sama';

interface AskViewProps {
  ctx: PageContext;
  missing: Mailer['missing'];
  username: string;
  problems: readonly FieldProblem[];
}

function AskView({ ctx, missing, username, problems }: AskViewProps): VNode {
  return (
    <Page ctx={ctx} title="Lupa kata sandi?" name="Lupa kata sandi">
      {missing ? (
        <>
          <p class="answer">
            Layanan ini tidak mengirim surel. Minta administrator layanan ini membuatkan tautan atau kata sandi baru
            untuk Anda.
          </p>
          <p class="help">
            {missing === 'server'
              ? 'Untuk administrator: pengiriman surel diatur dengan SMTP_URL dan MAIL_FROM.'
              : 'Untuk administrator: PUBLIC_URL belum diisi, jadi alamat tautan dalam surel tidak dapat dipercaya.'}
          </p>
        </>
      ) : (
        <>
          <ErrorSummary problems={problems} title="Permintaan belum dikirim" />
          <form class="form" method="post" action="/masuk/lupa">
            <Csrf ctx={ctx} />
            <FormField
              name="username"
              label="Nama pengguna"
              value={username}
              help="Tautan untuk memilih kata sandi baru dikirim ke alamat surel yang tercatat pada akun itu."
              error={problems}
              autocomplete="username"
              maxLength={100}
              required
            />
            <button>Kirim tautan</button>
          </form>
        </>
      )}
      <p>
        <a href="/masuk">Kembali ke halaman masuk</a>
      </p>
    </Page>
  );
}

function LinkOverView({ ctx }: { ctx: PageContext }): VNode {
  return (
    <Page ctx={ctx} title="Tautan ini tidak berlaku lagi" name="Tautan tidak berlaku">
      <p class="answer">
        Tautan ini tidak dikenal, sudah dipakai, atau sudah lewat waktunya. Kata sandi Anda tidak diubah.
      </p>
      <p>
        <a href="/masuk/lupa">Minta tautan baru</a> atau hubungi administrator layanan ini.
      </p>
    </Page>
  );
}

interface ChooseViewProps {
  ctx: PageContext;
  username: string;
  problems: readonly FieldProblem[];
}

function ChooseView({ ctx, username, problems }: ChooseViewProps): VNode {
  return (
    <Page ctx={ctx} title="Pilih kata sandi baru" name="Kata sandi baru" meta={[username]}>
      <Notice kind="plain">
        Setelah disimpan, semua sesi akun ini diakhiri dan tautan ini tidak berlaku lagi. Verifikasi dua langkah, bila
        aktif, tetap aktif.
      </Notice>
      <ErrorSummary problems={problems} title="Kata sandi belum diganti" />
      <form class="form" method="post" action={RESET_PATH}>
        <Csrf ctx={ctx} />
        {/* Lets a password manager know whose password it stores. */}
        <input
          class="unseen"
          type="text"
          value={username}
          autocomplete="username"
          readOnly
          tabIndex={-1}
          aria-hidden="true"
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
        <button>Simpan kata sandi</button>
      </form>
    </Page>
  );
}

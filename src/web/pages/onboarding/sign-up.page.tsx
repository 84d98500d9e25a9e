import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { AccessService } from '../../../access/access.service.js';
import { Allow } from '../../../access/allow.js';
import { PASSWORD_MIN } from '../../../access/passwords.js';
import { AccountsService, CONFIRM_PATH } from '../../../onboarding/accounts.service.js';
import { SignUpDto } from '../../../onboarding/onboarding.dto.js';
import {
  AppError,
  ConflictError,
  type FieldProblem,
  InvalidInputError,
  NotFoundError,
  TooManyRequestsError,
} from '../../../shared/errors.js';
import { checked } from '../../../shared/validation.js';
import {
  Context,
  Csrf,
  ErrorSummary,
  FormField,
  Notice,
  Page,
  type PageContext,
  renderPage,
  seeOther,
} from '../../components/index.js';

type Fields = Readonly<Record<string, unknown>>;

/** Daftar: an enterprise makes an account. It opens nothing until a clerk has linked it. */
@ApiExcludeController()
@Controller('daftar')
@Allow('public')
export class SignUpPage {
  constructor(
    private readonly accounts: AccountsService,
    private readonly access: AccessService,
  ) {}

  @Get()
  show(@Context() ctx: PageContext, @Res() reply: FastifyReply): FastifyReply {
    if (ctx.viewer) return seeOther(reply, ctx.can('own-file.write') ? '/usaha-saya' : '/');
    return renderPage(reply, <SignUpView ctx={ctx} byMail={this.accounts.byMail} typed={{}} problems={[]} />);
  }

  @Post()
  async signUp(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    try {
      const { again, ...given } = body;
      if (given['password'] !== again) throw notTheSame();
      const input = checked(SignUpDto, given);
      await this.accounts.signUp(input, request.ip);
      await this.access.signIn(request, reply, { username: input.username, password: input.password });
      return seeOther(reply, '/usaha-saya', {
        text: this.accounts.byMail
          ? 'Akun dibuat. Buka surel Anda dan tegaskan alamatnya.'
          : 'Akun dibuat. Petugas akan menghubungkannya dengan usaha Anda.',
      });
    } catch (error) {
      const problems = problemsOf(error);
      if (!problems || !(error instanceof AppError)) throw error;
      if (error instanceof TooManyRequestsError)
        reply.header('retry-after', String(error.details?.['retryAfterSeconds'] ?? 60));
      const view = <SignUpView ctx={ctx} byMail={this.accounts.byMail} typed={body} problems={problems} />;
      return renderPage(reply, view, error.status);
    }
  }

  /** The link of the mail: programs that look at links before people do must not confirm anything, so a button does. */
  @Get('surel')
  async open(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    reply.header('referrer-policy', 'no-referrer');
    const token = query['tautan'];
    const account = await this.accounts.findByToken(token);
    return renderPage(
      reply,
      <Page ctx={ctx} title="Tegaskan alamat surel" name="Surel">
        {account === null ? (
          <LinkOver />
        ) : (
          <form class="form" method="post" action={CONFIRM_PATH}>
            <Csrf ctx={ctx} />
            <input type="hidden" name="tautan" value={String(token)} />
            <p>
              Alamat ini akan dipakai untuk akun <strong>{account.username}</strong>. Sesudah ini petugas menghubungkan
              akun dengan usaha Anda.
            </p>
            <button>Ya, ini alamat saya</button>
          </form>
        )}
      </Page>,
      account === null ? 404 : 200,
    );
  }

  @Post('surel')
  async confirm(@Context() ctx: PageContext, @Body() body: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    try {
      await this.accounts.confirm(body['tautan']);
    } catch (error) {
      if (!(error instanceof NotFoundError || error instanceof ConflictError)) throw error;
      return renderPage(
        reply,
        <Page ctx={ctx} title="Tegaskan alamat surel" name="Surel">
          {error instanceof NotFoundError ? (
            <LinkOver />
          ) : (
            <Notice kind="warn" title="Belum ditegaskan">
              {error.message} <a href="/masuk">Ke halaman Masuk</a>
            </Notice>
          )}
        </Page>,
        error.status,
      );
    }
    return seeOther(reply, ctx.viewer ? '/usaha-saya' : '/masuk', {
      text: 'Alamat surel ditegaskan. Petugas akan menghubungkan akun dengan usaha Anda.',
    });
  }
}

function LinkOver(): VNode {
  return (
    <Notice kind="warn" title="Tautan ini tidak berlaku lagi">
      Mungkin sudah dipakai, atau sudah lewat satu hari. <a href="/usaha-saya">Masuk</a>, lalu minta tautan baru.
    </Notice>
  );
}

function notTheSame(): InvalidInputError {
  const message = 'Kedua kata sandi tidak sama';
  return new InvalidInputError('onboarding.password-not-the-same', message, [{ field: 'again', message }]);
}

function problemsOf(error: unknown): readonly FieldProblem[] | null {
  if (error instanceof InvalidInputError) return error.fields;
  if (error instanceof ConflictError || error instanceof TooManyRequestsError)
    return [{ field: 'username', message: error.message }];
  return null;
}

interface SignUpProps {
  ctx: PageContext;
  byMail: boolean;
  typed: Fields;
  problems: readonly FieldProblem[];
}

function SignUpView({ ctx, byMail, typed, problems }: SignUpProps): VNode {
  const value = (name: string): string => {
    const text = typed[name];
    return typeof text === 'string' ? text.slice(0, 300) : '';
  };
  const field = (name: string) => ({ name, value: value(name), error: problems });
  return (
    <Page ctx={ctx} title="Daftarkan usaha Anda" name="Daftar">
      <p>
        Dengan akun, Anda melihat berkas usaha sendiri, mengunggah dokumen, dan meminta petugas memeriksanya.{' '}
        {byMail
          ? 'Sesudah mendaftar, Anda menegaskan alamat surel; lalu petugas menghubungkan akun dengan usaha.'
          : 'Sesudah mendaftar, petugas menghubungkan akun dengan usaha.'}
      </p>
      <ErrorSummary problems={problems} title="Akun belum dibuat" />
      <form class="form" method="post" action="/daftar">
        <Csrf ctx={ctx} />
        <FormField {...field('displayName')} label="Nama lengkap Anda" autocomplete="name" maxLength={100} required />
        <FormField
          {...field('email')}
          label="Alamat surel"
          type="email"
          autocomplete="email"
          help="Contoh maria@contoh.id. Satu alamat untuk satu akun usaha. Disimpan terenkripsi."
          maxLength={200}
          required
        />
        <FormField
          {...field('username')}
          label="Nama pengguna"
          autocomplete="username"
          help="Dipakai untuk masuk: huruf dan angka tanpa spasi, contoh maria.bano"
          maxLength={40}
          required
        />
        <FormField
          {...field('password')}
          label="Kata sandi"
          type="password"
          autocomplete="new-password"
          help={`Paling sedikit ${PASSWORD_MIN} huruf atau angka. Beberapa kata yang tidak berhubungan mudah diingat.`}
          required
        />
        <FormField
          {...field('again')}
          label="Kata sandi, sekali lagi"
          type="password"
          autocomplete="new-password"
          required
        />
        <ClaimFields value={value} problems={problems} />
        <FormField
          {...field('consent')}
          label="Saya setuju nama, alamat surel, dan isian usaha ini disimpan untuk pendaftaran usaha saya, menurut UU 27/2022 tentang Pelindungan Data Pribadi"
          type="checkbox"
        />
        <button>Daftar</button>
        <p class="help">
          Sudah punya akun? <a href="/masuk">Masuk</a>
        </p>
      </form>
    </Page>
  );
}

/** Which enterprise it is: also where it is said again after a clerk gave it back. */
export function ClaimFields({
  value,
  problems,
}: {
  value(name: string): string;
  problems: readonly FieldProblem[];
}): VNode {
  return (
    <>
      <FormField
        name="enterpriseName"
        label="Nama usaha"
        value={value('enterpriseName')}
        error={problems}
        maxLength={200}
        required
      />
      <FormField
        name="nib"
        label="NIB"
        value={value('nib')}
        error={problems}
        inputMode="numeric"
        help="13 angka. Belum punya? Kosongkan, dan isi desanya."
        maxLength={13}
        required={false}
      />
      <FormField
        name="place"
        label="Desa atau kelurahan, dan kecamatannya"
        value={value('place')}
        error={problems}
        help="Contoh Oelnasi, Kupang Tengah"
        maxLength={200}
        required={false}
      />
    </>
  );
}

import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { Allow, AllowBeforeTwoFactor } from '../../../access/allow.js';
import { UsersService } from '../../../access/users.service.js';
import { inFours, qrImage } from '../../../access/two-factor/totp.js';
import { BeginDto, CodeDto, SwitchOffDto } from '../../../access/two-factor/two-factor.dto.js';
import {
  type TotpSetUp,
  TwoFactorService,
  type TwoFactorState,
} from '../../../access/two-factor/two-factor.service.js';
import { viewerOf } from '../../../access/viewer.js';
import { formatMoment } from '../../../shared/dates.js';
import { ConflictError, type FieldProblem } from '../../../shared/errors.js';
import { checked } from '../../../shared/validation.js';
import {
  Answer,
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
import { formProblems } from '../sign-in/sign-in.page.js';
import { afterSignIn } from '../sign-in/after-sign-in.js';

const PATH = '/akun/dua-langkah';

/** The own second factor: off, being set up, or on. */
@ApiExcludeController()
@Controller('akun/dua-langkah')
@Allow('signed-in')
export class TwoFactorPage {
  constructor(
    private readonly twoFactor: TwoFactorService,
    private readonly users: UsersService,
  ) {}

  @Get()
  @AllowBeforeTwoFactor()
  async show(
    @Context() ctx: PageContext,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return renderPage(reply, await this.page(ctx, request, []));
  }

  @Post('mulai')
  @AllowBeforeTwoFactor()
  async begin(
    @Context() ctx: PageContext,
    @Body() body: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    try {
      await this.twoFactor.begin(viewerOf(request), { ...checked(BeginDto, body), address: request.ip });
      return seeOther(reply, PATH);
    } catch (error) {
      if (error instanceof ConflictError) return seeOther(reply, PATH, { text: error.message, kind: 'warn' });
      const { problems, status } = formProblems(error, 'password', reply);
      return renderPage(reply, await this.page(ctx, request, problems), status);
    }
  }

  @Post('aktifkan')
  @AllowBeforeTwoFactor()
  async confirm(
    @Context() ctx: PageContext,
    @Body() body: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const viewer = viewerOf(request);
    try {
      const codes = await this.twoFactor.confirm(viewer, checked(CodeDto, body).code);
      const next = afterSignIn({ ...viewer, mustSetUpTotp: false }, ctx.instance, null);
      // The codes are shown in the answer itself and nowhere else, so this post does not redirect.
      return renderPage(reply, <CodesView ctx={ctx} codes={codes} next={next} first />);
    } catch (error) {
      if (error instanceof ConflictError) return seeOther(reply, PATH, { text: error.message, kind: 'warn' });
      const { problems, status } = formProblems(error, 'code', reply);
      return renderPage(reply, await this.page(ctx, request, problems), status);
    }
  }

  @Post('kode-cadangan')
  async renew(
    @Context() ctx: PageContext,
    @Body() body: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    try {
      const { code } = checked(CodeDto, { code: body.renewCode });
      const codes = await this.twoFactor.renewRecoveryCodes(viewerOf(request), { code, address: request.ip });
      return renderPage(reply, <CodesView ctx={ctx} codes={codes} next="/akun" />);
    } catch (error) {
      const { problems, status } = formProblems(error, 'renewCode', reply);
      const here = problems.map((problem) => ({ ...problem, field: 'renewCode' }));
      return renderPage(reply, await this.page(ctx, request, here), status);
    }
  }

  @Post('matikan')
  async switchOff(
    @Context() ctx: PageContext,
    @Body() body: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    try {
      await this.twoFactor.switchOff(viewerOf(request), { ...checked(SwitchOffDto, body), address: request.ip });
      return seeOther(reply, '/akun', { text: 'Verifikasi dua langkah dimatikan.' });
    } catch (error) {
      const { problems, status } = formProblems(error, 'code', reply);
      return renderPage(reply, await this.page(ctx, request, problems), status);
    }
  }

  private async page(ctx: PageContext, request: FastifyRequest, problems: readonly FieldProblem[]): Promise<VNode> {
    const viewer = viewerOf(request);
    const [state, setUp, { local }] = [
      await this.twoFactor.state(viewer.userId),
      await this.twoFactor.setUp(viewer),
      await this.users.get(viewer.userId),
    ];
    if (state.on) return <OnView ctx={ctx} state={state} local={local} problems={problems} />;
    if (setUp)
      return <SetUpView ctx={ctx} setUp={setUp} qr={await qrImage(setUp.uri)} local={local} problems={problems} />;
    return <OffView ctx={ctx} state={state} local={local} problems={problems} />;
  }
}

const CRUMBS = [{ href: '/akun', text: 'Akun' }];
const NAME = 'Verifikasi dua langkah';

interface StateViewProps {
  ctx: PageContext;
  state: TwoFactorState;
  /** Has a password here, which is asked for. */
  local: boolean;
  problems: readonly FieldProblem[];
}

function OffView({ ctx, state, local, problems }: StateViewProps): VNode {
  return (
    <Page ctx={ctx} title="Verifikasi dua langkah" name={NAME} crumbs={CRUMBS}>
      <ErrorSummary problems={problems} title="Verifikasi dua langkah belum aktif" />
      {state.required && (
        <Notice kind="warn">
          Peran Anda wajib memakai verifikasi dua langkah. Aktifkan sekarang; setelah itu semua halaman terbuka.
        </Notice>
      )}
      {state.removed && <RemovedNotice ctx={ctx} removed={state.removed} />}
      <Answer>Belum aktif. Siapa pun yang mengetahui kata sandi Anda dapat masuk sebagai Anda.</Answer>
      <div class="prose">
        <p>
          Setelah aktif, setiap kali masuk Anda mengetik kata sandi lalu enam angka dari aplikasi di ponsel. Yang
          diperlukan: ponsel dengan aplikasi kode seperti Google Authenticator, Microsoft Authenticator, Aegis, atau
          pengelola kata sandi. Aplikasi itu bekerja tanpa sinyal.
        </p>
      </div>
      <form class="form" method="post" action={`${PATH}/mulai`}>
        <Csrf ctx={ctx} />
        {local && <PasswordField problems={problems} />}
        <button>Mulai mengaktifkan</button>
      </form>
    </Page>
  );
}

function PasswordField({ problems }: { problems: readonly FieldProblem[] }): VNode {
  return (
    <FormField
      name="password"
      label="Kata sandi"
      type="password"
      autocomplete="current-password"
      error={problems}
      required
    />
  );
}

interface SetUpViewProps {
  ctx: PageContext;
  setUp: TotpSetUp;
  local: boolean;
  /** Address of the QR code's image. */
  qr: string;
  problems: readonly FieldProblem[];
}

function SetUpView({ ctx, setUp, qr, local, problems }: SetUpViewProps): VNode {
  return (
    <Page ctx={ctx} title="Sambungkan ponsel Anda" name={NAME} crumbs={CRUMBS}>
      <ErrorSummary problems={problems} title="Verifikasi dua langkah belum aktif" />
      <h2>1. Tambahkan akun di aplikasi ponsel</h2>
      <p>Buka aplikasi kode di ponsel, pilih tambah akun, lalu pindai gambar ini.</p>
      <p>
        <img src={qr} width={220} height={220} alt="Kode QR dengan kunci yang tertulis di bawah ini" />
      </p>
      <p>
        Tidak dapat memindai? Ketik kunci ini: <code class="secret">{inFours(setUp.secret)}</code>
      </p>
      <h2>2. Ketik kode yang muncul</h2>
      <form class="form" method="post" action={`${PATH}/aktifkan`}>
        <Csrf ctx={ctx} />
        <FormField
          name="code"
          label="Kode"
          help="Enam angka yang sekarang tampil di aplikasi, contoh 123456. Sesi Anda di tempat lain akan diakhiri."
          error={problems}
          inputMode="numeric"
          autocomplete="one-time-code"
          maxLength={10}
          required
        />
        <button>Aktifkan</button>
      </form>
      <h2>Kunci ini pernah dilihat orang lain?</h2>
      <form class="form" method="post" action={`${PATH}/mulai`}>
        <Csrf ctx={ctx} />
        {local && <PasswordField problems={problems} />}
        <button class="quiet">Buat kunci lain</button>
      </form>
    </Page>
  );
}

interface CodesViewProps {
  ctx: PageContext;
  codes: readonly string[];
  next: string;
  first?: boolean;
}

function CodesView({ ctx, codes, next, first = false }: CodesViewProps): VNode {
  return (
    <Page ctx={ctx} title="Simpan kode cadangan Anda" name="Kode cadangan" crumbs={CRUMBS}>
      <Notice kind="good">
        {first ? 'Verifikasi dua langkah aktif.' : 'Kode cadangan baru berlaku; yang lama tidak berlaku lagi.'} Kode di
        bawah hanya ditampilkan sekali.
      </Notice>
      <p>
        Bila ponsel hilang, satu kode cadangan menggantikan kode dari aplikasi. Setiap kode berlaku sekali. Cetak
        halaman ini atau salin kodenya ke tempat yang aman, bukan di ponsel yang sama.
      </p>
      <ol>
        {codes.map((code) => (
          <li>
            <code class="secret">{code}</code>
          </li>
        ))}
      </ol>
      <p class="take">
        <a class="button" href={next}>
          Sudah saya simpan, lanjutkan
        </a>
      </p>
    </Page>
  );
}

function OnView({ ctx, state, local, problems }: StateViewProps): VNode {
  const since = state.since ? formatMoment(state.since, ctx.instance.timeZone) : '';
  return (
    <Page ctx={ctx} title="Verifikasi dua langkah" name={NAME} crumbs={CRUMBS} meta={[`Aktif sejak ${since}`]}>
      <ErrorSummary problems={problems} title="Tidak ada yang diubah" />
      <Answer>
        Aktif. Kode cadangan yang tersisa: <strong>{state.recoveryCodesLeft}</strong>.
      </Answer>
      <section>
        <h2>Kode cadangan baru</h2>
        <form class="form" method="post" action={`${PATH}/kode-cadangan`}>
          <Csrf ctx={ctx} />
          <FormField
            name="renewCode"
            label="Kode dari aplikasi"
            help="Sepuluh kode baru dibuat; kode cadangan yang lama tidak berlaku lagi."
            error={problems}
            autocomplete="one-time-code"
            maxLength={40}
            required
          />
          <button>Buat kode cadangan baru</button>
        </form>
      </section>
      <section>
        <h2>Matikan</h2>
        <form class="form" method="post" action={`${PATH}/matikan`}>
          <Csrf ctx={ctx} />
          <p>
            {state.required
              ? 'Peran Anda wajib memakai verifikasi dua langkah: setelah dimatikan, halaman lain baru terbuka bila Anda mengaktifkannya lagi, misalnya dengan ponsel baru.'
              : 'Setelah dimatikan, kata sandi saja cukup untuk masuk, dan kode cadangan tidak berlaku lagi.'}
          </p>
          {local && <PasswordField problems={problems} />}
          <FormField
            name="code"
            label="Kode"
            help="Enam angka dari aplikasi, atau satu kode cadangan."
            error={problems}
            autocomplete="one-time-code"
            maxLength={40}
            required
          />
          <button>Matikan verifikasi dua langkah</button>
        </form>
      </section>
    </Page>
  );
}

/** That, when and by whom it was switched off from outside: its owner must know. */
export function RemovedNotice({
  ctx,
  removed,
}: {
  ctx: PageContext;
  removed: NonNullable<TwoFactorState['removed']>;
}): VNode {
  return (
    <Notice kind="warn">
      Verifikasi dua langkah dimatikan oleh {removed.by} pada {formatMoment(removed.at, ctx.instance.timeZone)}. Bila
      ini bukan permintaan pemilik akun, ganti kata sandi dan hubungi administrator.
    </Notice>
  );
}

import type { VNode } from 'preact';
import type { FieldProblem } from '../../../shared/errors.js';
import { address, Csrf, ErrorSummary, FormField, Notice, Page, type PageContext } from '../../components/index.js';

export interface SignInFormProps {
  ctx: PageContext;
  next: string | null;
  username: string;
  problems: readonly FieldProblem[];
  /** What the single sign-on is called; null = there is none. */
  provider: string | null;
  /** Why the single sign-on did not work. */
  refused?: string;
}

/** Both ways in: name and password, or the province's own sign-on. */
export function SignInForm({ ctx, next, username, problems, provider, refused }: SignInFormProps): VNode {
  return (
    <Page ctx={ctx} title="Masuk" name="Masuk">
      {refused !== undefined && (
        <Notice kind="bad" title="Anda belum masuk">
          {refused}
        </Notice>
      )}
      <ErrorSummary problems={problems} title="Anda belum masuk" />
      {provider !== null && (
        <>
          <p class="take">
            {/* A link and no form: the policy allows no form to lead to another site. */}
            <a class="button" href={address('/masuk/sso', { lanjut: next })}>
              Masuk dengan {provider}
            </a>
          </p>
          <h2>Atau dengan kata sandi layanan ini</h2>
        </>
      )}
      <form class="form" method="post" action="/masuk">
        <Csrf ctx={ctx} />
        {next && <input type="hidden" name="lanjut" value={next} />}
        <FormField
          name="username"
          label="Nama pengguna"
          value={username}
          autocomplete="username"
          maxLength={100}
          required
        />
        <FormField name="password" label="Kata sandi" type="password" autocomplete="current-password" required />
        <button>Masuk</button>
        <p class="help">
          <a href="/masuk/lupa">Lupa kata sandi?</a>
        </p>
      </form>
      <h2>Tanpa akun</h2>
      <p class="take">
        <a href="/cek-kelayakan">Cek kelayakan usaha saya</a>
        <a href="/katalog">Lihat katalog</a>
        <a href="/daftar">Daftarkan usaha saya</a>
      </p>
    </Page>
  );
}

export interface CodeFormProps {
  ctx: PageContext;
  next: string | null;
  problems: readonly FieldProblem[];
}

/** Between password and session. */
export function CodeForm({ ctx, next, problems }: CodeFormProps): VNode {
  return (
    <Page ctx={ctx} title="Masukkan kode dari ponsel Anda" name="Kode">
      <ErrorSummary problems={problems} title="Anda belum masuk" />
      <form class="form" method="post" action="/masuk/kode">
        <Csrf ctx={ctx} />
        {next && <input type="hidden" name="lanjut" value={next} />}
        <FormField
          name="code"
          label="Kode"
          help="Enam angka dari aplikasi di ponsel Anda, contoh 123456. Ponsel tidak ada? Ketik satu kode cadangan. Kode diminta dalam lima menit."
          error={problems}
          inputMode="text"
          autocomplete="one-time-code"
          maxLength={40}
          required
        />
        <button>Masuk</button>
        <p class="help">
          Ponsel dan kode cadangan hilang? Minta administrator layanan ini mematikan verifikasi dua langkah akun Anda.{' '}
          <a href="/masuk">Mulai lagi dari awal</a>
        </p>
      </form>
    </Page>
  );
}

import type { VNode } from 'preact';
import type { Account, Step } from '../../../onboarding/onboarding.js';
import { Answer, Csrf, EmptyState, ErrorSummary, Notice, type PageContext } from '../../components/index.js';
import { ACCOUNT_WORDS } from './onboarding.wording.js';
import { ClaimFields } from './sign-up.page.js';
import { Steps } from './steps.view.js';
import type { Failed } from './own.view.js';

export interface UnlinkedProps {
  ctx: PageContext;
  /** null = the account was made by an administrator, not by signing up. */
  account: Account | null;
  steps: readonly Step[];
  byMail: boolean;
  failed: Failed | null;
}

/** Before a clerk has linked the account. */
export function UnlinkedView({ ctx, account, steps, byMail, failed }: UnlinkedProps): VNode {
  if (account === null)
    return (
      <EmptyState
        title="Akun ini belum dihubungkan dengan usaha"
        action={{ href: '/penjualan', text: 'Lihat penjualan' }}
      >
        <p>Akun Anda dibuat administrator untuk melihat penjualan. Minta petugas menghubungkannya bila perlu.</p>
      </EmptyState>
    );
  const stored: Readonly<Record<string, string>> = {
    enterpriseName: account.claimedName,
    nib: account.claimedNib ?? '',
    place: account.claimedPlace ?? '',
  };
  const last = steps.at(-1);
  return (
    <>
      <Answer>{ACCOUNT_WORDS[account.state]}.</Answer>
      {account.state === 'dikembalikan' && last?.reason && (
        <Notice kind="warn" title="Alasan petugas">
          {last.reason}
        </Notice>
      )}
      {account.state === 'menunggu-surel' && (
        <form method="post" action="/usaha-saya/surel">
          <Csrf ctx={ctx} />
          <p>Buka surel dari layanan ini dan tekan tautannya. Tidak ada? Periksa kotak spam, atau minta tautan baru.</p>
          {byMail && <button class="quiet">Kirim tautan baru</button>}
        </form>
      )}
      <h2>Usaha yang Anda daftarkan</h2>
      <ErrorSummary problems={failed?.problems ?? []} />
      <form class="form" method="post" action="/usaha-saya/pengakuan">
        <Csrf ctx={ctx} />
        <ClaimFields value={(name) => failed?.typed[name] ?? stored[name] ?? ''} problems={failed?.problems ?? []} />
        <button class="quiet">{account.state === 'dikembalikan' ? 'Kirim lagi' : 'Simpan perbaikan'}</button>
      </form>
      <h2>Langkah sampai hari ini</h2>
      <Steps ctx={ctx} steps={steps} />
    </>
  );
}

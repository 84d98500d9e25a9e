import type { VNode } from 'preact';
import type { Product } from '../../../catalogue/products/product.js';
import type { Looked } from '../../../eligibility/decisions/decision.js';
import type { Requirement } from '../../../eligibility/rules/assess.js';
import {
  nextStepOf,
  readinessSentence,
  sentenceOf,
  STATE_WORDS,
  TITLES,
} from '../../../eligibility/wording/wording.js';
import type { EnterpriseDetail, EnterpriseDocument } from '../../../enterprise/enterprise.js';
import { LEGAL_FORM_WORDS } from '../../../enterprise/enterprise.wording.js';
import type { Account, DataProposal, FileRequest, Step } from '../../../onboarding/onboarding.js';
import { addDays, formatDay } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import {
  Answer,
  Bar,
  Csrf,
  DataTable,
  EmptyState,
  ErrorSummary,
  FormField,
  Notice,
  type PageContext,
  State,
  withCsrf,
} from '../../components/index.js';
import { classWords } from '../enterprises/enterprises.wording.js';
import { CERTIFICATE_WORDS } from '../katalog/katalog.wording.js';
import { ACCOUNT_WORDS, PROPOSAL_KIND, PROPOSAL_WORDS, REQUEST_KIND, REQUEST_WORDS } from './onboarding.wording.js';
import { ProposedChanges } from './proposal.view.js';
import { ClaimFields } from './sign-up.page.js';
import { Steps } from './steps.view.js';

/** Requirements that stand open at once: the others are one touch away, and the way to act is not below them all. */
const AT_ONCE = 3;
/** Days ahead for which a paper counts as about to end. */
const SOON = 60;

interface Failed {
  section: string;
  typed: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}

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

export interface OwnProps {
  ctx: PageContext;
  one: EnterpriseDetail;
  judged: Looked;
  products: readonly { product: Product; judged: Looked }[];
  requests: readonly (FileRequest & { steps: Step[] })[];
  proposals: readonly (DataProposal & { steps: Step[] })[];
  /** Regions that the proposals tell of, in words by code. */
  places: ReadonlyMap<string, string>;
  failed: Failed | null;
}

/** Everything of the own enterprise: first what is missing. */
export function OwnView({ ctx, one, judged, products, requests, proposals, places, failed }: OwnProps): VNode {
  const { readiness } = judged;
  return (
    <>
      <ErrorSummary
        problems={(failed?.problems ?? []).map(({ field, message }) => ({
          field: failed?.section === 'dokumen' && field !== 'berkas' ? `dokumen-${field}` : field,
          message,
        }))}
      />
      <Answer>
        Untuk menjual di e-Katalog: <strong>{STATE_WORDS[judged.outcome]}</strong>. {readinessSentence(readiness)}
      </Answer>
      <Bar
        known={(readiness.met * 100) / Math.max(readiness.asked, 1)}
        unknown={(readiness.unknown * 100) / Math.max(readiness.asked, 1)}
        label={`Kesiapan: ${readiness.met} dari ${readiness.asked} syarat terpenuhi`}
      />
      <p class="sub">Menurut yang tercatat pada {formatDay(judged.day)}, aturan e-Katalog versi 6.</p>
      <p class="take">
        <a class="button" href="#permintaan">
          Minta berkas diperiksa
        </a>
        <a class="button quiet" href="#dokumen">
          Unggah dokumen
        </a>
      </p>
      <Missing title="Yang masih kurang pada usaha" judged={judged} />
      <Requests ctx={ctx} requests={requests} failed={failed} />
      <Documents ctx={ctx} one={one} failed={failed} />
      <h2>Produk</h2>
      {products.length === 0 ? (
        <p>Belum ada produk yang tercatat. Minta dinas pembina mencatatnya, atau tulis dalam permintaan.</p>
      ) : (
        products.map((entry) => <OwnProduct ctx={ctx} {...entry} />)
      )}
      <h2>Data usaha</h2>
      <dl>
        <dt>Bentuk</dt>
        <dd>{LEGAL_FORM_WORDS[one.legalForm]}</dd>
        <dt>NIB</dt>
        <dd>{one.nib ?? 'belum tercatat'}</dd>
        <dt>KBLI</dt>
        <dd>{one.kbli.map(({ code, edition }) => `${code} (edisi ${edition})`).join(', ') || 'belum tercatat'}</dd>
        <dt>Kelas</dt>
        <dd>{classWords(one)}</dd>
        <dt>Alamat</dt>
        <dd>{one.address ?? 'belum tercatat'}</dd>
        <dt>Berdiri</dt>
        <dd>{one.establishedOn === null ? 'belum tercatat' : formatDay(one.establishedOn)}</dd>
      </dl>
      <Proposals ctx={ctx} proposals={proposals} places={places} />
    </>
  );
}

/** Changes of the own data that were proposed, and the way to propose one. */
function Proposals({ ctx, proposals, places }: Pick<OwnProps, 'ctx' | 'proposals' | 'places'>): VNode {
  const open = proposals.find(({ state }) => state === 'diajukan');
  return (
    <section aria-label="Usulan perubahan data">
      {open ? (
        <form method="post" action={`/usaha-saya/usulan/${open.id}/tarik`}>
          <Csrf ctx={ctx} />
          <p>
            <State kind={PROPOSAL_KIND[open.state]}>{PROPOSAL_WORDS[open.state]}</State> Usulan perubahan data Anda
            belum dilihat petugas; data di atas belum berubah.
          </p>
          <button class="quiet">Tarik usulan</button>
        </form>
      ) : (
        <p class="actions">
          <a class="button quiet" href="/usaha-saya/usulan">
            Ubah data usaha atau beri pernyataan
          </a>
        </p>
      )}
      {proposals.map((proposal) => (
        <details open={proposal === open}>
          <summary>
            Usulan {proposal.id}: {PROPOSAL_WORDS[proposal.state]}
          </summary>
          <ProposedChanges proposal={proposal} now={null} places={places} />
          <Steps ctx={ctx} steps={proposal.steps} />
        </details>
      ))}
    </section>
  );
}

/** What is open, each with what to do and where; without end there is nothing to do. */
function Missing({ title, judged }: { title: string; judged: Looked }): VNode | null {
  const open = judged.requirements.filter(
    ({ verdict, purpose, about }) =>
      (verdict.outcome === 'fails' || (verdict.outcome === 'cannot-tell' && verdict.binding)) &&
      purpose !== 'ovop' &&
      (judged.productId === null || about !== 'enterprise'),
  );
  if (open.length === 0) return null;
  const first = open.toSorted((a, b) => Number(b.verdict.outcome === 'fails') - Number(a.verdict.outcome === 'fails'));
  const list = (some: readonly Requirement[]): VNode => (
    <ol class="todo">
      {some.map((requirement) => (
        <li>
          <Open requirement={requirement} />
        </li>
      ))}
    </ol>
  );
  return (
    <section aria-label={title}>
      <h3>
        {title} ({open.length})
      </h3>
      {list(first.slice(0, AT_ONCE))}
      {first.length > AT_ONCE && (
        <details>
          <summary>{first.length - AT_ONCE} lagi</summary>
          {list(first.slice(AT_ONCE))}
        </details>
      )}
    </section>
  );
}

function Open({ requirement: { verdict } }: { requirement: Requirement }): VNode {
  const next = nextStepOf(verdict);
  return (
    <article>
      <h4>
        {TITLES[verdict.code] ?? verdict.code}{' '}
        <State kind={verdict.outcome === 'fails' ? 'bad' : 'warn'}>
          {verdict.outcome === 'fails' ? 'Belum terpenuhi' : 'Belum diketahui'}
        </State>
      </h4>
      <p>{sentenceOf(verdict)}</p>
      {next && (
        <dl class="step">
          <dt>Langkah berikutnya</dt>
          <dd>{next.act}</dd>
          <dt>Di mana</dt>
          <dd>{next.where}</dd>
          {next.documents.length > 0 && (
            <>
              <dt>Siapkan</dt>
              <dd>{next.documents.join(', ')}</dd>
            </>
          )}
        </dl>
      )}
    </article>
  );
}

function Requests({ ctx, requests, failed }: Pick<OwnProps, 'ctx' | 'requests' | 'failed'>): VNode {
  const open = requests.find(({ state }) => state === 'diajukan' || state === 'diperiksa');
  return (
    <>
      <h2 id="permintaan">Periksa berkas saya</h2>
      {open ? (
        <form method="post" action={`/usaha-saya/permintaan/${open.id}/tarik`}>
          <Csrf ctx={ctx} />
          <p>
            <State kind={REQUEST_KIND[open.state]}>{REQUEST_WORDS[open.state]}</State> Kabarnya akan tampil di{' '}
            <a href="/pesan">Pesan</a>.
          </p>
          <button class="quiet">Tarik permintaan</button>
        </form>
      ) : (
        <form class="form" method="post" action="/usaha-saya/permintaan">
          <Csrf ctx={ctx} />
          <FormField
            name="note"
            label="Catatan untuk petugas"
            type="textarea"
            value={failed?.section === 'permintaan' ? failed.typed['note'] : ''}
            error={failed?.section === 'permintaan' ? failed.problems : null}
            help="Contoh: NPWP baru sudah diunggah, mohon dicocokkan."
            maxLength={1000}
            required={false}
          />
          <button>Minta berkas diperiksa</button>
        </form>
      )}
      {requests.map((request) => (
        <details open={request === open}>
          <summary>
            Permintaan {request.id}: {REQUEST_WORDS[request.state]}
          </summary>
          {request.note !== null && <p>{request.note}</p>}
          <Steps ctx={ctx} steps={request.steps} />
        </details>
      ))}
    </>
  );
}

function Documents({ ctx, one, failed }: Pick<OwnProps, 'ctx' | 'one' | 'failed'>): VNode {
  const typed = failed?.section === 'dokumen' ? failed.typed : {};
  const problems = failed?.section === 'dokumen' ? failed.problems : [];
  const errorOf = (name: string): string | null => problems.find(({ field }) => field === name)?.message ?? null;
  return (
    <>
      <h2 id="dokumen">Dokumen</h2>
      <DataTable<EnterpriseDocument>
        label="Dokumen"
        caption="Berkas disimpan terenkripsi; hanya Anda dan petugas yang dapat membukanya."
        empty="Belum ada dokumen."
        rows={one.documents}
        columns={[
          {
            key: 'jenis',
            head: 'Dokumen',
            cell: ({ kind, number }) => (number === null ? kind : `${kind}, nomor ${number}`),
          },
          {
            key: 'berakhir',
            head: 'Berlaku sampai',
            kind: 'state',
            cell: ({ expiresOn }) => ends(expiresOn, ctx.today),
          },
          {
            key: 'dilihat',
            head: 'Pemeriksaan',
            cell: ({ id, kind, verifiedOn }) =>
              verifiedOn === null ? (
                <form method="post" action={`/usaha-saya/dokumen/${id}/tarik`}>
                  <Csrf ctx={ctx} />
                  belum dicocokkan{' '}
                  <button class="quiet">
                    Tarik<span class="unseen"> dokumen {kind}</span>
                  </button>
                </form>
              ) : (
                `dicocokkan ${formatDay(verifiedOn)}`
              ),
          },
          {
            key: 'berkas',
            head: 'Berkas',
            kind: 'wide',
            cell: ({ id, file }) => file && <a href={`/usaha-saya/dokumen/${id}/berkas`}>{file.name}</a>,
          },
        ]}
      />
      <details open={problems.length > 0}>
        <summary>Unggah dokumen</summary>
        <form class="form" method="post" enctype="multipart/form-data" action={withCsrf(ctx, '/usaha-saya/dokumen')}>
          <FormField
            name="kind"
            label="Jenis dokumen"
            value={typed['kind']}
            error={errorOf('kind')}
            suggestions={['NIB', 'NPWP', 'Bukti KSWP', 'Surat PKP atau non-PKP', 'Akta pendirian'].map((value) => ({
              value,
              text: value,
            }))}
            help="Contoh NIB"
            maxLength={60}
            required
          />
          <FormField
            name="number"
            label="Nomor"
            value={typed['number']}
            error={errorOf('number')}
            maxLength={100}
            required={false}
          />
          <FormField
            name="issuedOn"
            label="Tanggal terbit"
            type="date"
            value={typed['issuedOn']}
            error={errorOf('issuedOn')}
            required={false}
          />
          <FormField
            name="expiresOn"
            label="Berlaku sampai"
            type="date"
            value={typed['expiresOn']}
            error={errorOf('expiresOn')}
            required={false}
          />
          <FormField
            name="berkas"
            label="Foto atau pindaian"
            type="file"
            accept="application/pdf,image/jpeg,image/png"
            error={errorOf('berkas')}
            help="PDF, JPEG, atau PNG, paling besar 5 MB"
            required
          />
          <button>Unggah</button>
        </form>
      </details>
    </>
  );
}

function OwnProduct({ ctx, product, judged }: { ctx: PageContext; product: Product; judged: Looked }): VNode {
  return (
    <details>
      <summary>
        {product.name}: {STATE_WORDS[judged.outcome]}
      </summary>
      {product.certificates.length === 0 ? (
        <p>Belum ada sertifikat yang tercatat.</p>
      ) : (
        <ul>
          {product.certificates.map(({ kind, number, expiresOn }) => (
            <li>
              {CERTIFICATE_WORDS[kind]} {number ?? ''} {ends(expiresOn, ctx.today)}
            </li>
          ))}
        </ul>
      )}
      <Missing title="Yang masih kurang pada produk" judged={judged} />
    </details>
  );
}

function ends(expiresOn: string | null, today: string): VNode | string {
  if (expiresOn === null) return 'tanpa tanggal akhir';
  if (expiresOn < today) return <State kind="bad">berakhir {formatDay(expiresOn)}</State>;
  const soon = expiresOn <= addDays(today, SOON);
  return (
    <State kind={soon ? 'warn' : 'good'}>
      sampai {formatDay(expiresOn)}
      {soon && ', segera perpanjang'}
    </State>
  );
}

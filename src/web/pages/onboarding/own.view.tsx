import type { VNode } from 'preact';
import type { Product } from '../../../catalogue/products/product.js';
import type { Looked } from '../../../eligibility/decisions/decision.js';
import { readinessSentence, STATE_WORDS } from '../../../eligibility/wording/wording.js';
import type { EnterpriseDetail } from '../../../enterprise/enterprise.js';
import { LEGAL_FORM_WORDS } from '../../../enterprise/enterprise.wording.js';
import type { DataProposal, FileRequest, Step } from '../../../onboarding/onboarding.js';
import { formatDay } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { Answer, Bar, Csrf, ErrorSummary, FormField, type PageContext, State } from '../../components/index.js';
import { classWords } from '../enterprises/enterprises.wording.js';
import { PROPOSAL_KIND, PROPOSAL_WORDS, REQUEST_KIND, REQUEST_WORDS } from './onboarding.wording.js';
import { ProposedChanges } from './proposal.view.js';
import { Steps } from './steps.view.js';
import { Documents } from './own-documents.view.js';
import { Missing, OwnProduct } from './own-missing.view.js';

export interface Failed {
  section: string;
  typed: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
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

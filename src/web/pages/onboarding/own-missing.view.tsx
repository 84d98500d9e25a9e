import type { VNode } from 'preact';
import type { Product } from '../../../catalogue/products/product.js';
import type { Looked } from '../../../eligibility/decisions/decision.js';
import type { Requirement } from '../../../eligibility/rules/assess.js';
import { nextStepOf, sentenceOf, STATE_WORDS, TITLES } from '../../../eligibility/wording/wording.js';
import { type PageContext, State } from '../../components/index.js';
import { CERTIFICATE_WORDS } from '../katalog/katalog.wording.js';
import { ends } from './own-documents.view.js';

/** Requirements that stand open at once: the others are one touch away, and the way to act is not below them all. */
const AT_ONCE = 3;

/** What is open, each with what to do and where; without end there is nothing to do. */
export function Missing({ title, judged }: { title: string; judged: Looked }): VNode | null {
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

export function OwnProduct({ ctx, product, judged }: { ctx: PageContext; product: Product; judged: Looked }): VNode {
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

import type { VNode } from 'preact';
import type { DecidedRequirementDto } from '../../../eligibility/decisions/decisions.dto.js';
import { type Purpose, PURPOSES } from '../../../eligibility/rules/rule.js';
import { PURPOSE_WORDS } from '../../../eligibility/wording/wording.js';
import { formatDay } from '../../../shared/dates.js';
import { State } from '../../components/index.js';
import { OUTCOME_KINDS } from './decisions.wording.js';

/** Where a clerk records what a requirement waits for, by its code. */
export type RecordLinks = ReadonlyMap<string, string>;

export interface DemandsProps {
  requirements: readonly DecidedRequirementDto[];
  links: RecordLinks;
}

/** What still stands in the way of selling, and every requirement with what it rests on. */
export function Demands({ requirements, links }: DemandsProps): VNode {
  const open = requirements.filter(
    ({ outcome, purpose }) => purpose === 'katalog' && (outcome === 'fails' || outcome === 'cannot-tell'),
  );
  return (
    <>
      {open.length > 0 && (
        <section>
          <h2>Yang masih perlu dikerjakan untuk menjual</h2>
          <ol>
            {open.map((one) => (
              <li>
                <a href={`#${one.code}`}>{one.title}</a>: {one.text}{' '}
                {one.next && (
                  <>
                    {one.next.act} Tempatnya: {one.next.where}.
                  </>
                )}
                <RecordLink code={one.code} title={one.title} links={links} />
              </li>
            ))}
          </ol>
        </section>
      )}
      {PURPOSES.map((purpose) => (
        <Requirements purpose={purpose} list={requirements.filter((one) => one.purpose === purpose)} />
      ))}
    </>
  );
}

function RecordLink({ code, title, links }: { code: string; title: string; links: RecordLinks }): VNode | null {
  const href = links.get(code);
  if (href === undefined) return null;
  return (
    <span class="sub">
      <a href={href}>
        Catat keterangannya<span class="unseen">: {title}</span>
      </a>
    </span>
  );
}

function Requirements({ purpose, list }: { purpose: Purpose; list: readonly DecidedRequirementDto[] }): VNode | null {
  if (list.length === 0) return null;
  const aside = list.filter(({ outcome, next }) => outcome === 'does-not-apply' && next === null);
  return (
    <section>
      <h2>{PURPOSE_WORDS[purpose]}</h2>
      <ul class="demands">
        {list
          .filter((one) => !aside.includes(one))
          .map((one) => (
            <Demand one={one} />
          ))}
      </ul>
      {aside.length > 0 && (
        <details>
          <summary>{aside.length} syarat tidak berlaku di sini</summary>
          <ul class="demands">
            {aside.map((one) => (
              <Demand one={one} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Demand({ one }: { one: DecidedRequirementDto }): VNode {
  return (
    <li id={one.code}>
      <h3>
        {one.title} <State kind={OUTCOME_KINDS[one.outcome]}>{one.outcomeText}</State>
      </h3>
      <Grounds one={one} />
    </li>
  );
}

function Grounds({ one }: { one: DecidedRequirementDto }): VNode {
  return (
    <>
      <p>{one.text}</p>
      {one.warnings.map(({ text }) => (
        <p class="sub">Catatan: {text}</p>
      ))}
      {one.next && (
        <p>
          <strong>Langkah berikut:</strong> {one.next.act} Tempatnya: {one.next.where}.
          {one.next.documents.length > 0 && <span class="sub">Biasanya diminta: {one.next.documents.join(', ')}.</span>}
        </p>
      )}
      {one.until !== null && <p class="sub">Tetap sampai {formatDay(one.until)} bila data dan aturan tidak berubah.</p>}
      <details>
        <summary>Keterangan dan aturan: {one.title}</summary>
        {one.facts.length === 0 ? (
          <p>Tidak ada keterangan pada data untuk syarat ini.</p>
        ) : (
          <ul>
            {one.facts.map((fact) => (
              <li>
                {fact.name}: {fact.value}
                <span class="sub">
                  {fact.source}
                  {fact.on && `, ${formatDay(fact.on)}`}
                </span>
              </li>
            ))}
          </ul>
        )}
        <p>Aturan:</p>
        <ul>
          {one.sources.map(({ text }) => (
            <li>{text}</li>
          ))}
        </ul>
        <p class="sub">Kode syarat {one.code}</p>
      </details>
    </>
  );
}

import type { VNode } from 'preact';
import type {
  DecidedRequirementDto,
  DecisionDto,
  DecisionHistoryDto,
} from '../../../eligibility/decisions/decisions.dto.js';
import { type Purpose, PURPOSES } from '../../../eligibility/rules/rule.js';
import { PURPOSE_WORDS, STATE_WORDS } from '../../../eligibility/wording/wording.js';
import { formatDay, formatMoment } from '../../../shared/dates.js';
import {
  Answer,
  Csrf,
  DataTable,
  Downloads,
  Figure,
  Figures,
  HowComputed,
  Notice,
  type PageContext,
  State,
} from '../../components/index.js';
import {
  OUTCOME_KINDS,
  PLATFORM_WORDS,
  RULE_SET_WORDS,
  STATE_KINDS,
  STATE_MEANING,
  untilWords,
} from './decisions.wording.js';

export interface DecisionProps {
  ctx: PageContext;
  decision: DecisionDto;
}

/** A decision with everything that it rested on. */
export function DecisionView({ ctx, decision }: DecisionProps): VNode {
  const { id, day, validUntil, readiness, platform, states, requirements, history } = decision;
  const newest = history[0];
  const outOfDate = validUntil !== null && validUntil < ctx.today;
  const open = requirements.filter(
    ({ outcome, purpose }) => purpose === 'katalog' && (outcome === 'fails' || outcome === 'cannot-tell'),
  );
  return (
    <>
      <Answer>
        <State kind={STATE_KINDS[decision.outcome]}>{STATE_WORDS[decision.outcome]}</State> pada{' '}
        {PLATFORM_WORDS[platform].toLowerCase()} untuk {formatDay(day)}. {STATE_MEANING[decision.outcome]}{' '}
        {readiness.text}
      </Answer>
      {newest && newest.id !== id && (
        <Notice kind="warn" title="Bukan keputusan terbaru">
          Yang terbaru:{' '}
          <a href={`/kelayakan/${newest.id}`}>
            {STATE_WORDS[newest.outcome]}, untuk {formatDay(newest.day)}
          </a>
          .
        </Notice>
      )}
      {decision.warnings.map(({ text }) => (
        <Notice kind="warn">{text}</Notice>
      ))}
      <Figures>
        {states
          .filter(
            ({ purpose, state }) =>
              purpose !== 'katalog' && !(decision.productId === null && purpose === 'ovop' && state !== 'layak'),
          )
          .map(({ purpose, text }) => (
            <Figure label={PURPOSE_WORDS[purpose]} value={text} />
          ))}
        <Figure label="Syarat terpenuhi" value={`${readiness.met} dari ${readiness.asked}`} />
        <Figure
          label="Tetap sampai"
          value={validUntil === null ? 'Tidak diketahui' : formatDay(validUntil)}
          sub={outOfDate ? untilWords(validUntil, true) : 'bila data dan aturan tidak berubah'}
        />
      </Figures>
      <p class="actions">
        <a class="button" href={`/kelayakan/${id}/surat.pdf`} download>
          Unduh surat keterangan (PDF)
        </a>
        <a class="button quiet" href={decision.verificationPath}>
          Halaman pemeriksaan umum
        </a>
      </p>
      {ctx.can('eligibility.write') && (
        <form method="post" action="/kelayakan/nilai">
          <Csrf ctx={ctx} />
          <input type="hidden" name="usaha" value={decision.enterpriseId} />
          <input type="hidden" name="produk" value={decision.productId ?? ''} />
          <input type="hidden" name="platform" value={platform} />
          <input type="hidden" name="keputusan" value={newest?.id ?? id} />
          <button class="quiet">Nilai lagi dengan data sekarang</button>
        </form>
      )}
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
              </li>
            ))}
          </ol>
        </section>
      )}
      {PURPOSES.map((purpose) => (
        <Requirements purpose={purpose} list={requirements.filter((one) => one.purpose === purpose)} />
      ))}
      <History ctx={ctx} history={history} here={id} />
      <HowComputed
        entries={[
          {
            term: 'Aturan',
            text: decision.ruleSet
              ? `${RULE_SET_WORDS[decision.ruleSet] ?? decision.ruleSet}, seperti berlaku pada ${formatDay(day)}.`
              : 'Tidak ada aturan platform ini untuk hari itu dalam berkas hukum layanan.',
          },
          {
            term: 'Dibuat',
            text: `${formatMoment(decision.decidedAt, ctx.instance.timeZone)} oleh ${decision.decidedBy}${decision.reason === 'berkala' ? ' (penilaian setiap malam)' : ''}.`,
          },
          { term: 'Sidik keterangan', text: <code>{decision.factsDigest}</code> },
          { term: 'Sidik berkas hukum', text: <code>{decision.lawDigest}</code> },
          {
            term: 'Tidak disimpan',
            text: 'NIK, NPWP, dan NITKU tidak ada dalam keputusan: hanya apakah nomornya ada dan benar.',
          },
        ]}
      />
      <Downloads files={[]} api={`/api/v1/eligibility/decisions/${id}`} />
    </>
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

function History({
  ctx,
  history,
  here,
}: {
  ctx: PageContext;
  history: readonly DecisionHistoryDto[];
  here: string;
}): VNode {
  return (
    <section>
      <h2>Riwayat</h2>
      <DataTable
        label="Riwayat keputusan"
        caption="Keputusan tidak pernah diubah. Yang baru ditulis bila hasil, dasar, atau aturannya berbeda."
        rows={history}
        columns={[
          {
            key: 'hari',
            head: 'Untuk hari',
            cell: (one) =>
              one.id === here ? (
                <strong>{formatDay(one.day)} (ini)</strong>
              ) : (
                <a href={`/kelayakan/${one.id}`}>{formatDay(one.day)}</a>
              ),
          },
          {
            key: 'hasil',
            head: 'Hasil',
            kind: 'state',
            cell: (one) => <State kind={STATE_KINDS[one.outcome]}>{STATE_WORDS[one.outcome]}</State>,
          },
          {
            key: 'dibuat',
            head: 'Dibuat',
            cell: (one) => (
              <>
                {formatMoment(one.decidedAt, ctx.instance.timeZone)}
                <span class="sub">{one.decidedBy}</span>
              </>
            ),
          },
          {
            key: 'berubah',
            head: 'Yang berubah dan sebabnya',
            kind: 'wide',
            cell: ({ changes }) =>
              changes.length === 0 ? (
                'Keputusan pertama'
              ) : (
                <ul>
                  {changes.map((change) => (
                    <li>
                      {change.title}: {change.before} → {change.after}
                      <span class="sub">{change.why}</span>
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
    </section>
  );
}

import type { VNode } from 'preact';
import type { DecisionDto, DecisionHistoryDto } from '../../../eligibility/decisions/decisions.dto.js';
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
import { PLATFORM_WORDS, RULE_SET_WORDS, STATE_KINDS, STATE_MEANING, untilWords } from './decisions.wording.js';
import { Demands, type RecordLinks } from './demands.view.js';
import { OtherDay } from './other-day.view.js';

export interface DecisionProps {
  ctx: PageContext;
  decision: DecisionDto;
  links: RecordLinks;
}

/** A decision with everything that it rested on. */
export function DecisionView({ ctx, decision, links }: DecisionProps): VNode {
  const { id, day, validUntil, readiness, platform, states, requirements, history } = decision;
  const newest = history[0];
  const outOfDate = validUntil !== null && validUntil < ctx.today;
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
      {decision.hindsight === 'looked-back' && (
        <Notice kind="warn" title="Dinilai kemudian">
          {decision.timesText}
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
        <a class="button quiet" href={`/kelayakan/keterangan/usaha/${decision.enterpriseId}`}>
          Keterangan usaha
        </a>
        {decision.productId !== null && (
          <a class="button quiet" href={`/kelayakan/keterangan/produk/${decision.productId}`}>
            Keterangan produk
          </a>
        )}
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
      <Demands requirements={requirements} links={links} />
      <OtherDay ctx={ctx} subject={decision} day={day} known={null} />
      <History ctx={ctx} history={history} here={id} />
      <HowComputed
        entries={[
          {
            term: 'Aturan',
            text: decision.ruleSet
              ? `${RULE_SET_WORDS[decision.ruleSet] ?? decision.ruleSet}, seperti berlaku pada ${formatDay(day)}.`
              : 'Tidak ada aturan platform ini untuk hari itu dalam berkas hukum layanan.',
          },
          { term: 'Dua sumbu waktu', text: decision.timesText },
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

import type { VNode } from 'preact';
import type { Subject } from '../../../eligibility/facts/facts.service.js';
import type { LookDto } from '../../../eligibility/decisions/decisions.dto.js';
import { STATE_WORDS } from '../../../eligibility/wording/wording.js';
import { formatDay } from '../../../shared/dates.js';
import {
  Answer,
  Downloads,
  Figure,
  Figures,
  FormField,
  HowComputed,
  Notice,
  type PageContext,
  State,
} from '../../components/index.js';
import { PLATFORM_WORDS, STATE_KINDS, STATE_MEANING } from './decisions.wording.js';
import { Demands, type RecordLinks } from './demands.view.js';

export interface OtherDayProps {
  ctx: PageContext;
  subject: Subject;
  day: string;
  known: string | null;
}

/** "As it was on 30 June, as known on 15 July", of the same subject. */
export function OtherDay({ ctx, subject, day, known }: OtherDayProps): VNode {
  return (
    <section>
      <h2>Keadaan pada hari lain</h2>
      <form class="form" method="get" action="/kelayakan/pada">
        <input type="hidden" name="usaha" value={subject.enterpriseId} />
        {subject.productId !== null && <input type="hidden" name="produk" value={subject.productId} />}
        <input type="hidden" name="platform" value={subject.platform} />
        <FormField name="hari" label="Keadaan pada hari" type="date" value={day} required />
        <FormField
          name="diketahui"
          label="Menurut yang diketahui pada"
          type="date"
          value={known ?? ''}
          required={false}
          help={`Kosong berarti menurut yang diketahui hari ini, ${formatDay(ctx.today)}.`}
        />
        <button class="quiet">Lihat keadaan hari itu</button>
      </form>
    </section>
  );
}

export interface NotKeptProps {
  ctx: PageContext;
  subject: Subject;
  day: string;
  known: string | null;
  /** The first day of which a decision about the enterprise was kept; null = none ever was. */
  firstDay: string | null;
  looked: LookDto;
  links: RecordLinks;
}

/** No decision was kept: what today's knowledge says of that day, and that it is today's. */
export function NotKeptView({ ctx, subject, day, known, firstDay, looked, links }: NotKeptProps): VNode {
  const katalog = looked.states.find(({ purpose }) => purpose === 'katalog')?.state ?? 'belum-lengkap';
  const { readiness } = looked;
  return (
    <>
      <Answer>
        Tidak ada keputusan yang disimpan untuk {formatDay(day)}
        {known === null ? '' : ` menurut yang diketahui pada ${formatDay(known)}`}. Dinilai sekarang untuk hari itu:{' '}
        <State kind={STATE_KINDS[katalog]}>{STATE_WORDS[katalog]}</State> pada{' '}
        {PLATFORM_WORDS[subject.platform].toLowerCase()}. {STATE_MEANING[katalog]}
      </Answer>
      <Notice kind="warn" title="Bukan keputusan, dan bukan yang diketahui pada hari itu">
        {looked.timesText}{' '}
        {firstDay === null
          ? 'Tentang usaha ini belum pernah ada keputusan yang disimpan.'
          : `Keputusan pertama tentang usaha ini berlaku untuk ${formatDay(firstDay)}.`}
      </Notice>
      {looked.warnings.map(({ text }) => (
        <Notice kind="warn">{text}</Notice>
      ))}
      <Figures>
        <Figure label="Syarat terpenuhi" value={`${readiness.met} dari ${readiness.asked}`} />
        <Figure
          label="Tetap sampai"
          value={looked.validUntil === null ? 'Tidak diketahui' : formatDay(looked.validUntil)}
          sub="bila data dan aturan tidak berubah"
        />
      </Figures>
      <OtherDay ctx={ctx} subject={subject} day={day} known={known} />
      <Demands requirements={looked.requirements} links={links} />
      <HowComputed
        entries={[
          {
            term: 'Tidak disimpan',
            text: 'Penilaian di halaman ini dihitung saat halaman dibuka dan tidak disimpan. Surat keterangan hanya dibuat dari keputusan yang disimpan.',
          },
        ]}
      />
      <Downloads files={[]} api={lookPath(subject, day)} />
    </>
  );
}

function lookPath({ enterpriseId, productId, platform }: Subject, day: string): string {
  const product = productId === null ? '' : `&productId=${productId}`;
  return `/api/v1/eligibility/assessments?enterpriseId=${enterpriseId}${product}&platform=${platform}&day=${day}`;
}

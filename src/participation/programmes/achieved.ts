import { Injectable } from '@nestjs/common';
import { InstanceSettings } from '../../access/instance/instance-settings.js';
import { EVERYTHING } from '../../access/scope.js';
import { addYears, formatDay } from '../../shared/dates.js';
import { formatRupiahShort, senToDecimal } from '../../shared/money.js';
import { stateWithin } from '../catalogue/catalogue-state.js';
import { growth } from '../derived.js';
import type { FigureValue } from '../figures.js';
import { type Funnel, FUNNEL_STEPS, FunnelQueries, TIME_STEPS } from '../funnel.queries.js';
import { WHOLE, type YearColumn } from '../participation.js';
import { type ParticipationReport, ParticipationService } from '../participation.service.js';
import { type Penetration, PenetrationService } from '../penetration.service.js';
import { SHARE_METRICS, SharesQueries, type SharesOfYear } from '../shares.queries.js';
import { countWords, NOT_COMPARABLE, percentWords } from '../wording.js';
import type { Achieved } from './target.js';
import type { TargetFigure } from './target-metrics.js';

/** What a figure came to, and of what. */
type Reached = Pick<Achieved, 'amount' | 'said'>;
/** Asks what a figure came to in one year. */
export type AskedOfYear = (figure: TargetFigure) => Promise<Achieved>;

const NOT_TOLD: Reached = { amount: null, said: null };

/** What figures came to in a year: asked of the figures of participation, never worked out here. */
@Injectable()
export class AchievedFigures {
  constructor(
    private readonly participation: ParticipationService,
    private readonly shares: SharesQueries,
    private readonly penetration: PenetrationService,
    private readonly funnels: FunnelQueries,
    private readonly settings: InstanceSettings,
  ) {}

  /**
   * From 1 January of the year to its end, or to `today` while it lasts; what nothing on file tells is null. Each source
   * is asked once, and only when a figure of it is.
   */
  inYear(year: number, today: string): AskedOfYear {
    const end = `${year}-12-31`;
    const whole = end < today;
    const until = whole ? end : today;
    const begun = `${year}-01-01` <= today;
    const klpd = once(async () => (await this.settings.get()).klpdCode);
    const report = once(async () =>
      this.participation.report(
        {
          klpd: await klpd(),
          cutoff: until,
          span: 'sama',
          years: 1,
          ...WHOLE,
        },
        null,
        EVERYTHING,
      ),
    );
    const shares = once(async () => (await this.shares.shares(await klpd(), [year]))[0]);
    const penetration = once(async () => {
      const { table } = await report();
      const column = table.columns.find((one) => one.year === year && one.data) ?? null;
      return this.penetration.penetration(column, until);
    });
    const funnel = once(async () =>
      this.funnels.funnel({ klpd: await klpd(), cutoff: until }, 'kabupaten', EVERYTHING),
    );
    const ask = async ({ key, from }: TargetFigure): Promise<Reached> => {
      switch (from) {
        case 'tabel':
          return ofTable(await report(), year, key);
        case 'tumbuh':
          return listedGrowth(await report(), year, until);
        case 'rasio':
          return ofShares(await shares(), key);
        case 'penetrasi':
          return ofPenetration(await penetration(), key);
        case 'corong':
          return ofFunnel(await funnel(), key);
        case 'waktu':
          return ofTimes(await funnel(), key);
      }
    };
    return async (figure) => ({ ...(begun ? await ask(figure) : NOT_TOLD), until, whole, begun });
  }
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => (asked ??= ask());
}

/** A row of the table of participation, in the column of the year. */
function ofTable({ table, rows }: ParticipationReport, year: number, key: string): Reached {
  const index = table.columns.findIndex((one) => one.year === year);
  const column = table.columns[index];
  const row = rows.find((one) => one.key === key);
  const value = row?.values[index];
  if (!column || !row || !value || value.missing) return NOT_TOLD;
  return { amount: amountOf(value, row.unit === 'rupiah'), said: PARTS[key]?.(column) ?? stateOf(value) };
}

function amountOf({ number, text }: FigureValue, rupiah: boolean): string | null {
  if (number === null) return text;
  return rupiah ? senToDecimal(number) : number.toString();
}

function stateOf({ onDay }: FigureValue): string | null {
  return onDay ? `keadaan ${formatDay(onDay)}` : null;
}

/** What ratios of the table are made of, in words. */
const PARTS: Readonly<Record<string, (column: YearColumn) => string | null>> = {
  umkShare: ({ bands, all }) => ofCounts(bands.yes.sellers, all.sellers, 'pelaku usaha bertransaksi'),
  umkShareOfKnown: ({ bands }) =>
    ofCounts(bands.yes.sellers, bands.yes.sellers + bands.no.sellers, 'pelaku usaha yang kelasnya diketahui'),
  retention: ({ moved }) => (moved ? ofCounts(moved.again, moved.before, 'penjual tahun sebelumnya') : null),
  topShare: ({ concentration: c }) => (c ? ofRupiah(c.top, c.named) : null),
  topShareUmk: ({ concentrationUmk: c }) => (c ? ofRupiah(c.top, c.named) : null),
  umkValueShare: ({ bands, all }) => ofRupiah(bands.yes.value, all.value),
  localShare: ({ all, local }) =>
    `${ofRupiah(local.value, all.valueCompleted)}; alamat belum diketahui: ${formatRupiahShort(local.unplaced)}`,
};

function ofCounts(part: number, whole: number, of: string): string {
  return `${countWords(part)} dari ${countWords(whole)} ${of}`;
}

function ofRupiah(part: bigint, whole: bigint): string {
  return `${formatRupiahShort(part)} dari ${formatRupiahShort(whole)}`;
}

/** M10: UMK listed against the same day of the year before; of other days it is not a growth that may be held against anything. */
function listedGrowth({ states }: ParticipationReport, year: number, until: string): Reached {
  const span = (from: number, to: string) => ({ from: `${from}-01-01`, to });
  const now = stateWithin(states, span(year, until));
  const before = stateWithin(states, span(year - 1, addYears(until, -1)));
  if (!now || !before) return NOT_TOLD;
  const found = growth(
    { count: before.umk, span: span(year - 1, before.onDay) },
    { count: now.umk, span: span(year, now.onDay) },
  );
  const days = `keadaan ${formatDay(before.onDay)} dan ${formatDay(now.onDay)}`;
  return found.comparable
    ? { amount: found.percent, said: days }
    : { amount: null, said: `${NOT_COMPARABLE}: ${days}` };
}

function ofShares(found: SharesOfYear | undefined, key: string): Reached {
  const code = SHARE_METRICS.find((one) => one === key);
  const share = code && found?.shares[code];
  if (!share || share.percent === null || share.part === null || share.whole === null) return NOT_TOLD;
  const unknown = found.unknown.percent;
  const open = (code === 'M03' || code === 'M04') && unknown !== null && Number(unknown) > 0;
  return {
    amount: share.percent,
    said: `${ofRupiah(share.part, share.whole)}${open ? `; kelas penyedia belum diketahui: ${percentWords(unknown)} nilai selesai` : ''}`,
  };
}

/** By listed UMK where a state of the catalogue tells them, else by those that sold, and then that is said. */
function ofPenetration({ listed, sold, rows }: Penetration, key: string): Reached {
  const row = rows.find((one) => one.key === key);
  if (!row || row.amount === null) return NOT_TOLD;
  if (row.listed !== null && listed.count !== null && listed.onDay !== null)
    return {
      amount: row.listed,
      said: `${countWords(listed.count)} UMK tayang (keadaan ${formatDay(listed.onDay)}) dari ${countWords(row.amount)}`,
    };
  if (row.sold === null || sold === null) return NOT_TOLD;
  return {
    amount: row.sold,
    said: `UMK tayang tidak tersedia; ${countWords(sold)} UMK yang menjual dari ${countWords(row.amount)}`,
  };
}

function ofFunnel({ all }: Funnel, key: string): Reached {
  const step = FUNNEL_STEPS.find((one) => one === key);
  const count = step ? all[step] : null;
  if (count === null) return NOT_TOLD;
  return {
    amount: String(count),
    said: step === 'known' ? null : `dari ${countWords(all.known ?? 0)} pelaku usaha yang dikenal`,
  };
}

function ofTimes({ times }: Funnel, key: string): Reached {
  const step = TIME_STEPS.find((one) => one === key);
  const found = times.find((one) => one.step === step);
  if (!found || found.median === null) return NOT_TOLD;
  return {
    amount: String(found.median),
    said: `median ${countWords(found.known)} pelaku usaha yang kedua tanggalnya diketahui`,
  };
}

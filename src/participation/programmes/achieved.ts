import { Injectable } from '@nestjs/common';
import { InstanceSettings } from '../../access/instance/instance-settings.js';
import { EVERYTHING } from '../../access/scope.js';
import { senToDecimal } from '../../shared/money.js';
import { percentText } from '../derived.js';
import type { YearColumn } from '../participation.js';
import { ParticipationQueries } from '../participation.queries.js';
import type { Achieved } from './target.js';

/** What a metric came to, and of what. */
type Reached = Pick<Achieved, 'amount' | 'said'>;

const NOT_TOLD: Reached = { amount: null, said: null };

/** What metrics came to in a year: asked of the figures of participation, never worked out here. */
@Injectable()
export class AchievedFigures {
  constructor(
    private readonly figures: ParticipationQueries,
    private readonly settings: InstanceSettings,
  ) {}

  /** From 1 January of the year to its end, or to `today` while it lasts; what nothing on file tells is null. */
  async inYear(year: number, today: string): Promise<(metric: string) => Achieved> {
    const end = `${year}-12-31`;
    const whole = end < today;
    const until = whole ? end : today;
    const begun = `${year}-01-01` <= today;
    const column = begun ? await this.column(year, until) : null;
    return (metric) => ({ ...(column ? reached(metric, column) : NOT_TOLD), until, whole, begun });
  }

  private async column(year: number, cutoff: string): Promise<YearColumn | null> {
    const { klpdCode: klpd } = await this.settings.get();
    const all = { regency: null, sellerClass: null, group: null };
    const table = await this.figures.table({ klpd, cutoff, span: 'penuh', years: 1, ...all }, EVERYTHING);
    return table.columns.find((one) => one.year === year && one.data) ?? null;
  }
}

/** Only what a column of the table says; every other metric is not told. */
function reached(metric: string, { all, bands, moved, products }: YearColumn): Reached {
  switch (metric) {
    case 'M08':
      return counted(bands.yes.sellersCompleted);
    case 'P01':
      return counted(all.sellers);
    case 'P02':
      return counted(all.packages);
    case 'P03':
      return { amount: senToDecimal(all.value), said: null };
    case 'P04':
      return products ? counted(products.all) : NOT_TOLD;
    case 'P07':
      return moved ? share(moved.again, moved.before, 'penjual tahun sebelumnya') : NOT_TOLD;
    case 'P13':
      return share(bands.yes.sellers, all.sellers, 'pelaku usaha bertransaksi');
    default:
      return NOT_TOLD;
  }
}

const WORDS = new Intl.NumberFormat('id-ID');

function counted(count: number): Reached {
  return { amount: String(count), said: null };
}

function share(part: number, whole: number, of: string): Reached {
  return { amount: percentText(part, whole), said: `${WORDS.format(part)} dari ${WORDS.format(whole)} ${of}` };
}

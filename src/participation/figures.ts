import type { CatalogueState } from './catalogue/catalogue-state.js';
import { stateWithin } from './catalogue/catalogue-state.js';
import { deriveColumn, type Growth, growth, percentText, ratioText, sameSpan, type Span } from './derived.js';
import { countsOf, type ParticipationTable, type YearColumn } from './participation.js';

export type FigureUnit = 'count' | 'rupiah' | 'percent' | 'decimal';

/** Why a cell says no number. */
export type Missing = 'no-data' | 'not-available';

export interface FigureValue {
  /** Count, or sen for rupiah. */
  number: bigint | null;
  /** Decimal text, of percent and decimal. */
  text: string | null;
  missing: Missing | null;
  /** Day of a stock, where it is another than the end of the span. */
  onDay?: string | null;
}

/** Change from the year before: percent of a count or amount, percentage points of a share. */
export interface FigureChange extends Growth {
  unit: 'percent' | 'points';
}

/** One row of the table: the same for page, file, API and monthly figures. */
export interface FigureRow {
  key: string;
  label: string;
  /** Code in the registry. */
  metric: string;
  unit: FigureUnit;
  nature: 'stok' | 'arus' | 'rasio';
  section: 'Pelaku usaha yang menjual' | 'Katalog' | 'Transaksi' | 'Gerak pelaku usaha' | 'Sebaran nilai';
  indent: boolean;
  /** One a column of the table. */
  values: readonly FigureValue[];
  /** From the column before; null for the first. */
  changes: readonly (FigureChange | null)[];
}

type Given = Pick<FigureRow, 'key' | 'label' | 'metric' | 'section'> &
  Partial<Pick<FigureRow, 'unit' | 'nature' | 'indent'>>;

const NO_DATA: FigureValue = { number: null, text: null, missing: 'no-data' };
const NOT_AVAILABLE: FigureValue = { number: null, text: null, missing: 'not-available' };

/** All rows of the table of participation. `states` are those of the catalogue, in any order. */
export function participationFigures(
  { columns }: Pick<ParticipationTable, 'columns'>,
  states: readonly CatalogueState[],
): FigureRow[] {
  const row = (given: Given, take: (column: YearColumn) => FigureValue): FigureRow => {
    const values = columns.map(take);
    return {
      unit: 'count',
      nature: 'arus',
      indent: false,
      ...given,
      values,
      changes: values.map((value, index) => {
        const [before, column, last] = [values[index - 1], columns[index], columns[index - 1]];
        return before && column && last && given.key !== 'twice'
          ? changeOf(
              given.unit ?? 'count',
              { value: before, span: spanOf(before, last) },
              { value, span: spanOf(value, column) },
            )
          : null;
      }),
    };
  };
  const sold = (given: Given, take: (column: YearColumn) => number | bigint | null): FigureRow =>
    row(given, (column) => (column.data ? numberValue(take(column)) : NO_DATA));
  const told = (given: Given, take: (column: YearColumn) => string | null): FigureRow =>
    row({ nature: 'rasio', ...given }, (column) => (column.data ? textValue(take(column)) : NO_DATA));
  const sellers = 'Pelaku usaha yang menjual' as const;
  const derived = (column: YearColumn) => deriveColumn(countsOf(column));
  const listed = (
    given: Omit<Given, 'section' | 'metric'>,
    take: (state: CatalogueState) => number | null,
    metric = 'P05',
  ) =>
    row({ ...given, section: 'Katalog', metric, nature: 'stok' }, (column) => {
      const state = stateWithin(states, column.span);
      const count = state && take(state);
      return state && count !== null ? { ...numberValue(count), onDay: state.onDay } : NOT_AVAILABLE;
    });
  const moved = (key: string, label: string, take: (moved: NonNullable<YearColumn['moved']>) => number): FigureRow =>
    sold({ key, label, metric: 'P06', section: 'Gerak pelaku usaha' }, ({ moved: found }) =>
      found ? take(found) : null,
    );
  return [
    sold({ key: 'sellers', label: 'Pelaku usaha', metric: 'P01', section: sellers }, ({ all }) => all.sellers),
    sold(
      { key: 'umk', label: 'UMK dan koperasi', metric: 'P01', section: sellers, indent: true },
      ({ bands }) => bands.yes.sellers,
    ),
    sold(
      { key: 'menengah', label: 'Menengah', metric: 'P01', section: sellers, indent: true },
      ({ classes }) => classes.get('menengah')?.sellers ?? 0,
    ),
    sold(
      { key: 'nonUmkm', label: 'Besar, atau bukan UMK tanpa rincian', metric: 'P01', section: sellers, indent: true },
      (column) => countsOf(column).nonUmkm,
    ),
    sold(
      { key: 'unknown', label: 'Kelas belum diketahui', metric: 'P01', section: sellers, indent: true },
      ({ bands }) => bands.unknown.sellers,
    ),
    sold(
      { key: 'twice', label: 'Ada di lebih dari satu kelas', metric: 'P01', section: sellers, indent: true },
      (column) => twiceOf(column),
    ),
    told(
      { key: 'umkShare', label: 'Pangsa UMK dari pelaku usaha', metric: 'P13', unit: 'percent', section: sellers },
      ({ all, bands }) => percentText(bands.yes.sellers, all.sellers),
    ),
    told(
      {
        key: 'umkShareOfKnown',
        label: 'Pangsa UMK dari yang kelasnya diketahui',
        metric: 'P13',
        unit: 'percent',
        section: sellers,
      },
      ({ bands }) => percentText(bands.yes.sellers, bands.yes.sellers + bands.no.sellers),
    ),
    sold(
      { key: 'umkCompleted', label: 'UMK dengan paket selesai', metric: 'M08', section: sellers },
      ({ bands }) => bands.yes.sellersCompleted,
    ),
    listed({ key: 'listedSellers', label: 'Pelaku usaha di katalog' }, (state) => state.sellers),
    listed({ key: 'listedUmk', label: 'UMK tayang', indent: true }, (state) => state.umk, 'M07'),
    listed({ key: 'listedMenengah', label: 'Menengah', indent: true }, (state) => state.menengah),
    listed({ key: 'listedNonUmkm', label: 'Non-UMKM', indent: true }, (state) => state.nonUmkm),
    listed({ key: 'etalase', label: 'Etalase' }, (state) => state.etalase),
    listed({ key: 'listedProducts', label: 'Produk di katalog' }, (state) => state.products),
    row({ key: 'productsSold', label: 'Produk terjual', metric: 'P04', section: 'Transaksi' }, ({ data, products }) =>
      !data ? NO_DATA : products === null ? NOT_AVAILABLE : numberValue(products.all),
    ),
    row(
      { key: 'productsSoldUmk', label: 'Produk terjual dari UMK', metric: 'P04', section: 'Transaksi', indent: true },
      ({ data, products }) => (!data ? NO_DATA : products === null ? NOT_AVAILABLE : numberValue(products.umk)),
    ),
    sold({ key: 'transactions', label: 'Transaksi', metric: 'P02', section: 'Transaksi' }, ({ all }) => all.packages),
    sold(
      { key: 'transactionsUmk', label: 'Transaksi dari UMK', metric: 'P02', section: 'Transaksi', indent: true },
      ({ bands }) => bands.yes.packages,
    ),
    sold(
      { key: 'value', label: 'Nilai transaksi', metric: 'P03', unit: 'rupiah', section: 'Transaksi' },
      ({ all }) => all.value,
    ),
    sold(
      { key: 'valueUmk', label: 'Nilai dari UMK', metric: 'P03', unit: 'rupiah', section: 'Transaksi', indent: true },
      ({ bands }) => bands.yes.value,
    ),
    sold(
      {
        key: 'valueUnknown',
        label: 'Nilai yang kelas penyedianya belum diketahui',
        metric: 'P03',
        unit: 'rupiah',
        section: 'Transaksi',
        indent: true,
      },
      ({ bands }) => bands.unknown.value,
    ),
    told(
      { key: 'umkValueShare', label: 'Pangsa UMK dari nilai', metric: 'P15', unit: 'percent', section: 'Transaksi' },
      ({ all, bands }) => percentText(bands.yes.value, all.value),
    ),
    told(
      { key: 'localShare', label: 'Pangsa penyedia lokal', metric: 'M12', unit: 'percent', section: 'Transaksi' },
      ({ all, local }) =>
        // Of no seller the address is known: then nobody can say that none is from here.
        local.unplaced === all.valueCompleted ? null : percentText(local.value, all.valueCompleted),
    ),
    told(
      {
        key: 'unplacedShare',
        label: 'Alamat penjualnya belum diketahui',
        metric: 'M12',
        unit: 'percent',
        section: 'Transaksi',
        indent: true,
      },
      ({ all, local }) => percentText(local.unplaced, all.valueCompleted),
    ),
    sold(
      {
        key: 'valuePerTransaction',
        label: 'Nilai per transaksi',
        metric: 'P14',
        unit: 'rupiah',
        nature: 'rasio',
        section: 'Transaksi',
      },
      (column) => derived(column).valuePerTransaction,
    ),
    moved('newcomers', 'Baru', ({ newcomers }) => newcomers),
    moved('kept', 'Bertahan', ({ kept }) => kept),
    moved('back', 'Kembali', ({ back }) => back),
    moved('lost', 'Hilang (belum menjual lagi)', ({ lost }) => lost),
    told(
      { key: 'retention', label: 'Retensi', metric: 'P07', unit: 'percent', section: 'Gerak pelaku usaha' },
      ({ moved: found }) => (found ? percentText(found.again, found.before) : null),
    ),
    told(
      { key: 'topShare', label: 'Pangsa tiga terbesar', metric: 'P08', unit: 'percent', section: 'Sebaran nilai' },
      ({ concentration }) => (concentration ? percentText(concentration.top, concentration.named) : null),
    ),
    told(
      { key: 'gini', label: 'Indeks Gini', metric: 'P09', unit: 'decimal', section: 'Sebaran nilai' },
      ({ concentration }) => concentration?.gini ?? null,
    ),
    told(
      {
        key: 'topShareUmk',
        label: 'Pangsa tiga terbesar di antara UMK',
        metric: 'P08',
        unit: 'percent',
        section: 'Sebaran nilai',
      },
      ({ concentrationUmk: found }) => (found ? percentText(found.top, found.named) : null),
    ),
  ];
}

/** A row of the table without any year: what it is called, its metric and unit. Throws a `RangeError` for one there is not. */
export function figureHead(key: string): FigureRow {
  const found = participationFigures({ columns: [] }, []).find((row) => row.key === key);
  if (!found) throw new RangeError(`No figure ${key}`);
  return found;
}

/** Sellers that the classes of the table count more than once, as a negative number that makes them add up. */
function twiceOf(column: YearColumn): number {
  const { umk, menengah, nonUmkm } = countsOf(column);
  return column.all.sellers - ((umk ?? 0) + (menengah ?? 0) + (nonUmkm ?? 0) + column.bands.unknown.sellers);
}

/** A stock stands on its own day, and the year's beginning is nothing to it: only the day is compared. */
function spanOf(value: FigureValue, column: YearColumn): Span {
  return value.onDay ? { from: column.span.from, to: value.onDay } : column.span;
}

function changeOf(
  unit: FigureUnit,
  before: { value: FigureValue; span: Span },
  after: { value: FigureValue; span: Span },
): FigureChange {
  if (unit === 'count' || unit === 'rupiah')
    return {
      unit: 'percent',
      ...growth({ count: before.value.number, span: before.span }, { count: after.value.number, span: after.span }),
    };
  const comparable = sameSpan(before.span, after.span);
  const [one, other] = [before.value.text, after.value.text];
  return {
    unit: 'points',
    comparable,
    percent: one === null || other === null ? null : ratioText(scaled(other) - scaled(one), 10_000n, places(other)),
  };
}

/** Decimal text in ten-thousandths; texts of figures have at most four places. */
function scaled(text: string): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const value = BigInt(whole + fraction.padEnd(4, '0'));
  return text.startsWith('-') ? -value : value;
}

function places(text: string): number {
  return text.split('.')[1]?.length ?? 0;
}

function numberValue(count: number | bigint | null): FigureValue {
  return count === null ? NOT_AVAILABLE : { number: BigInt(count), text: null, missing: null };
}

function textValue(text: string | null): FigureValue {
  return text === null ? NOT_AVAILABLE : { number: null, text, missing: null };
}

import { formatDay } from '../../shared/dates.js';
import { type ListCounts, type ListProblem, RowProblems } from '../../shared/list-import.js';
import { type FormColumn, type FormRow, readDay } from '../../shared/spreadsheet-reader.js';
import { comparable } from '../../shared/text.js';
import { type AssignmentFacts, type AssignmentInput, readAssignment, type Target } from './assignment.js';

export type AssignmentField =
  | 'kode'
  | 'place'
  | 'product'
  | 'productName'
  | 'village'
  | 'maker'
  | 'position'
  | 'validFrom'
  | 'validUntil'
  | 'reason';

/** The form of the assignments, as the sample file prints it. */
export const ASSIGNMENT_COLUMNS: readonly FormColumn<AssignmentField>[] = [
  {
    field: 'kode',
    heading: 'Kode Tempat',
    aliases: ['kode lokasi', 'kode wisata', 'kode tempat wisata', 'kode lokasi wisata'],
    required: true,
  },
  {
    field: 'place',
    heading: 'Nama Tempat',
    aliases: ['nama lokasi', 'tempat', 'tempat wisata', 'lokasi wisata', 'nama wisata'],
  },
  { field: 'product', heading: 'Produk', aliases: ['nomor produk', 'kode produk'], required: true },
  { field: 'productName', heading: 'Nama Produk' },
  { field: 'village', heading: 'Desa', aliases: ['kode desa', 'desa/kelurahan'] },
  { field: 'maker', heading: 'Pelaku Usaha', aliases: ['pembuat', 'usaha'] },
  { field: 'position', heading: 'Urutan' },
  { field: 'validFrom', heading: 'Sejak', aliases: ['berlaku mulai', 'berlaku sejak', 'mulai', 'tanggal mulai'] },
  { field: 'validUntil', heading: 'Sampai', aliases: ['berlaku sampai', 'berakhir', 'tanggal akhir'] },
  { field: 'reason', heading: 'Alasan', aliases: ['catatan', 'keterangan', 'dasar'] },
];

/** The columns of which a row fills one, and what each of them assigns. */
const TARGET_FIELDS = { product: 'produk', village: 'desa', maker: 'usaha' } as const satisfies Partial<
  Record<AssignmentField, Target>
>;
type TargetField = keyof typeof TARGET_FIELDS;
const TARGET_COLUMNS = Object.keys(TARGET_FIELDS) as TargetField[];

/** An assignment that stands; those that were withdrawn are none. */
export interface StandingAssignment {
  id: string;
  placeId: string;
  kode: string;
  place: string;
  target: Target;
  of: string;
  /** What a cell of its column holds for it, its name included: '#12 Kelompok Contoh'. A product's is its number. */
  name: string;
  position: number;
  validFrom: string;
  validUntil: string | null;
  reason: string | null;
}

/** What one cell means: exactly one thing, or why not. */
export type Meant = { of: string; name: string } | { message: string };

/** What a list is held against. */
export interface AssignmentsKnown {
  places: ReadonlyMap<string, { id: string; name: string }>;
  meant: Readonly<Record<TargetField, (cell: string) => Meant>>;
  onFile: readonly StandingAssignment[];
  /** 'YYYY-MM-DD': the first day of what names none. */
  today: string;
}

export interface NewAssignment extends AssignmentFacts {
  placeId: string;
  target: Target;
  of: string;
}

/** What a list would do: read = added + changed + unchanged + rejected rows. Nothing that the list leaves out changes. */
export interface AssignmentPlan extends ListCounts {
  toAdd: NewAssignment[];
  toChange: (AssignmentFacts & { id: string })[];
  problems: ListProblem[];
}

/** A row that says something that can be kept. */
interface Told {
  row: FormRow<AssignmentField>;
  /** Which thing at which place: one stands there once at a time. */
  key: string;
  name: string;
  placeId: string;
  target: Target;
  of: string;
  before: StandingAssignment | null;
  facts: AssignmentFacts;
  /** As on file. */
  same: boolean;
}

/** A time in which a thing stands at a place. */
interface Slot {
  from: string;
  until: string | null;
  /** Null = on file. */
  line: number | null;
}

/**
 * Works out what a list would change. A row is the assignment of its thing at its place that begins on its day; without
 * a day, the one that holds today. An empty cell leaves what is on file. Pure.
 */
export function planAssignments(rows: readonly FormRow<AssignmentField>[], known: AssignmentsKnown): AssignmentPlan {
  const wrong = new RowProblems(ASSIGNMENT_COLUMNS);
  const byKey = grouped(known.onFile, ({ placeId, target, of }) => keyOf(placeId, target, of));
  const last = new Map<string, number>();
  for (const { placeId, position, validUntil } of known.onFile)
    if (validUntil === null || validUntil >= known.today) last.set(placeId, Math.max(position, last.get(placeId) ?? 0));

  const taken = new Map<string, Told>();
  let unchanged = 0;
  for (const row of rows) {
    const told = readRow(row, known, byKey, last, wrong);
    if (!told) continue;
    last.set(told.placeId, Math.max(told.facts.position, last.get(told.placeId) ?? 0));
    const twin = taken.get(`${told.key} ${told.facts.validFrom}`);
    if (!twin) taken.set(`${told.key} ${told.facts.validFrom}`, told);
    else if (row.values.position === twin.row.values.position && sameFacts(twin.facts, told.facts, false))
      unchanged += 1;
    else
      wrong.reject(
        row,
        'validFrom',
        `"${told.name}" di tempat ini sejak ${formatDay(told.facts.validFrom)} sudah ada pada baris ${twin.row.line} ` +
          'dengan isi yang berbeda. Hapus salah satu baris.',
      );
  }

  const list = [...taken.values()];
  refuseOverlaps(list, byKey, wrong);
  const toAdd: NewAssignment[] = [];
  const toChange: AssignmentPlan['toChange'] = [];
  for (const { row, placeId, target, of, before, facts, same } of list) {
    if (wrong.has(row)) continue;
    if (!before) toAdd.push({ placeId, target, of, ...facts });
    else if (same) unchanged += 1;
    else toChange.push({ id: before.id, ...facts });
  }
  const { rejected, problems } = wrong;
  return {
    read: rows.length,
    added: toAdd.length,
    changed: toChange.length,
    unchanged,
    rejected,
    toAdd,
    toChange,
    problems,
  };
}

function readRow(
  row: FormRow<AssignmentField>,
  known: AssignmentsKnown,
  byKey: ReadonlyMap<string, readonly StandingAssignment[]>,
  last: ReadonlyMap<string, number>,
  wrong: RowProblems<AssignmentField>,
): Told | null {
  const { values } = row;
  const kode = values.kode.toLowerCase();
  const place = known.places.get(kode);
  if (!place)
    wrong.reject(
      row,
      'kode',
      kode === ''
        ? 'Isi kode tempat wisata, seperti dalam unduhan daftar lokasi wisata'
        : `Tidak ada lokasi wisata berkode "${kode.slice(0, 60)}". Kodenya ada dalam unduhan daftar lokasi wisata.`,
    );
  // A name beside the code guards against a row that has slipped.
  else if (values.place !== '' && comparable(values.place) !== comparable(place.name))
    wrong.reject(row, 'place', `Kode "${kode}" ialah ${place.name}. Periksa kodenya, atau kosongkan nama ini.`);
  const meant = meantBy(row, known, wrong);
  const days = { validFrom: dayOf(row, 'validFrom', wrong), validUntil: dayOf(row, 'validUntil', wrong) };
  if (!place || !meant || wrong.has(row)) return null;

  const key = keyOf(place.id, meant.target, meant.of);
  const before =
    (byKey.get(key) ?? []).find(({ validFrom, validUntil }) =>
      days.validFrom === null
        ? validFrom <= known.today && (validUntil === null || validUntil >= known.today)
        : validFrom === days.validFrom,
    ) ?? null;
  const input: AssignmentInput = {
    position: values.position || String(before?.position ?? (last.get(place.id) ?? 0) + 1),
    validFrom: days.validFrom ?? before?.validFrom ?? known.today,
    // '-' says that there is no last day; an empty cell leaves the one on file.
    validUntil: days.validUntil ?? (values.validUntil === '' ? (before?.validUntil ?? '') : ''),
    reason: values.reason || (before?.reason ?? ''),
  };
  const { facts, problems } = readAssignment(input);
  const same = before !== null && sameFacts(before, facts, true);
  // What was written before reasons were asked for may stay without one.
  if (!same) for (const { field, message } of problems) wrong.reject(row, field as AssignmentField, message);
  if (wrong.has(row)) return null;
  return { row, key, name: meant.name, placeId: place.id, target: meant.target, of: meant.of, before, facts, same };
}

/** The one thing that the row names. */
function meantBy(
  row: FormRow<AssignmentField>,
  known: AssignmentsKnown,
  wrong: RowProblems<AssignmentField>,
): { target: Target; of: string; name: string } | null {
  const { values } = row;
  const filled = TARGET_COLUMNS.filter((field) => values[field] !== '');
  const [field, another] = filled;
  if (field === undefined) {
    wrong.reject(row, 'product', 'Isi nomor produk, atau isi kolom Desa atau Pelaku Usaha bila semua produknya');
    return null;
  }
  if (another !== undefined) {
    wrong.reject(row, another, 'Isi hanya satu dari Produk, Desa, dan Pelaku Usaha; buat baris lain untuk yang lain');
    return null;
  }
  const meant = known.meant[field](values[field]);
  if ('message' in meant) {
    wrong.reject(row, field, meant.message);
    return null;
  }
  if (field === 'product' && values.productName !== '' && comparable(values.productName) !== comparable(meant.name)) {
    wrong.reject(row, 'productName', `Produk nomor ${meant.of} bernama "${meant.name}". Periksa nomornya.`);
    return null;
  }
  return { target: TARGET_FIELDS[field], ...meant };
}

function dayOf(
  row: FormRow<AssignmentField>,
  field: 'validFrom' | 'validUntil',
  wrong: RowProblems<AssignmentField>,
): string | null {
  const day = readDay(row.values[field]);
  if (day !== 'invalid') return day;
  wrong.reject(row, field, 'Bukan tanggal; tulis seperti 31/12/2029');
  return null;
}

/** What the list as a whole leaves behind must not have one thing at one place twice at a time. */
function refuseOverlaps(
  list: readonly Told[],
  byKey: ReadonlyMap<string, readonly StandingAssignment[]>,
  wrong: RowProblems<AssignmentField>,
): void {
  for (const [key, rows] of grouped(list, (told) => told.key)) {
    const replaced = new Set(rows.map(({ before }) => before?.id));
    const slots: Slot[] = (byKey.get(key) ?? [])
      .filter(({ id }) => !replaced.has(id))
      .map(({ validFrom, validUntil }) => ({ from: validFrom, until: validUntil, line: null }));
    // What stays as it is has the older right.
    for (const { row, facts, name, same } of rows.toSorted((a, b) => Number(b.same) - Number(a.same))) {
      const mine: Slot = { from: facts.validFrom, until: facts.validUntil, line: row.line };
      const other = slots.find((slot) => overlap(slot, mine));
      slots.push(mine);
      if (!other || same) continue;
      const when = `sejak ${formatDay(other.from)}${other.until === null ? '' : ` sampai ${formatDay(other.until)}`}`;
      wrong.reject(
        row,
        'validFrom',
        other.line === null
          ? `"${name}" sudah ditetapkan di tempat ini ${when}. Tulis tanggal mulai itu untuk mengubahnya, atau pilih masa yang lain.`
          : `"${name}" ditetapkan juga pada baris ${other.line}, ${when}. Masa keduanya tidak boleh bertindihan.`,
      );
    }
  }
}

function overlap(a: Slot, b: Slot): boolean {
  return (a.until === null || b.from <= a.until) && (b.until === null || a.from <= b.until);
}

function sameFacts(
  a: Pick<StandingAssignment, 'position' | 'validFrom' | 'validUntil' | 'reason'>,
  b: AssignmentFacts,
  positions: boolean,
): boolean {
  return (
    (!positions || a.position === b.position) &&
    a.validFrom === b.validFrom &&
    a.validUntil === b.validUntil &&
    (a.reason ?? '') === b.reason
  );
}

function grouped<T>(list: readonly T[], keyFor: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const group = groups.get(keyFor(one));
    if (group) group.push(one);
    else groups.set(keyFor(one), [one]);
  }
  return groups;
}

function keyOf(placeId: string, target: Target, of: string): string {
  return `${placeId} ${target} ${of}`;
}

/** An assignment as a row of the form; what goes out can come in again and changes nothing. */
export function toAssignmentCells(one: StandingAssignment): string[] {
  return [
    one.kode,
    one.place,
    one.target === 'produk' ? one.of : '',
    one.target === 'produk' ? one.name : '',
    one.target === 'desa' ? one.name : '',
    one.target === 'usaha' ? one.name : '',
    String(one.position),
    one.validFrom,
    one.validUntil ?? '',
    one.reason ?? '',
  ];
}

/** Rows of the sample file: made up. */
export const ASSIGNMENT_SAMPLE: readonly string[][] = [
  [
    'pantai-contoh',
    'Pantai Contoh',
    '12',
    '',
    '',
    '',
    '1',
    '2026-12-01',
    '',
    'Contoh: Nota Dinas Pariwisata, pengrajin di sekitar dermaga',
  ],
  [
    'pantai-contoh',
    '',
    '15',
    'Tenun Ikat Contoh',
    '',
    '',
    '2',
    '2026-12-01',
    '2027-05-31',
    'Contoh: selama musim kunjungan',
  ],
  ['pantai-contoh', '', '', '', '53.01.04.2003', '', '3', '2026-12-01', '', 'Contoh: semua produk desa di pantai ini'],
  ['gua-contoh', '', '', '', '', '#7', '', '', '', 'Contoh: semua produk satu pelaku usaha'],
];

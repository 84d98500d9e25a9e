import type { VNode } from 'preact';
import { howTyped } from '../../../eligibility/decisions/proposal.js';
import type { WhatIfRun } from '../../../eligibility/decisions/what-if-runs.service.js';
import type { WhatIfAnswer } from '../../../eligibility/decisions/what-if.service.js';
import { PLATFORMS } from '../../../eligibility/rules/index.js';
import { type Book, type LawValue, type Parameter, valueOn } from '../../../regulation/book.js';
import { formatDay } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { formatRupiah, senFromDecimal } from '../../../shared/money.js';
import {
  Csrf,
  ErrorSummary,
  FormField,
  HowComputed,
  Notice,
  type Option,
  type PageContext,
} from '../../components/index.js';
import { PLATFORM_WORDS } from './decisions.wording.js';
import { Found } from './what-if-found.view.js';
import { Runs } from './what-if-run.view.js';

export interface WhatIfTyped {
  key: string;
  value: string;
  from: string;
  to: string;
  day: string;
  platform: string;
  within: string;
}

export interface WhatIfProps {
  ctx: PageContext;
  typed: WhatIfTyped;
  answer: WhatIfAnswer | null;
  problems: readonly FieldProblem[];
  busy: string | null;
  /** There are more enterprises than somebody waits for: it is offered in the background. */
  tooMany: boolean;
  /** Calculations of today. */
  runs: readonly WhatIfRun[];
  places: readonly Option[];
  book: Book;
}

export function WhatIfView({ ctx, typed, answer, problems, busy, tooMany, runs, places, book }: WhatIfProps): VNode {
  const chosen = book.parameters.get(typed.key);
  return (
    <>
      <p class="prose">
        Pilih satu ketentuan, tulis isinya yang baru, dan lihat siapa yang menjadi layak dan siapa yang berhenti layak
        menurut data yang ada. Ini hanya perhitungan: tidak ada yang disimpan, dan aturan yang berlaku tidak berubah.
      </p>
      {busy !== null && <Notice kind="warn">{busy}</Notice>}
      <ErrorSummary problems={problems} title="Pengandaian belum dapat dihitung" />
      <form class="form" method="get" action="/kelayakan/andai">
        <FormField
          name="key"
          label="Ketentuan"
          type="select"
          options={parameters(book)}
          any="Pilih ketentuan"
          value={typed.key}
          error={problems}
          required
          help={chosen ? <Now parameter={chosen} book={book} day={ctx.today} /> : 'Dari berkas hukum layanan ini.'}
        />
        <FormField
          name="value"
          label="Isinya seandainya berubah"
          value={typed.value}
          error={problems}
          required
          maxLength={1000}
          help={`Tulis ${chosen ? howTyped(chosen) : 'angka, tanggal, ya atau tidak, atau kode'}; tanda - berarti tidak diatur lagi.`}
        />
        <FormField
          name="from"
          label="Mulai berlaku"
          type="date"
          value={typed.from || ctx.today}
          error={problems}
          required
        />
        <FormField name="to" label="Sampai" type="date" value={typed.to} error={problems} required={false} />
        <FormField
          name="day"
          label="Hari yang dinilai"
          type="date"
          value={typed.day}
          error={problems}
          required={false}
          help="Kosong berarti hari mulai berlakunya."
        />
        <FormField
          name="platform"
          label="Platform"
          type="select"
          options={PLATFORMS.toReversed().map((value) => ({ value, text: PLATFORM_WORDS[value] }))}
          value={typed.platform || 'v6'}
          error={problems}
        />
        <FormField
          name="within"
          label="Kabupaten atau kota"
          type="select"
          options={places}
          any="Semua"
          value={typed.within}
          error={problems}
        />
        <button>Hitung</button>
      </form>
      {tooMany && (
        <form method="post" action="/kelayakan/andai/hitung">
          <Csrf ctx={ctx} />
          {Object.entries(typed).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <p>
            Untuk semua pelaku usaha perhitungannya berjalan di belakang layar; hasilnya tetap ada selama satu hari.
          </p>
          <button>Hitung di belakang layar</button>
        </form>
      )}
      {answer && <Found answer={answer} />}
      {runs.length > 0 && <Runs ctx={ctx} runs={runs} book={book} />}
      <HowComputed
        entries={[
          {
            term: 'Cara',
            text: 'Setiap pelaku usaha dan produknya dinilai dua kali dari data yang sama untuk hari yang sama: menurut berkas hukum, dan menurut berkas hukum dengan perubahan ini. Perubahan dianggap berlaku dan pasti.',
          },
          { term: 'Layak', text: 'Hasil "layak" atau "layak, dengan catatan".' },
          { term: 'Tidak disimpan', text: 'Alamat halaman ini memuat seluruh pengandaian, jadi dapat dibagikan.' },
        ]}
      />
    </>
  );
}

const FILES: Readonly<Record<string, string>> = {
  'catalogue.yaml': 'Aturan katalog',
  'kbli.yaml': 'KBLI',
  'oss.yaml': 'Tingkat risiko (OSS)',
  'ovop.yaml': 'OVOP',
  'procurement.yaml': 'Pengadaan',
  'products.yaml': 'Syarat produk',
  'umk.yaml': 'Kelas usaha',
};

function parameters(book: Book): Option[] {
  return [...book.parameters.values()]
    .map(({ key, label, file }) => ({ value: key, text: label, group: FILES[file] ?? file }))
    .sort((one, other) => one.group.localeCompare(other.group, 'id') || one.text.localeCompare(other.text, 'id'));
}

function Now({ parameter, book, day }: { parameter: Parameter; book: Book; day: string }): VNode {
  const arm = valueOn(book, parameter.key, day);
  return <>Sekarang: {arm ? valueWords(parameter, arm.value) : 'tidak diketahui'}.</>;
}

function valueWords({ unit }: Parameter, value: LawValue | null): string {
  if (value === null) return 'tidak diatur';
  if (typeof value === 'boolean') return value ? 'ya' : 'tidak';
  if (unit === 'rupiah') return formatRupiah(senFromDecimal(String(value)));
  if (unit === 'percent') return `${String(value).replace('.', ',')} persen`;
  if (unit === 'day') return formatDay(String(value));
  return Array.isArray(value) ? value.join(', ') || 'tidak ada' : String(value);
}

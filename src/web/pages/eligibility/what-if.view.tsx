import type { VNode } from 'preact';
import { howTyped } from '../../../eligibility/decisions/proposal.js';
import type { Moved, WhatIfAnswer, WhatIfPurpose } from '../../../eligibility/decisions/what-if.service.js';
import { PLATFORMS } from '../../../eligibility/rules/index.js';
import { PURPOSE_WORDS, STATE_WORDS } from '../../../eligibility/wording/wording.js';
import { type Book, type LawValue, type Parameter, valueOn } from '../../../regulation/book.js';
import { formatDay } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { formatRupiah, senFromDecimal } from '../../../shared/money.js';
import {
  Answer,
  DataTable,
  ErrorSummary,
  FormField,
  HowComputed,
  Notice,
  type Option,
  type PageContext,
  State,
} from '../../components/index.js';
import { PLATFORM_WORDS, STATE_KINDS } from './decisions.wording.js';

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
  places: readonly Option[];
  book: Book;
}

export function WhatIfView({ ctx, typed, answer, problems, busy, places, book }: WhatIfProps): VNode {
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
      {answer && <Found answer={answer} />}
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

function Found({ answer }: { answer: WhatIfAnswer }): VNode {
  const all = answer.purposes.reduce((sum, { becomesCount, stopsCount }) => sum + becomesCount + stopsCount, 0);
  return (
    <section id="hasil">
      <h2>Hasil untuk {formatDay(answer.day)}</h2>
      <Answer>
        {all === 0 ? (
          <>
            Dari {count(answer.judged)} yang dinilai, <strong>tidak ada yang berubah</strong> bila "
            {answer.parameter.label}" diubah seperti ini.
          </>
        ) : (
          <>
            Dari {count(answer.judged)} yang dinilai:{' '}
            {answer.purposes
              .filter(({ becomesCount, stopsCount }) => becomesCount + stopsCount > 0)
              .map(
                ({ purpose, becomesCount, stopsCount }) =>
                  `${PURPOSE_WORDS[purpose].toLowerCase()}: ${count(becomesCount)} menjadi layak, ${count(stopsCount)} berhenti layak`,
              )
              .join('; ')}
            .
          </>
        )}
      </Answer>
      <DataTable
        label="Perubahan menurut tujuan"
        caption="Banyaknya yang layak menurut aturan sekarang dan menurut pengandaian."
        rows={answer.purposes}
        columns={[
          { key: 'tujuan', head: 'Tujuan', cell: ({ purpose }) => PURPOSE_WORDS[purpose] },
          { key: 'sebelum', head: 'Layak sekarang', kind: 'number', cell: (one) => count(one.eligibleBefore) },
          { key: 'sesudah', head: 'Layak seandainya', kind: 'number', cell: (one) => count(one.eligibleAfter) },
          { key: 'menjadi', head: 'Menjadi layak', kind: 'number', cell: (one) => count(one.becomesCount) },
          { key: 'berhenti', head: 'Berhenti layak', kind: 'number', cell: (one) => count(one.stopsCount) },
        ]}
      />
      {answer.purposes.map((one) => (
        <Names purpose={one} />
      ))}
    </section>
  );
}

function Names({ purpose }: { purpose: WhatIfPurpose }): VNode | null {
  const rows = [...purpose.becomes, ...purpose.stops];
  if (rows.length === 0) return null;
  const more = purpose.becomesCount + purpose.stopsCount - rows.length;
  return (
    <>
      <h3>{PURPOSE_WORDS[purpose.purpose]}</h3>
      <DataTable<Moved>
        label={`Yang berubah: ${PURPOSE_WORDS[purpose.purpose]}`}
        caption={
          more > 0
            ? `${count(rows.length)} nama pertama; ${count(more)} lagi tidak ditampilkan.`
            : 'Semua yang berubah.'
        }
        rows={rows}
        columns={[
          {
            key: 'nama',
            head: 'Pelaku usaha dan produk',
            cell: (one) => (
              <>
                <a href={`/kelayakan?usaha=${one.enterpriseId}`}>{one.enterpriseName}</a>
                <span class="sub">{one.productName ?? 'Usaha saja'}</span>
              </>
            ),
          },
          {
            key: 'sebelum',
            head: 'Sekarang',
            cell: ({ before }) => <State kind={STATE_KINDS[before]}>{STATE_WORDS[before]}</State>,
          },
          {
            key: 'sesudah',
            head: 'Seandainya',
            cell: ({ after }) => <State kind={STATE_KINDS[after]}>{STATE_WORDS[after]}</State>,
          },
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

function count(n: number): string {
  return n.toLocaleString('id-ID');
}

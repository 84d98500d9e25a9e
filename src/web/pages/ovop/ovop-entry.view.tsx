import type { VNode } from 'preact';
import type { OvopFacts } from '../../../catalogue/ovop-entry.js';
import type { ListedEntry, Matches, OvopWarning } from '../../../purchasing/ovop/ovop-list.service.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { Csrf, ErrorSummary, FormField, Notice, type PageContext, Rupiah } from '../../components/index.js';
import { count } from '../../list-import/wording.js';
import { KIND_HELP, KIND_OPTIONS, KIND_WORDS } from './ovop.wording.js';

export interface EntryFormProps {
  ctx: PageContext;
  /** The entry that is changed; null for a new one. */
  entry: ListedEntry | null;
  /** What was typed, or what is stored. */
  typed: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  /** Asked before keeping, or by the button that only looks. */
  warnings: readonly OvopWarning[];
  checked: { facts: OvopFacts; matches: Matches } | null;
}

/** One entry: new or to be changed. */
export function EntryForm({ ctx, entry, typed, problems, warnings, checked }: EntryFormProps): VNode {
  const marks = entry?.marks ?? null;
  return (
    <>
      <ErrorSummary problems={problems} />
      {warnings.length > 0 && (
        <Notice kind="warn" title="Periksa dahulu; entri ini belum disimpan">
          {warnings.map((warning) => (
            <p>{warning.message}</p>
          ))}
        </Notice>
      )}
      {checked && <Found checked={checked} />}
      {marks && (
        <Notice>
          Entri ini sekarang menandai {count(marks.packages)} paket senilai <Rupiah sen={marks.value} />. Setelah
          disimpan, tanda OVOP dan semua angka langsung dihitung ulang.
        </Notice>
      )}
      <form class="form" method="post" action={entry ? `/ovop/${entry.id}` : '/ovop'}>
        <Csrf ctx={ctx} />
        <FormField
          name="kind"
          label="Dikenali dari"
          type="select"
          options={KIND_OPTIONS}
          value={typed['kind'] ?? 'kata'}
          error={problems}
          help={
            <>
              {KIND_HELP.map(({ kind, text }) => (
                <span class="help">
                  {KIND_WORDS[kind]}: {text}
                </span>
              ))}
            </>
          }
        />
        <FormField
          name="scheme"
          label="Skema penyedia"
          type="select"
          any="Bukan penyedia"
          options={[
            { value: 'v5', text: 'e-Katalog v5' },
            { value: 'v6', text: 'e-Katalog v6' },
          ]}
          value={typed['scheme']}
          error={problems}
          help="Hanya untuk jenis Penyedia, karena kode penyedia v5 dan v6 berbeda."
          required={false}
        />
        <FormField
          name="value"
          label="Kode atau kata"
          value={typed['value']}
          error={problems}
          maxLength={200}
          required
          help="Contoh: kopi bajawa"
        />
        <FormField
          name="label"
          label="Nama produk OVOP"
          value={typed['label']}
          error={problems}
          maxLength={200}
          required={false}
          help="Nama yang ditampilkan. Kosong: sama dengan kode atau katanya."
        />
        <FormField
          name="village"
          label="Desa atau kelurahan"
          value={typed['village']}
          error={problems}
          maxLength={120}
          required={false}
        />
        <FormField
          name="validFrom"
          label="Berlaku dari"
          type="date"
          value={typed['validFrom']}
          error={problems}
          required={false}
          help="Tanggal pesanan pertama yang dihitung. Kosong: sejak awal."
        />
        <FormField
          name="validTo"
          label="Berlaku sampai"
          type="date"
          value={typed['validTo']}
          error={problems}
          required={false}
          help="Hari terakhir. Kosong: seterusnya. Untuk mengakhiri entri, isi tanggal ini; tidak perlu dihapus."
        />
        <FormField
          name="note"
          label="Keterangan"
          value={typed['note']}
          error={problems}
          maxLength={500}
          required={false}
          help="Misalnya nomor surat penetapan. Jangan menulis nomor telepon."
        />
        {warnings.length > 0 && (
          <FormField name="yakin" label="Sudah saya periksa; simpan juga" type="checkbox" value={typed['yakin']} />
        )}
        <div class="actions">
          <button name="aksi" value="simpan">
            Simpan entri
          </button>
          <button class="quiet" name="aksi" value="periksa">
            Lihat berapa yang cocok
          </button>
          <a class="button quiet" href="/ovop">
            Batal
          </a>
        </div>
      </form>
      {entry && marks && (
        <details>
          <summary>Hapus entri</summary>
          {marks.lines === 0 ? (
            <form method="post" action={`/ovop/${entry.id}/hapus`}>
              <Csrf ctx={ctx} />
              <p>Entri ini tidak menandai belanja apa pun, jadi angka tidak berubah bila dihapus.</p>
              <button class="danger">Hapus "{entry.label}"</button>
            </form>
          ) : (
            <p>
              Entri yang menandai belanja tidak dapat dihapus, supaya angka lama tetap dapat dijelaskan. Isi "Berlaku
              sampai" bila tidak lagi berlaku, atau betulkan kode atau katanya bila salah.
            </p>
          )}
        </details>
      )}
    </>
  );
}

function Found({ checked: { facts, matches } }: { checked: { facts: OvopFacts; matches: Matches } }): VNode {
  return (
    <Notice title="Yang cocok">
      {matches.packages === 0
        ? `"${facts.value}" tidak cocok dengan paket mana pun saat ini.`
        : `"${facts.value}" cocok dengan ${count(matches.packages)} paket (${count(matches.lines)} baris) dari ${count(matches.suppliers)} penyedia.`}{' '}
      {matches.packages > 0 && (
        <>
          Nilainya <Rupiah sen={matches.value} />. Belum ada yang disimpan.
        </>
      )}
    </Notice>
  );
}

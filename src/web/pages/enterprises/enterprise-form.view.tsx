import type { VNode } from 'preact';
import { type Enterprise, LEGAL_FORMS } from '../../../enterprise/enterprise.js';
import type { EnterpriseChangedError } from '../../../enterprise/enterprise.service.js';
import { PARENT_CLASSES } from '../../../enterprise/class/class-of.js';
import { LEGAL_FORM_WORDS, PARENT_CLASS_WORDS } from '../../../enterprise/enterprise.wording.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { KBLI_EDITIONS } from '../../../shared/identifiers/index.js';
import { type PickedPlace, PlaceField } from '../../place-field.js';
import { Csrf, DataTable, ErrorSummary, FormField, Notice, type PageContext } from '../../components/index.js';

export interface EnterpriseFormProps {
  ctx: PageContext;
  /** The one that is changed; null for a new one. */
  one: Pick<Enterprise, 'id' | 'name'> | null;
  version: number | null;
  typed: Readonly<Record<string, string>>;
  picked: PickedPlace;
  problems: readonly FieldProblem[];
  conflict: EnterpriseChangedError | null;
}

/** One enterprise, new or to be changed. Sealed values are never shown: empty leaves them. */
export function EnterpriseForm({ ctx, one, version, typed, picked, problems, conflict }: EnterpriseFormProps): VNode {
  const kept = one === null ? undefined : 'Kosong: tidak diubah. Tanda - menghapus.';
  const field = (name: string, label: string, more: object = {}): VNode => (
    <FormField name={name} label={label} value={typed[name]} error={problems} required={false} {...more} />
  );
  return (
    <>
      <ErrorSummary problems={problems} />
      {conflict && (
        <>
          <Notice kind="warn" title="Diubah orang lain">
            {conflict.message}
          </Notice>
          {conflict.fields.length > 0 && (
            <DataTable
              label="Isian yang berbeda"
              caption="Isian yang berbeda. Isian Anda masih ada di formulir di bawah."
              rows={conflict.fields}
              columns={[
                { key: 'isian', head: 'Isian', cell: (row) => row.label },
                { key: 'tersimpan', head: 'Yang tersimpan sekarang', cell: (row) => row.stored ?? '(kosong)' },
                { key: 'anda', head: 'Isian Anda', cell: (row) => row.typed ?? '(kosong)' },
              ]}
            />
          )}
        </>
      )}
      <form class="form" method="post" action={one ? `/usaha/${one.id}` : '/usaha'}>
        <Csrf ctx={ctx} />
        {version !== null && <input type="hidden" name="version" value={String(version)} />}
        {field('name', 'Nama usaha', { required: true, maxLength: 200, help: 'Contoh: UD Sinar Tenun' })}
        {field('legalForm', 'Bentuk hukum', {
          type: 'select',
          options: LEGAL_FORMS.map((value) => ({ value, text: LEGAL_FORM_WORDS[value] })),
          value: typed['legalForm'] ?? 'tidak-diketahui',
          required: undefined,
        })}
        {field('nib', 'NIB', { maxLength: 40, help: '13 angka, contoh 9120000000001' })}
        {field('nibVerifiedOn', 'NIB dilihat di sumbernya pada', { type: 'date' })}
        {field('nibVerifiedWith', 'NIB dilihat di', { maxLength: 100, help: 'Contoh: OSS' })}
        {field('npwp', 'NPWP', {
          maxLength: 40,
          help: `15 atau 16 angka. NPWP usaha perorangan disimpan tertutup seperti NIK. ${kept ?? ''}`,
        })}
        {field('npwpVerifiedOn', 'NPWP dilihat di sumbernya pada', { type: 'date' })}
        {field('nitku', 'NITKU', { maxLength: 40, help: '22 angka: 16 angka NPWP pusat dan 6 angka urut' })}
        {field('ownerName', 'Nama pemilik atau pimpinan', { maxLength: 120 })}
        {field('ownerWoman', 'Pemilik perempuan', {
          type: 'select',
          any: 'Belum diketahui',
          options: [
            { value: 'ya', text: 'Ya' },
            { value: 'tidak', text: 'Tidak' },
          ],
        })}
        {field('nik', 'NIK pemilik usaha perorangan', { maxLength: 40, help: kept ?? '16 angka; disimpan tertutup' })}
        {field('telepon', 'Telepon', { maxLength: 40, help: kept ?? 'Contoh: 0812 3456 7890; disimpan tertutup' })}
        {field('email', 'E-mail', { maxLength: 254, help: kept ?? 'Disimpan tertutup' })}
        {field('establishedOn', 'Tanggal berdiri', {
          type: 'date',
          help: 'Menentukan apakah kelas dihitung dari modal (sejak 2 Februari 2021) atau dari penjualan',
        })}
        <PlaceField
          label="Desa atau kelurahan"
          typed={typed}
          picked={picked}
          problems={problems}
          required={false}
          help='Ketik awal namanya lalu Cari wilayah, contoh "Wolo" atau "Wolo, Paga"; atau kodenya, contoh 53.71.01.1001.'
        />
        {field('address', 'Alamat', { maxLength: 300 })}
        {field('kbli', 'Kode KBLI', {
          maxLength: 300,
          help: 'Lima angka; beberapa kode dipisah titik koma, yang utama dahulu',
        })}
        {field('kbliEdition', 'Edisi KBLI', {
          type: 'select',
          options: KBLI_EDITIONS.map((value) => ({ value, text: value })),
          value: typed['kbliEdition'] || '2020',
          required: undefined,
        })}
        {field('parentEnterprise', 'Usaha induk', {
          maxLength: 200,
          help: 'Bila ini cabang, anak perusahaan, atau dikuasai usaha lain',
        })}
        {field('parentClass', 'Kelas usaha induk', {
          type: 'select',
          any: 'Tidak ada atau belum diketahui',
          options: PARENT_CLASSES.map((value) => ({ value, text: PARENT_CLASS_WORDS[value] })),
        })}
        {field('note', 'Catatan', { type: 'textarea', rows: 3, maxLength: 1000 })}
        {field('source', 'Asal keterangan', { maxLength: 200, help: 'Contoh: Dinas Koperasi, daftar Maret 2026' })}
        <div class="actions">
          <button>Simpan pelaku usaha</button>
          <a class="button quiet" href={one ? `/usaha/${one.id}` : '/usaha'}>
            Batal
          </a>
        </div>
      </form>
    </>
  );
}

import type { VNode } from 'preact';
import { ENTERPRISE_KEY_SCHEMES } from '../../../enterprise/enterprise.js';
import { KEY_WORDS } from '../../../enterprise/enterprise.wording.js';
import { formatAmount } from '../../../shared/money.js';
import { address, DataTable, Notice } from '../../components/index.js';
import { periodWords } from './enterprises.wording.js';
import { type EnterpriseProps, RowButton, SectionForm, writes, numbered } from './enterprise-section.view.js';

/** The keys under which it sells, and keys that may be its own. */
export function Keys(props: EnterpriseProps): VNode {
  const { ctx, one, suggested, sold } = props;
  return (
    <>
      <h2 id="kode">Kode penyedia</h2>
      <DataTable
        label="Kode penyedia"
        caption="Nama atau kode yang dipakai katalog dan Toko Daring bagi usaha ini."
        empty="Belum ada kode. Tanpa kode belanjanya tidak dapat dihubungkan."
        rows={one.keys}
        columns={[
          { key: 'sistem', head: 'Sistem', cell: (row) => KEY_WORDS[row.scheme] },
          {
            key: 'kode',
            head: 'Kode',
            cell: (row) =>
              ctx.can('supplier.read') && row.scheme !== 'sikap' ? (
                <a href={address('/penyedia/rinci', { skema: row.scheme, kunci: row.key })}>{row.key}</a>
              ) : (
                row.key
              ),
          },
          {
            key: 'masa',
            head: 'Berlaku',
            cell: (row) =>
              numbered(periodWords(row.validFrom, row.validTo), row.marksOvop ? 'semua penjualannya OVOP' : ''),
          },
          {
            key: 'terjual',
            head: 'Terjual (Rp)',
            kind: 'number',
            cell: (row) => {
              const value = sold.get(`${row.scheme}|${row.key}`);
              return value === undefined ? null : (
                <a href={address('/penjualan', { penyedia: `${row.scheme}:${row.key}` })}>{formatAmount(value)}</a>
              );
            },
          },
          {
            key: 'lepas',
            head: 'Lepas',
            kind: 'wide',
            cell: (row) =>
              writes(props) && (
                <RowButton
                  props={props}
                  path="kode/lepas"
                  hidden={{ scheme: row.scheme, key: row.key }}
                  text="Lepas"
                  about={`kode ${row.key}`}
                />
              ),
          },
        ]}
      />
      {writes(props) && suggested.length > 0 && (
        <Notice title="Mungkin kodenya">
          {suggested.map((found) => (
            <p>
              {found.name} ({KEY_WORDS[found.scheme]}, {found.key}){' '}
              <RowButton
                props={props}
                path="kode"
                hidden={{ 'kode-scheme': found.scheme, 'kode-key': found.key }}
                text="Hubungkan"
                about={found.name}
              />
            </p>
          ))}
        </Notice>
      )}
      {writes(props) && (
        <SectionForm props={props} section="kode" path="kode" summary="Tambah kode penyedia" button="Simpan kode">
          {(field) => (
            <>
              {field('scheme', 'Sistem', {
                type: 'select',
                options: ENTERPRISE_KEY_SCHEMES.map((value) => ({ value, text: KEY_WORDS[value] })),
                required: undefined,
              })}
              {field('key', 'Kode, atau nama pedagang', { maxLength: 200, required: true })}
              {field('validFrom', 'Berlaku dari', { type: 'date' })}
              {field('validTo', 'Berlaku sampai', { type: 'date' })}
              {field('note', 'Catatan', { maxLength: 300 })}
              {field('marksOvop', 'Semua yang dijual dengan kode ini produk OVOP', { type: 'checkbox' })}
              <p class="help">Setelah disimpan, angka belanja langsung dihitung ulang.</p>
            </>
          )}
        </SectionForm>
      )}
    </>
  );
}

import type { VNode } from 'preact';
import { CLASS_LABELS } from '../../../participation/dimension-labels.js';
import type { SellerPage, SellerRow, SellersAsked, SellerState } from '../../../participation/sellers.queries.js';
import { countWords } from '../../../participation/wording.js';
import { formatDay } from '../../../shared/dates.js';
import { formatAmount, formatRupiahShort } from '../../../shared/money.js';
import { Answer, DataTable, Downloads, type PageContext, Pager, State } from '../../components/index.js';

export const STATE_NAMES: Readonly<Record<SellerState, string>> = {
  baru: 'Baru',
  bertahan: 'Bertahan',
  kembali: 'Kembali',
  hilang: 'Belum menjual lagi',
};

const KINDS = { baru: 'good', bertahan: 'none', kembali: 'none', hilang: 'warn' } as const;

/** The sellers behind one number, largest first; together they give it. */
export function SellersView({
  ctx,
  found,
  asked,
  until,
  href,
  files,
}: {
  ctx: PageContext;
  found: SellerPage;
  asked: SellersAsked;
  until: string;
  href: (page: number) => string;
  files: { text: string; href: string }[];
}): VNode {
  const name = (one: SellerRow): VNode | string =>
    one.enterpriseId !== null && ctx.can('enterprise.read') ? (
      <a href={`/usaha/${one.enterpriseId}`}>{one.name}</a>
    ) : (
      one.name
    );
  return (
    <>
      <Answer>
        {countWords(found.total.sellers)} pelaku usaha{asked.state ? `, ${STATE_NAMES[asked.state].toLowerCase()}` : ''}
        {asked.band ? `, ${bandWords(asked.band)}` : ''}, dengan nilai transaksi {formatRupiahShort(found.total.value)}{' '}
        {asked.state === 'hilang' ? 'pada tahun sebelumnya' : until}.
      </Answer>
      <DataTable<SellerRow>
        label="Tabel pelaku usaha"
        caption="Nilai dan transaksi dalam rentang yang dihitung. Kelas menurut tanggal pesanannya."
        columns={[
          { key: 'nama', head: 'Pelaku usaha', cell: name },
          { key: 'tempat', head: 'Kabupaten/kota', cell: ({ regency }) => regency ?? 'belum diketahui' },
          { key: 'kelas', head: 'Kelas', cell: ({ classes }) => classes.map((one) => CLASS_LABELS[one]).join(', ') },
          {
            key: 'keadaan',
            head: 'Keadaan',
            kind: 'state',
            cell: ({ state }) => <State kind={KINDS[state]}>{STATE_NAMES[state]}</State>,
          },
          {
            key: 'pertama',
            head: 'Pertama dalam rentang',
            cell: ({ firstOn }) => (firstOn === null ? 'tanpa tanggal' : formatDay(firstOn)),
          },
          { key: 'transaksi', head: 'Transaksi', kind: 'number', cell: ({ packages }) => countWords(packages) },
          { key: 'nilai', head: 'Nilai (Rp)', kind: 'number', cell: ({ value }) => formatAmount(value) },
        ]}
        rows={found.items}
        empty="Tidak ada pelaku usaha yang sesuai."
      />
      <Pager page={found.page} pages={found.pages} href={href} />
      <Downloads files={files} />
    </>
  );
}

export function bandWords(band: NonNullable<SellersAsked['band']>): string {
  if (band === 'yes') return 'UMK dan koperasi';
  if (band === 'no') return 'bukan UMK';
  return CLASS_LABELS[band].toLowerCase();
}

import type { VNode } from 'preact';
import type { SoldProduct, SoldProductPage } from '../../../participation/sold-products.queries.js';
import { countWords } from '../../../participation/wording.js';
import { formatDay } from '../../../shared/dates.js';
import { Answer, DataTable, Downloads, type PageContext, Pager } from '../../components/index.js';

const SOURCES: Readonly<Record<string, string>> = { v5: 'e-Katalog 5', v6: 'e-Katalog 6' };

/** The products behind one number: as many rows as it says. */
export function SoldProductsView({
  ctx,
  found,
  umk,
  until,
  href,
  files,
}: {
  ctx: PageContext;
  found: SoldProductPage;
  /** Only those bought from micro and small enterprises. */
  umk: boolean;
  until: string;
  href: (page: number) => string;
  files: { text: string; href: string }[];
}): VNode {
  const name = (one: SoldProduct): VNode | string => {
    const said = one.name ?? 'Nama belum diketahui';
    return one.productId !== null && ctx.can('product.read') ? <a href={`/produk/${one.productId}`}>{said}</a> : said;
  };
  return (
    <>
      <Answer>
        {countWords(found.total)} produk berbeda dibeli{umk ? ' dari UMK dan koperasi' : ''} {until}.
      </Answer>
      <DataTable<SoldProduct>
        label="Tabel produk terjual"
        caption="Satu baris satu produk; produk katalog desa yang tayang di v5 dan v6 satu baris dengan kedua kodenya."
        columns={[
          { key: 'nama', head: 'Produk', cell: name },
          { key: 'kode', head: 'Kode', cell: ({ codes }) => codes.join(', ') },
          {
            key: 'katalog',
            head: 'Katalog',
            cell: ({ sources }) => sources.map((one) => SOURCES[one] ?? one).join(', '),
          },
          {
            key: 'pertama',
            head: 'Pertama dibeli tahun itu',
            cell: ({ firstOn }) => (firstOn === null ? 'tanpa tanggal' : formatDay(firstOn)),
          },
          { key: 'umk', head: 'Dari UMK', cell: (one) => (one.umk ? 'ya' : 'tidak atau belum diketahui') },
        ]}
        rows={found.items}
        foot={{ nama: `Jumlah ${countWords(found.total)} produk` }}
        empty="Tidak ada produk yang sesuai."
      />
      <Pager page={found.page} pages={found.pages} href={href} />
      <Downloads files={files} />
    </>
  );
}

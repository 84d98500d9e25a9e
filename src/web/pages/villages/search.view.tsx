import type { VNode } from 'preact';
import type { PlacePath } from '../../../wilayah/place.js';
import { placeName } from '../../../wilayah/place.js';
import { address, Answer, DataTable, Pager } from '../../components/index.js';
import { VillageSearch } from './coverage.view.js';
import { count } from './villages.wording.js';

interface SearchProps {
  text: string;
  found: { items: PlacePath[]; total: number };
  page: number;
  pages: number;
}

/** Places whose name or code begins so, with the code that forms and lists ask for. */
export function SearchView({ text, found, page, pages }: SearchProps): VNode {
  return (
    <>
      <VillageSearch text={text} />
      {text !== '' && (
        <>
          <Answer>
            {found.total === 0
              ? `Tidak ada wilayah yang nama atau kodenya berawal "${text}". Ketik awal namanya saja, misalnya "Oel".`
              : `${count(found.total)} wilayah berawal "${text}".`}
          </Answer>
          {found.total > 0 && (
            <DataTable
              label="Wilayah yang ditemukan"
              caption="Kode dipakai dalam formulir dan berkas impor; tulis dengan titik."
              rows={found.items}
              columns={[
                { key: 'nama', head: 'Nama', cell: (place) => <a href={`/desa/${place.code}`}>{placeName(place)}</a> },
                { key: 'kode', head: 'Kode', cell: (place) => place.code },
                { key: 'letak', head: 'Letak', kind: 'wide', cell: (place) => place.words },
              ]}
            />
          )}
          <Pager page={page} pages={pages} href={(to) => address('/desa/cari', { teks: text, hal: to })} />
        </>
      )}
    </>
  );
}

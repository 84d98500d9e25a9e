import type { VNode } from 'preact';
import type { Matrix } from '../../../catalogue/villages/coverage.js';
import { ATTRIBUTION } from '../../../wilayah/area-data.js';
import { type PlacePath, placeName } from '../../../wilayah/place.js';
import { Answer, type Column, DataTable, Downloads, EmptyState, HowComputed } from '../../components/index.js';
import { Definition } from './coverage.view.js';
import { count, matrixSumWords } from './villages.wording.js';

/** Kinds of product by village of a kecamatan, with sums both ways. */
export function MatrixView({ place, matrix }: { place: PlacePath; matrix: Matrix }): VNode {
  const { villages, rows, byVillage, total } = matrix;
  if (rows.length === 0)
    return (
      <EmptyState
        title="Belum ada potensi atau produk di kecamatan ini"
        action={{ href: `/desa/${place.code}`, text: `Lihat desa di ${placeName(place)}` }}
      >
        <p>Matriks terisi dari potensi tiap desa dan dari produk katalog beserta pembuatnya.</p>
      </EmptyState>
    );
  const columns: Column<Matrix['rows'][number]>[] = [
    { key: 'produk', head: 'Jenis produk', cell: (row) => row.productKind },
    ...villages.map(({ code, name }): Column<Matrix['rows'][number]> => ({
      key: code,
      head: name,
      kind: 'number',
      cell: ({ cells }) => {
        const cell = cells.get(code);
        // Empty, so that a phone leaves it out.
        if (!cell) return '';
        return (
          <a href={`/desa/${code}`} title={cell.isFlagship ? 'Produk unggulan desa ini' : undefined}>
            {cell.count === null ? '?' : count(cell.count)}
            {cell.isFlagship && '*'}
          </a>
        );
      },
    })),
    { key: 'jumlah', head: 'Jumlah', kind: 'number', cell: ({ sum }) => matrixSumWords(sum) },
  ];
  return (
    <>
      <Answer>
        {count(rows.length)} jenis produk dibuat {matrixSumWords(total)} pengusaha atau perajin di{' '}
        {count([...byVillage.values()].filter(({ count: known, unknown }) => known + unknown > 0).length)} dari{' '}
        {count(villages.length)} desa dan kelurahan.
      </Answer>
      <DataTable
        label="Matriks produk dan desa"
        caption="Banyaknya pengusaha atau perajin. Tanda ? berarti dibuat, jumlahnya belum diketahui; kosong berarti tidak tercatat; * produk unggulan desa."
        columns={columns}
        rows={rows}
        foot={{
          produk: 'Jumlah',
          ...Object.fromEntries(villages.map(({ code }) => [code, matrixSumWords(byVillage.get(code) ?? NONE)])),
          jumlah: matrixSumWords(total),
        }}
      />
      <HowComputed
        entries={[
          { term: 'Definisi', text: <Definition code="D06" /> },
          { term: 'Wilayah', text: ATTRIBUTION },
        ]}
      />
      <Downloads
        files={[
          { text: 'XLSX', href: `/desa/${place.code}/matriks.xlsx` },
          { text: 'CSV', href: `/desa/${place.code}/matriks.csv` },
        ]}
        api={`/api/v1/coverage/matrix/${place.code}`}
      />
    </>
  );
}

const NONE = { count: 0, unknown: 0 };

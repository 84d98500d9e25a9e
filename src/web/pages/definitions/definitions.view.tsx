import type { VNode } from 'preact';
import type { FigureDefinition } from '../../../purchasing/definitions.js';
import { formatDay } from '../../../shared/dates.js';
import { DataTable } from '../../components/index.js';
import { GLOSSARY } from './glossary.js';

export interface DefinitionGroup {
  title: string;
  /** Anchor of the whole group. */
  anchor: string;
  definitions: readonly FigureDefinition[];
}

/** Every figure with how it is made, and the words that the pages use. */
export function Definitions({ groups }: { groups: readonly DefinitionGroup[] }): VNode {
  return (
    <>
      <p class="prose">
        Setiap angka di layanan ini menuju ke definisinya di halaman ini. Perubahan cara menghitung selalu menjadi versi
        baru. Yang belum diketahui tidak pernah dianggap nol.
      </p>
      <nav class="prose" aria-label="Daftar definisi">
        <ul>
          {groups.flatMap(({ definitions }) =>
            definitions.map(({ anchor, name }) => (
              <li>
                <a href={`#${anchor}`}>{name}</a>
              </li>
            )),
          )}
          <li>
            <a href="#istilah">Istilah</a>
          </li>
        </ul>
      </nav>
      {groups.map((group) => (
        <section id={group.anchor}>
          <h2>{group.title}</h2>
          {group.definitions.map((definition) => (
            <Definition definition={definition} />
          ))}
        </section>
      ))}
      <section id="istilah">
        <h2>Istilah</h2>
        <DataTable
          caption="Kata yang dipakai di halaman-halaman ini."
          label="Tabel istilah"
          columns={[
            { key: 'istilah', head: 'Istilah', cell: ({ term }) => term },
            { key: 'arti', head: 'Arti', cell: ({ meaning }) => meaning },
          ]}
          rows={GLOSSARY}
        />
      </section>
    </>
  );
}

const NATURES = {
  stok: 'Stok: keadaan pada satu tanggal',
  arus: 'Arus: yang terjadi dalam satu rentang waktu',
  rasio: 'Rasio: perbandingan dua angka',
} as const;

function Definition({ definition }: { definition: FigureDefinition }): VNode {
  const { anchor, code, version, since, name, meaning, numerator, denominator, exclusions, source, limits } =
    definition;
  const { population, nature } = definition;
  return (
    <article id={anchor} class="definition">
      <h3>{name}</h3>
      <p class="prose">{meaning}</p>
      <dl class="facts">
        <dt>Kode dan versi</dt>
        <dd>
          {code} versi {version}, berlaku sejak {formatDay(since)}
        </dd>
        <dt>{denominator === null ? 'Yang dijumlahkan' : 'Pembilang'}</dt>
        <dd>{numerator}</dd>
        {denominator !== null && (
          <>
            <dt>Penyebut</dt>
            <dd>{denominator}</dd>
          </>
        )}
        {population !== undefined && (
          <>
            <dt>Populasi</dt>
            <dd>{population}</dd>
          </>
        )}
        {nature !== undefined && (
          <>
            <dt>Jenis angka</dt>
            <dd>{NATURES[nature]}</dd>
          </>
        )}
        {exclusions.length > 0 && (
          <>
            <dt>Tidak termasuk</dt>
            <dd>
              <List items={exclusions} />
            </dd>
          </>
        )}
        <dt>Sumber</dt>
        <dd>{source}</dd>
        {limits.length > 0 && (
          <>
            <dt>Batasan</dt>
            <dd>
              <List items={limits} />
            </dd>
          </>
        )}
      </dl>
    </article>
  );
}

function List({ items }: { items: readonly string[] }): VNode {
  if (items.length === 1) return <>{items[0]}</>;
  return (
    <ul>
      {items.map((item) => (
        <li>{item}</li>
      ))}
    </ul>
  );
}

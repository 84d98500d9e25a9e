import type { VNode } from 'preact';
import { STAR_VALUES } from '../../../catalogue/stars.js';
import { CLASS_LABELS, starLabel } from '../../../participation/dimension-labels.js';
import { CLASSES, DIMENSIONS, WOMAN_OWNED } from '../../../participation/participation.js';
import { Filters, Notice, type Option } from '../../components/index.js';
import { type VillageChoice, WOMAN_WORDS } from './filter.words.js';
import { participationHref, type ParticipationAsked, SHOWN_NUMBERS } from './participation.address.js';
import { DIMENSION_NAMES, NUMBER_NAMES, WORKING } from './working.words.js';

/** A village that was asked for by a name, and what it may mean. */
export interface VillageQuestion {
  name: string;
  field: 'village' | 'productVillage';
  text: string;
  found: readonly VillageChoice[];
}

interface FilterProps {
  asked: ParticipationAsked;
  regencies: readonly Option[];
  groups: readonly Option[];
  said: string | null;
}

/** Several villages go by one name, or none: which one is meant is chosen here. */
export function VillageNotice({ question, asked }: { question: VillageQuestion; asked: ParticipationAsked }): VNode {
  const { text, field, found } = question;
  return (
    <Notice kind="warn" title={found.length === 0 ? `Tidak ada desa bernama "${text}"` : `Desa "${text}" yang mana?`}>
      {found.length === 0 ? (
        <p>
          Angka di bawah tanpa saringan itu. Tulis awal nama desa atau kelurahan, atau kodenya, contoh 53.05.01.2001.
        </p>
      ) : (
        <ul>
          {found.map(({ code, words }) => (
            <li>
              <a href={participationHref(WORKING, { ...asked, filter: { ...asked.filter, [field]: code } })}>{words}</a>
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

/** What the working page is filtered by. */
export function WorkingFilters({ asked, regencies, groups, said }: FilterProps): VNode {
  const { filter } = asked;
  return (
    <Filters
      action={WORKING}
      said={said}
      clear={WORKING}
      fields={[
        { name: 'sampai', label: 'Sampai tanggal', type: 'date', value: filter.cutoff },
        {
          name: 'rentang',
          label: 'Rentang',
          value: filter.span,
          options: [
            { value: 'sama', text: 'Sama tiap tahun' },
            { value: 'penuh', text: 'Tahun penuh' },
          ],
        },
        {
          name: 'tahun',
          label: 'Banyaknya tahun',
          value: String(filter.years),
          options: ['2', '3', '5', '10'].map((value) => ({ value, text: value })),
        },
        { name: 'kabupaten', label: 'Kabupaten/kota', value: filter.regency ?? '', any: 'Semua', options: regencies },
        {
          name: 'kelas',
          label: 'Kelas',
          value: filter.sellerClass ?? '',
          any: 'Semua',
          options: [
            { value: 'yes', text: 'UMK dan koperasi' },
            { value: 'no', text: 'Bukan UMK' },
            ...CLASSES.map((value) => ({ value, text: CLASS_LABELS[value] })),
          ],
        },
        { name: 'kelompok', label: 'Kelompok produk', value: filter.group ?? '', any: 'Semua', options: groups },
        {
          name: 'bintang',
          label: 'Bintang produk',
          value: filter.star ?? '',
          any: 'Semua',
          options: [
            ...STAR_VALUES.map((value) => ({ value, text: starLabel(value) })),
            { value: 'unknown', text: 'Tanpa bintang' },
          ],
        },
        {
          name: 'perempuan',
          label: 'Milik perempuan',
          value: filter.woman ?? '',
          any: 'Semua',
          options: WOMAN_OWNED.map((value) => ({ value, text: WOMAN_WORDS[value] })),
        },
        { name: 'desa', label: 'Desa penjual (nama)', value: filter.village ?? '' },
        { name: 'desa-produk', label: 'Desa produk (nama)', value: filter.productVillage ?? '' },
        {
          name: 'menurut',
          label: 'Menurut',
          value: asked.by,
          options: DIMENSIONS.map((value) => ({ value, text: DIMENSION_NAMES[value] })),
        },
        {
          name: 'angka',
          label: 'Angka pada peta',
          value: asked.shown,
          options: SHOWN_NUMBERS.map((value) => ({ value, text: NUMBER_NAMES[value] })),
        },
      ]}
    />
  );
}

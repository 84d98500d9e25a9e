import { E_PURCHASING, SOURCES } from '../../../purchasing/intake/rows.js';
import { CATALOGUES, OVOP_STATES, type SpendingChoices, UMK_STATES } from '../../../purchasing/spending.js';
import type { FilterField } from '../../components/index.js';
import {
  CATALOGUE_WORDS,
  fundWords,
  monthWords,
  OVOP_WORDS,
  SOURCE_WORDS,
  STANDING_CHOICES,
  UMK_WORDS,
} from './spending.wording.js';

/** The row of filters; a value in the address that is no longer on offer stays chosen and visible. */
export function filterFields(
  query: Readonly<Record<string, string>>,
  choices: SpendingChoices,
  defaultYear: number,
): FilterField[] {
  const years = [...new Set([defaultYear, ...choices.years])].sort((a, b) => b - a);
  const field = (name: string, label: string, any: string, options: { value: string; text: string }[]): FilterField => {
    const value = query[name] ?? '';
    const known = value === '' || options.some((option) => option.value === value);
    return { name, label, value, any, options: known ? options : [...options, { value, text: value }] };
  };
  const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 13, -1] as const;
  return [
    {
      name: 'tahun',
      label: 'Tahun',
      value: query['tahun'] ?? String(defaultYear),
      options: [
        ...years.map((year) => ({ value: String(year), text: String(year) })),
        { value: 'semua', text: 'Semua tahun' },
      ],
    },
    field(
      'bulan',
      'Bulan',
      'Semua bulan',
      months.map((month) => ({ value: String(month), text: monthWords(month) })),
    ),
    field('sumber', 'Sumber', 'Semua e-purchasing', [
      ...E_PURCHASING.map((source) => ({ value: source as string, text: SOURCE_WORDS[source] })),
      ...SOURCES.filter((source) => !E_PURCHASING.includes(source) && choices.sources.includes(source)).map(
        (source) => ({
          value: source as string,
          text: `${SOURCE_WORDS[source]} (di luar e-purchasing)`,
        }),
      ),
    ]),
    field('status', 'Kelompok status', 'Semua kelompok', [...STANDING_CHOICES]),
    field(
      'dana',
      'Sumber dana',
      'Semua sumber dana',
      choices.funds.map((fund) => ({ value: fund === '' ? '-' : fund, text: fundWords(fund) })),
    ),
    field(
      'katalog',
      'Katalog',
      'Semua katalog',
      CATALOGUES.map((catalogue) => ({ value: catalogue, text: CATALOGUE_WORDS[catalogue] })),
    ),
    field(
      'umk',
      'UMK',
      'Semua',
      UMK_STATES.map((state) => ({ value: state, text: UMK_WORDS[state] })),
    ),
    field(
      'ovop',
      'OVOP',
      'Semua',
      OVOP_STATES.map((state) => ({ value: state, text: OVOP_WORDS[state] })),
    ),
    ...(choices.klpds.length > 1
      ? [
          field('klpd', 'KLPD', 'KLPD sendiri', [
            ...choices.klpds.map(({ code, name }) => ({ value: code, text: name })),
            { value: 'semua', text: 'Semua KLPD' },
          ]),
        ]
      : []),
  ];
}

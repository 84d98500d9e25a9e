import type { ObligationChoice } from '../../../compliance/compliance.js';
import { formatDay } from '../../../shared/dates.js';
import type { FilterField } from '../../components/index.js';
import { monthEnds } from './compliance.wording.js';

/** The filters as they stand in the address. */
export interface ComplianceAddress {
  tahun: string;
  sampai: string | null;
  butir: string | null;
  klpd: string | null;
}

/** The row of filters: year, cut-off day, obligation, and KLPD where there are several. */
export function complianceFilters(
  query: ComplianceAddress,
  choices: {
    years: readonly number[];
    klpds: readonly { code: string; name: string }[];
    obligations: readonly ObligationChoice[];
  },
  chosen: string | null,
): FilterField[] {
  const year = Number(query.tahun);
  const years = [...new Set([year, ...choices.years])].sort((one, two) => two - one);
  const ends = monthEnds(year);
  const until = query.sampai;
  const known = until === null || ends.some(({ value }) => value === until);
  return [
    {
      name: 'tahun',
      label: 'Tahun',
      value: query.tahun,
      options: years.map((one) => ({ value: String(one), text: String(one) })),
    },
    {
      name: 'sampai',
      label: 'Pesanan sampai',
      value: until,
      any: 'Semua pesanan',
      options: known ? ends : [...ends, { value: until, text: formatDay(until) }],
    },
    ...(choices.obligations.length > 0
      ? [
          {
            name: 'butir',
            label: 'Butir edaran',
            value: chosen,
            options: choices.obligations.map(({ obligationId, code, title, circularName: group }) => ({
              value: obligationId,
              text: `${code}. ${title}`,
              group,
            })),
          },
        ]
      : []),
    ...(choices.klpds.length > 1
      ? [
          {
            name: 'klpd',
            label: 'KLPD',
            value: query.klpd,
            any: 'KLPD sendiri',
            options: [
              ...choices.klpds.map(({ code, name }) => ({ value: code, text: name })),
              { value: 'semua', text: 'Semua KLPD' },
            ],
          },
        ]
      : []),
  ];
}

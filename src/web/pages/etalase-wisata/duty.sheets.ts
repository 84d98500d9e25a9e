import { type Duty, DUTY_STATES, DUTY_WORDS } from '../../../etalase/duty/duty.js';
import { kindWords } from '../../../etalase/places/place.js';
import type { VisitorsOfYear } from '../../../etalase/visits/visits.service.js';
import type { Sheet } from '../../../shared/spreadsheet.js';

/** The places that the filter finds, and the sums of every kabupaten. */
export function dutySheets(
  { places, regencies, total, day, validDays, source }: Duty,
  visitors: readonly VisitorsOfYear[],
  year: number,
): [Sheet, Sheet] {
  // Null = nothing is on file, which is not none.
  const ofPlace = new Map(visitors.flatMap(({ kode, visitors: sum }) => (kode === null ? [] : [[kode, sum]])));
  const ofRegency = new Map(
    visitors.flatMap((one) => (one.kode === null ? [[one.kabupatenCode ?? '', one.visitors]] : [])),
  );
  const text = (heading: string, width = 24) => ({ heading, type: 'text' as const, width });
  const integer = (heading: string) => ({ heading, type: 'integer' as const });
  return [
    {
      name: 'Lokasi',
      columns: [
        text('Kode', 26),
        text('Lokasi wisata', 34),
        text('Jenis'),
        text('Kode kabupaten', 14),
        text('Kabupaten/kota', 28),
        text('Keadaan', 16),
        { heading: 'Terakhir diperiksa', type: 'day', width: 18 },
        integer('Etalase tercatat'),
        integer(`Pemeriksaan ${validDays} hari`),
        integer(`Pengunjung ${year}, yang tercatat`),
      ],
      rows: places.map((one) => [
        one.kode,
        one.name,
        kindWords(one.kind, 'id'),
        one.kabupatenCode,
        one.kabupaten,
        DUTY_WORDS[one.state],
        one.inspectedOn,
        one.etalase,
        one.inspections,
        ofPlace.get(one.kode) ?? null,
      ]),
    },
    {
      name: 'Kabupaten',
      columns: [
        text('Kode', 10),
        text('Kabupaten/kota', 30),
        integer('Lokasi'),
        ...DUTY_STATES.map((state) => integer(DUTY_WORDS[state])),
        integer(`Pemeriksaan ${validDays} hari sampai ${day} (${source})`),
        integer(`Pengunjung ${year}, yang tercatat`),
      ],
      rows: [...regencies, { code: '', name: 'Jumlah', ...total }].map((one) => [
        one.code,
        one.name,
        one.places,
        one.ada,
        one.kedaluwarsa,
        one.tidakAda,
        one.belumDiketahui,
        one.inspections,
        ofRegency.get(one.code) ?? null,
      ]),
    },
  ];
}

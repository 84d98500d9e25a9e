import { formatDay } from '../../shared/dates.js';

/** How the day that is judged stands to the day on which the facts were known. */
export type Hindsight = 'same-day' | 'looked-back' | 'looked-ahead';

export function hindsightOf(day: string, knownOn: string): Hindsight {
  if (day === knownOn) return 'same-day';
  return day < knownOn ? 'looked-back' : 'looked-ahead';
}

/**
 * Both axes of time in plain words: the day judged, and the day whose knowledge was used. Of a day before the knowledge it is
 * said that what was on file on that day itself was not kept.
 */
export function timesSentence(day: string, knownOn: string): string {
  const axes = `Keadaan pada ${formatDay(day)}, menurut yang diketahui pada ${formatDay(knownOn)}.`;
  switch (hindsightOf(day, knownOn)) {
    case 'same-day':
      return axes;
    case 'looked-back':
      return (
        `${axes} Hari itu dinilai kemudian: data seperti tercatat pada ${formatDay(knownOn)} dipakai juga untuk hari yang ` +
        'lampau, sebab apa yang tercatat pada hari itu sendiri tidak disimpan sebagai keputusan.'
      );
    case 'looked-ahead':
      return `${axes} Hari itu belum tiba: ini perkiraan bila data dan berkas hukum tidak berubah.`;
  }
}

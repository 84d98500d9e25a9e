import type { Roadmap } from '../../../participation/programmes/roadmap.js';
import type { TargetLine } from '../../../participation/programmes/target.js';
import type { Sheet } from '../../../shared/spreadsheet.js';
import { DIRECTION_WORDS, PROGRESS_WORDS, STANDING_WORDS, UNIT_WORDS } from './roadmap.wording.js';

/** Targets first, so that the CSV is of them. */
export function roadmapSheets(roadmap: Roadmap | null, targets: readonly TargetLine[]): [Sheet, Sheet] {
  return [
    {
      name: 'Target',
      columns: [
        { heading: 'Kode', type: 'text', width: 8 },
        { heading: 'Versi Definisi', type: 'integer', width: 14 },
        { heading: 'Ukuran', type: 'text', width: 36 },
        { heading: 'Arah', type: 'text', width: 16 },
        { heading: 'Satuan', type: 'text', width: 14 },
        { heading: 'Tahun', type: 'text', width: 8 },
        { heading: 'Target', type: 'amount' },
        { heading: 'Tercapai', type: 'amount' },
        { heading: 'Dari', type: 'text' },
        { heading: 'Sampai Tanggal', type: 'day', width: 16 },
        { heading: 'Dari Target', type: 'percent', width: 12 },
        { heading: 'Keadaan', type: 'text', width: 16 },
        { heading: 'Dasar', type: 'text' },
        { heading: 'Keterangan', type: 'text' },
      ],
      rows: targets.map(({ achieved, definition, ...line }) => [
        line.metric,
        line.metricVersion,
        definition?.name ?? null,
        definition ? DIRECTION_WORDS[definition.direction] : null,
        definition ? UNIT_WORDS[definition.unit] : null,
        String(line.year),
        line.amount,
        achieved.amount,
        achieved.said,
        achieved.begun ? achieved.until : null,
        line.percent,
        STANDING_WORDS[line.standing],
        line.basis,
        line.note,
      ]),
    },
    {
      name: 'Peta jalan',
      columns: [
        { heading: 'Tahun', type: 'text', width: 8 },
        { heading: 'Tahun Ke', type: 'integer', width: 10 },
        { heading: 'Tahap', type: 'text' },
        { heading: 'Kegiatan', type: 'text', width: 80 },
        { heading: 'Penanggung Jawab', type: 'text' },
        { heading: 'Kemajuan', type: 'text', width: 16 },
        { heading: 'Tanggal Kemajuan', type: 'day', width: 18 },
        { heading: 'Bukti', type: 'text' },
      ],
      rows: (roadmap?.stages ?? []).flatMap((stage) =>
        stage.activities.map((activity) => [
          String(stage.year),
          stage.yearNo,
          stage.name,
          activity,
          stage.agency,
          PROGRESS_WORDS[stage.progress],
          stage.progressOn,
          stage.evidence,
        ]),
      ),
    },
  ];
}

import type { ListedDecisionDto } from '../../../eligibility/decisions/decisions.dto.js';
import { STATE_WORDS } from '../../../eligibility/wording/wording.js';
import type { Sheet } from '../../../shared/spreadsheet.js';
import { PLATFORM_WORDS } from './decisions.wording.js';

/** The list of decisions, one row each. */
export function decisionSheet(items: readonly ListedDecisionDto[]): Sheet {
  return {
    name: 'Kelayakan',
    columns: [
      { heading: 'Nomor Keputusan', type: 'text', width: 16 },
      { heading: 'Pelaku Usaha', type: 'text', width: 34 },
      { heading: 'Kode Wilayah', type: 'text', width: 15 },
      { heading: 'Produk', type: 'text', width: 34 },
      { heading: 'Platform', type: 'text', width: 18 },
      { heading: 'Hasil', type: 'text', width: 22 },
      { heading: 'Terhitung UMK', type: 'text', width: 22 },
      { heading: 'Usaha Setempat', type: 'text', width: 22 },
      { heading: 'Produk OVOP', type: 'text', width: 22 },
      { heading: 'Syarat Terpenuhi', type: 'integer', width: 12 },
      { heading: 'Syarat Tidak Terpenuhi', type: 'integer', width: 12 },
      { heading: 'Syarat Belum Diketahui', type: 'integer', width: 12 },
      { heading: 'Hari yang Dinilai', type: 'day', width: 14 },
      { heading: 'Tetap Sampai', type: 'day', width: 14 },
      { heading: 'Dibuat Pada (UTC)', type: 'text', width: 26 },
    ],
    rows: items.map((one) => [
      one.id,
      one.enterpriseName,
      one.wilayahCode,
      one.productName,
      PLATFORM_WORDS[one.platform],
      STATE_WORDS[one.outcome],
      ...(['umk-k', 'lokal', 'ovop'] as const).map(
        (wanted) => one.states.find(({ purpose }) => purpose === wanted)?.text ?? null,
      ),
      one.readiness.met,
      one.readiness.unmet,
      one.readiness.unknown,
      one.day,
      one.validUntil,
      one.decidedAt,
    ]),
  };
}

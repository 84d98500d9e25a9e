import type { VNode } from 'preact';
import { circularName } from '../../../compliance/circular.js';
import type { EtalaseReport } from '../../../compliance/etalase/etalase-compliance.js';
import { formatDay } from '../../../shared/dates.js';
import { address, type PageContext } from '../../components/index.js';
import { count } from '../spending/spending.wording.js';
import { etalaseLacks } from './home.wording.js';

/** Which tourism places lack an etalase that a circular asks for; nothing where no circular does. */
export function HomeEtalase({
  ctx,
  year,
  report,
}: {
  ctx: PageContext;
  year: number;
  report: EtalaseReport | undefined;
}): VNode | null {
  if (!report || report.places.length === 0) return null;
  const { circular, obligation, places, counts, day } = report;
  const unseen = places.filter(({ state }) => state === 'belum-diketahui').length;
  const lacks = etalaseLacks(report);
  const linked = ctx.can('etalase.read');
  return (
    <>
      <h2>Etalase di lokasi wisata</h2>
      <p class="prose">
        Menurut {circularName(circular)}, butir {obligation.code}, pada {formatDay(day)}:{' '}
        <strong>
          {count(counts.dipenuhi)} dari {count(places.length)}
        </strong>{' '}
        lokasi wisata punya etalase
        {unseen > 0 && `; ${count(unseen)} lokasi belum pernah diperiksa dan belum diketahui`}.{' '}
        <a href={address('/kepatuhan', { tahun: year, butir: obligation.id })}>Lihat kepatuhan {obligation.code}</a>
      </p>
      {lacks.length > 0 && (
        <ul class="attention">
          {lacks.map(({ text, named, others }) => (
            <li>
              <strong>{text}:</strong>{' '}
              {named.map(({ kode, name }, index) => (
                <>
                  {index > 0 && ', '}
                  {linked ? <a href={`/etalase-wisata/${kode}`}>{name}</a> : name}
                </>
              ))}
              {others > 0 && `, dan ${count(others)} lainnya`}.
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

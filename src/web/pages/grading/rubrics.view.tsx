import type { VNode } from 'preact';
import type { Profile } from '../../../catalogue/grading/rubric.js';
import { formatDay } from '../../../shared/dates.js';
import { formatPercent } from '../../../shared/money.js';
import { DataTable, Downloads, Notice } from '../../components/index.js';
import { GradingTabs } from './grading-tabs.view.js';

export function RubricListView({ profiles }: { profiles: readonly Profile[] }): VNode {
  return (
    <>
      <GradingTabs here="rubrik" />
      <DataTable
        label="Profil penilaian"
        caption="Versi lama tetap ada, supaya penilaian yang memakainya tetap dapat dijelaskan."
        rows={profiles}
        columns={[
          {
            key: 'profil',
            head: 'Profil',
            cell: (one) => (
              <a href={`/penilaian/rubrik/${one.code}/${one.version}`}>
                {one.title}, versi {one.version}
              </a>
            ),
          },
          { key: 'mulai', head: 'Berlaku sejak', cell: (one) => formatDay(one.effectiveFrom) },
          { key: 'dimensi', head: 'Dimensi', kind: 'number', cell: (one) => one.dimensions.length },
          { key: 'masa', head: 'Penilaian berlaku', cell: (one) => `${one.validMonths} bulan` },
        ]}
      />
    </>
  );
}

/** One version of the rubric: levels, weights, and what was mended with the reason. */
export function RubricView({ profile }: { profile: Profile }): VNode {
  const total = profile.dimensions.reduce((sum, { weight }) => sum + weight, 0);
  return (
    <>
      <GradingTabs here="rubrik" />
      <Notice kind="warn" title="Asumsi biro">
        <ul>
          {profile.assumptions.map((assumption) => (
            <li>{assumption}</li>
          ))}
        </ul>
      </Notice>
      <DataTable
        label="Dimensi"
        caption={`${profile.dimensions.length} dimensi, ${total} bobot. Tingkat bertanda * ditambahkan, tidak ada dalam tabel sumber.`}
        rows={profile.dimensions}
        rowId={(one) => one.code}
        columns={[
          {
            key: 'dimensi',
            head: 'Dimensi',
            cell: (one) => (
              <>
                {one.name}
                <span class="sub">
                  {one.aspect.name}, {one.printed}
                </span>
              </>
            ),
          },
          {
            key: 'tingkat',
            head: 'Tingkat, dari yang terendah',
            kind: 'wide',
            cell: (one) => (
              <>
                {one.choice === 'multiple' && <span class="sub">Pilihan ganda: bagian butir yang terpenuhi</span>}
                <ol>
                  {one.levels.map((level) => (
                    <li>
                      {level.text}
                      {level.printed === null && ' *'}
                    </li>
                  ))}
                </ol>
              </>
            ),
          },
          {
            key: 'bobot',
            head: 'Bobot',
            kind: 'number',
            cell: (one) => (
              <>
                {one.weight}
                <span class="sub">{formatPercent(BigInt(one.weight), BigInt(total))}</span>
              </>
            ),
          },
          {
            key: 'perbaikan',
            head: 'Yang diperbaiki, dan alasannya',
            kind: 'wide',
            cell: (one) =>
              (one.mends.length > 0 || one.note !== null) && (
                <>
                  {one.mends.map((mend) => (
                    <p>
                      {mend.what} <span class="sub">{mend.why}</span>
                    </p>
                  ))}
                  {one.note !== null && <p class="sub">{one.note}</p>}
                </>
              ),
          },
        ]}
      />
      {profile.leavesOut.length > 0 && (
        <section>
          <h2>Dimensi yang tidak dipakai</h2>
          <ul>
            {profile.leavesOut.map((one) => (
              <li>
                {one.name}: {one.why}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>Cacat yang diketahui pada sumbernya</h2>
        <p class="prose">{profile.dimensionsSource}.</p>
        <ul class="prose">
          {profile.defects.map((defect) => (
            <li>
              {defect.what} <span class="sub">{defect.handled}</span>
            </li>
          ))}
        </ul>
      </section>
      <Downloads files={[]} api={`/api/v1/grading/profiles/${profile.code}/${profile.version}`} />
    </>
  );
}

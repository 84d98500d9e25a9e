import type { VNode } from 'preact';
import type { Roadmap, Stage } from '../../../participation/programmes/roadmap.js';
import type { RoadmapTemplate } from '../../../participation/programmes/reference.js';
import type { TargetLine } from '../../../participation/programmes/target.js';
import { NOT_TARGETS } from '../../../participation/programmes/target-metrics.js';
import { metricHref, metricOf } from '../../../participation/metrics.js';
import { formatDay } from '../../../shared/dates.js';
import {
  address,
  Answer,
  DataTable,
  Downloads,
  EmptyState,
  HowComputed,
  Notice,
  type PageContext,
  State,
  Tabs,
} from '../../components/index.js';
import {
  achievedNote,
  achievedWords,
  amountWords,
  decimalWords,
  DIRECTION_WORDS,
  PROGRESS_KINDS,
  PROGRESS_WORDS,
  roadmapSentence,
  STANDING_KINDS,
  STANDING_WORDS,
} from './roadmap.wording.js';
import { targetRowsHref } from './target-rows.js';

export interface RoadmapProps {
  ctx: PageContext;
  /** Null while there is none. */
  roadmap: Roadmap | null;
  all: readonly Roadmap[];
  targets: readonly TargetLine[];
  template: RoadmapTemplate;
}

export function RoadmapView({ ctx, roadmap, all, targets, template }: RoadmapProps): VNode {
  const mayWrite = ctx.can('roadmap.write');
  if (roadmap === null)
    return (
      <>
        <EmptyState
          title="Belum ada peta jalan"
          action={mayWrite ? { href: '/peta-jalan/baru', text: 'Buat peta jalan' } : null}
        >
          <p>
            Peta jalan lima tahun dibuat dari template (
            {template.stages.map(({ name }) => name.toLowerCase()).join(', ')}), lalu diubah menurut peraturan gubernur
            yang menetapkannya.
          </p>
        </EmptyState>
        <Targets {...{ ctx, targets }} />
      </>
    );
  return (
    <>
      {all.length > 1 && (
        <Tabs
          label="Peta jalan"
          tabs={all.map((one) => ({
            href: address('/peta-jalan', { peta: one.id }),
            text: one.name,
            here: one.id === roadmap.id,
          }))}
        />
      )}
      <Answer>{roadmapSentence(roadmap.stages, targets, ctx.today)}</Answer>
      {mayWrite && (
        <p class="actions">
          <a class="button" href="/peta-jalan/target/baru">
            Tetapkan target
          </a>
          <a class="button quiet" href={`/peta-jalan/${roadmap.id}/ubah`}>
            Ubah peta jalan
          </a>
          <a class="button quiet" href="/peta-jalan/baru">
            Buat peta jalan lain
          </a>
        </p>
      )}
      <Targets {...{ ctx, targets }} />
      <DataTable
        label="Tahap peta jalan"
        caption="Lima tahun, satu tahap setahun."
        rows={roadmap.stages}
        rowId={({ yearNo }) => `tahun-${yearNo}`}
        columns={[
          {
            key: 'tahun',
            head: 'Tahun',
            cell: (stage) => (
              <>
                {stage.year}
                <span class="sub">tahun ke-{stage.yearNo}</span>
              </>
            ),
          },
          { key: 'tahap', head: 'Tahap', cell: ({ name }) => name },
          {
            key: 'kemajuan',
            head: 'Kemajuan',
            kind: 'state',
            cell: (stage) => (
              <>
                <State kind={PROGRESS_KINDS[stage.progress]}>{PROGRESS_WORDS[stage.progress]}</State>
                {stage.progressOn && (
                  <span class="sub">
                    {formatDay(stage.progressOn)}
                    {stage.evidence && `: ${stage.evidence}`}
                  </span>
                )}
              </>
            ),
          },
          {
            key: 'kegiatan',
            head: 'Kegiatan',
            kind: 'wide',
            cell: ({ activities }) => (
              <ul>
                {activities.map((activity) => (
                  <li>{activity}</li>
                ))}
              </ul>
            ),
          },
          { key: 'oleh', head: 'Penanggung jawab', cell: ({ agency }) => agency ?? 'Belum ditentukan' },
          ...(mayWrite
            ? [
                {
                  key: 'ubah',
                  head: 'Tindakan',
                  cell: (stage: Stage) => (
                    <a href={`/peta-jalan/${roadmap.id}/tahap/${stage.yearNo}`}>
                      Ubah<span class="unseen"> tahap {stage.year}</span>
                    </a>
                  ),
                },
              ]
            : []),
        ]}
      />
      {roadmap.note && <Notice title="Keterangan">{roadmap.note}</Notice>}
      <HowComputed
        entries={[
          {
            term: 'Template',
            text: `${template.title}, versi ${roadmap.templateVersion}. ${template.source}.`,
          },
          ...template.notes.map((text) => ({ term: 'Catatan', text })),
          {
            term: 'Target',
            text: 'Disimpan bersama kode dan versi definisinya. Bila definisinya berganti versi, target lama tidak dibandingkan dengan angka baru sampai ditetapkan lagi.',
          },
          {
            term: 'Tercapai',
            text: 'Angka dari 1 Januari sampai akhir tahun, atau sampai hari ini bagi tahun berjalan. Target baru disebut tidak tercapai setelah tahunnya berakhir; target "paling banyak" baru disebut tercapai setelah tahunnya berakhir. Stok (katalog, corong) menurut keadaan terakhir sampai hari itu; M01 sampai M06 dan M11 menurut tahun anggaran.',
          },
          ...NOT_TARGETS.map(({ code, why }) => ({
            term: 'Bukan target',
            text: (
              <>
                <a href={metricHref(code)}>{code}</a> {metricOf(code).name}: {why}
              </>
            ),
          })),
        ]}
      />
      <Downloads
        files={[{ text: 'XLSX', href: address('/peta-jalan/unduh.xlsx', { peta: roadmap.id }) }]}
        api="/api/v1/roadmaps"
      />
    </>
  );
}

function Targets({ ctx, targets }: Pick<RoadmapProps, 'ctx' | 'targets'>): VNode | null {
  const mayWrite = ctx.can('roadmap.write');
  if (targets.length === 0)
    return (
      <section>
        <h2>Target</h2>
        <p>
          Belum ada target untuk tahun-tahun ini.
          {mayWrite && (
            <>
              {' '}
              <a href="/peta-jalan/target/baru">Tetapkan target</a>.
            </>
          )}
        </p>
      </section>
    );
  return (
    <section>
      <h2>Target dan yang tercapai</h2>
      <DataTable
        label="Target"
        caption="Setiap target di samping angka yang dihitung dari data, dengan definisinya."
        rows={targets}
        columns={[
          {
            key: 'ukuran',
            head: 'Ukuran',
            cell: (line) => (
              <>
                {line.definition ? <a href={metricHref(line.metric)}>{line.definition.name}</a> : line.metric}
                <span class="sub">
                  {line.metric} versi {line.metricVersion}
                </span>
              </>
            ),
          },
          { key: 'tahun', head: 'Tahun', kind: 'number', cell: ({ year }) => year },
          {
            key: 'target',
            head: 'Target',
            cell: ({ amount, definition, basis }) => (
              <>
                {definition && `${DIRECTION_WORDS[definition.direction]} `}
                {amountWords(amount, definition?.unit ?? null)}
                <span class="sub">{basis ?? 'Dasarnya belum disebut'}</span>
              </>
            ),
          },
          {
            key: 'tercapai',
            head: 'Tercapai',
            cell: (line) => {
              const words = achievedWords(line.achieved, line.definition);
              const href = targetRowsHref(ctx, line);
              return (
                <>
                  {href === null ? words : <a href={href}>{words}</a>}
                  <span class="sub">{achievedNote(line.achieved)}</span>
                </>
              );
            },
          },
          {
            key: 'bagian',
            head: 'Dari target',
            kind: 'number',
            cell: ({ percent }) => (percent === null ? null : `${decimalWords(percent)} %`),
          },
          {
            key: 'keadaan',
            head: 'Keadaan',
            kind: 'state',
            cell: ({ standing, outdated }) => (
              <>
                <State kind={STANDING_KINDS[standing]}>{STANDING_WORDS[standing]}</State>
                {outdated && <span class="sub">definisinya berganti versi; tetapkan lagi</span>}
              </>
            ),
          },
          ...(mayWrite
            ? [
                {
                  key: 'ubah',
                  head: 'Tindakan',
                  cell: (line: TargetLine) => (
                    <a href={`/peta-jalan/target/${line.id}`}>
                      Ubah
                      <span class="unseen">
                        {' '}
                        target {line.metric} {line.year}
                      </span>
                    </a>
                  ),
                },
              ]
            : []),
        ]}
      />
    </section>
  );
}

import type { VNode } from 'preact';
import { type Roadmap, type Stage, STAGE_PROGRESS } from '../../../participation/programmes/roadmap.js';
import type { RoadmapTemplate } from '../../../participation/programmes/reference.js';
import type { Target } from '../../../participation/programmes/target.js';
import { NOT_TARGETS, type TargetFigure } from '../../../participation/programmes/target-metrics.js';
import { metricHref, metricOf } from '../../../participation/metrics.js';
import { formatDay } from '../../../shared/dates.js';
import { address, Csrf, ErrorSummary, FormField, Notice, type PageContext } from '../../components/index.js';
import type { Refusal, Typed } from '../../form-values.js';
import { decimalWords, DIRECTION_WORDS, PROGRESS_WORDS, UNIT_WORDS } from './roadmap.wording.js';

export interface RoadmapFormProps {
  ctx: PageContext;
  /** Null for a new one. */
  roadmap: Roadmap | null;
  template: RoadmapTemplate;
  typed: Typed;
  refusal: Refusal;
}

export function RoadmapForm({ ctx, roadmap, template, typed, refusal }: RoadmapFormProps): VNode {
  const { problems, conflict } = refusal;
  return (
    <>
      {conflict !== null && (
        <Notice kind="bad">
          {conflict}
          {roadmap && (
            <p>
              Yang tercatat sekarang: {roadmap.name}, mulai {roadmap.firstYear}, dasar{' '}
              {roadmap.basis ?? 'belum disebut'}.
            </p>
          )}
        </Notice>
      )}
      <ErrorSummary problems={problems} />
      <form class="form" method="post" action={roadmap ? `/peta-jalan/${roadmap.id}` : '/peta-jalan'}>
        <Csrf ctx={ctx} />
        <input type="hidden" name="version" value={roadmap?.version ?? 0} />
        <FormField
          name="name"
          label="Nama peta jalan"
          value={typed['name']}
          error={problems}
          maxLength={200}
          required
          help="Contoh: Peta jalan OVOP 2026 sampai 2030"
        />
        <FormField
          name="firstYear"
          label="Tahun pertama"
          inputMode="numeric"
          value={typed['firstYear']}
          error={problems}
          maxLength={4}
          required
          help={
            roadmap
              ? 'Kelima tahapnya ikut bergeser.'
              : `Dibuat dengan lima tahap dari template versi ${template.version}.`
          }
        />
        <FormField
          name="basis"
          label="Dasar penetapan"
          value={typed['basis']}
          error={problems}
          maxLength={300}
          required={false}
          help="Nomor peraturan gubernur; kosong bila belum ditetapkan."
        />
        <FormField
          name="note"
          label="Keterangan"
          type="textarea"
          value={typed['note']}
          error={problems}
          maxLength={2000}
          required={false}
        />
        <div class="actions">
          <button>Simpan peta jalan</button>
          <a class="button quiet" href="/peta-jalan">
            Batal
          </a>
        </div>
      </form>
    </>
  );
}

export interface StageFormProps {
  ctx: PageContext;
  roadmap: Roadmap;
  stage: Stage;
  typed: Typed;
  refusal: Refusal;
}

export function StageForm({ ctx, roadmap, stage, typed, refusal }: StageFormProps): VNode {
  const { problems, conflict } = refusal;
  return (
    <>
      {conflict !== null && (
        <Notice kind="bad">
          {conflict}
          <p>
            Yang tercatat sekarang: {stage.name}, {PROGRESS_WORDS[stage.progress].toLowerCase()}
            {stage.progressOn && ` pada ${formatDay(stage.progressOn)}`}, {stage.activities.length} kegiatan.
          </p>
        </Notice>
      )}
      <ErrorSummary problems={problems} />
      <form class="form" method="post" action={`/peta-jalan/${roadmap.id}/tahap/${stage.yearNo}`}>
        <Csrf ctx={ctx} />
        <input type="hidden" name="version" value={stage.version} />
        <FormField name="name" label="Nama tahap" value={typed['name']} error={problems} maxLength={200} required />
        <FormField
          name="activities"
          label="Kegiatan"
          type="textarea"
          rows={8}
          value={typed['activities']}
          error={problems}
          required
          help="Satu baris satu kegiatan."
        />
        <FormField
          name="agency"
          label="Penanggung jawab"
          value={typed['agency']}
          error={problems}
          maxLength={200}
          required={false}
          help="Dinas atau biro, bukan nama orang."
        />
        <FormField
          name="progress"
          label="Kemajuan"
          type="select"
          options={STAGE_PROGRESS.map((value) => ({ value, text: PROGRESS_WORDS[value] }))}
          value={typed['progress']}
          error={problems}
          required
        />
        <FormField
          name="progressOn"
          label="Keadaan pada tanggal"
          type="date"
          value={typed['progressOn']}
          error={problems}
          required={false}
          help="Wajib bila kemajuannya diketahui."
        />
        <FormField
          name="evidence"
          label="Bukti"
          value={typed['evidence']}
          error={problems}
          maxLength={500}
          required={false}
          help="Contoh: laporan rapat koordinasi 3 Februari 2026."
        />
        <div class="actions">
          <button>Simpan tahap</button>
          <a class="button quiet" href={address('/peta-jalan', { peta: roadmap.id })}>
            Batal
          </a>
        </div>
      </form>
    </>
  );
}

export interface TargetFormProps {
  ctx: PageContext;
  /** Null for a new one. */
  target: Target | null;
  figures: readonly TargetFigure[];
  typed: Typed;
  refusal: Refusal;
}

export function TargetForm({ ctx, target, figures, typed, refusal }: TargetFormProps): VNode {
  const { problems, conflict } = refusal;
  const path = target ? `/peta-jalan/target/${target.id}` : '/peta-jalan/target';
  return (
    <>
      {conflict !== null && (
        <Notice kind="bad">
          {conflict}
          {target && (
            <p>
              Yang tercatat sekarang: {target.metric} tahun {target.year}, {decimalWords(target.amount)}.
            </p>
          )}
        </Notice>
      )}
      <ErrorSummary problems={problems} />
      <form class="form" method="post" action={path}>
        <Csrf ctx={ctx} />
        <input type="hidden" name="version" value={target?.version ?? 0} />
        <FormField
          name="metric"
          label="Ukuran"
          type="select"
          options={figures.map(({ code, key, version, name, unit, direction }) => ({
            value: `${code}:${key}`,
            text: `${code} ${name} (${DIRECTION_WORDS[direction]}, ${UNIT_WORDS[unit]}, versi ${version})`,
          }))}
          any="Pilih ukuran"
          value={typed['metric']}
          error={problems}
          required
          help={
            <>
              Arti setiap ukuran ada pada halaman <a href="/definisi#partisipasi">Definisi</a>.
              {NOT_TARGETS.map(({ code, why }) => (
                <>
                  {' '}
                  Tidak dapat menjadi target: <a href={metricHref(code)}>{code}</a> {metricOf(code).name}, sebab {why}
                </>
              ))}
            </>
          }
        />
        <FormField
          name="year"
          label="Tahun"
          inputMode="numeric"
          value={typed['year']}
          error={problems}
          maxLength={4}
          required
        />
        <FormField
          name="amount"
          label="Target"
          inputMode="decimal"
          value={typed['amount']}
          error={problems}
          maxLength={30}
          required
          help="Dalam satuan ukurannya, menurut arahnya: paling sedikit sekian, atau paling banyak sekian. Contoh: 120, 1.250, atau 62,5"
        />
        <FormField
          name="basis"
          label="Dasar"
          value={typed['basis']}
          error={problems}
          maxLength={300}
          required={false}
          help="Contoh: Peraturan gubernur, RPJMD, rapat tanggal."
        />
        <FormField
          name="note"
          label="Keterangan"
          type="textarea"
          value={typed['note']}
          error={problems}
          maxLength={1000}
          required={false}
        />
        <div class="actions">
          <button>Simpan target</button>
          <a class="button quiet" href="/peta-jalan">
            Batal
          </a>
        </div>
      </form>
      {target && (
        <details>
          <summary>Hapus target</summary>
          <form class="form" method="post" action={`${path}/hapus`}>
            <Csrf ctx={ctx} />
            <input type="hidden" name="version" value={target.version} />
            <p>Target ini hilang dari halaman dan unduhan; catatannya tetap ada dalam jejak audit.</p>
            <button class="quiet">
              Hapus target {target.metric} tahun {target.year}
            </button>
          </form>
        </details>
      )}
    </>
  );
}

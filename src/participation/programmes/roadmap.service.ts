import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isDay } from '../../shared/dates.js';
import { ConflictError, type FieldProblem, NotFoundError } from '../../shared/errors.js';
import { maskText } from '../../shared/masking.js';
import { rows } from '../../shared/sql.js';
import { refuse, refuseStale, textOf, TOUCHED } from './changed.js';
import type { By } from './programme.js';
import { readRoadmapTemplate, type RoadmapTemplate } from './reference.js';
import { type Roadmap, type RoadmapInput, type Stage, STAGE_PROGRESS, type StageInput } from './roadmap.js';

type Head = Omit<Roadmap, 'stages'>;
type StageRow = Omit<Stage, 'activities' | 'year'> & { roadmapId: string; activities: string };

const HEAD = `select r.id::text, r.name, r.first_year as "firstYear", r.basis, r.template_version as "templateVersion", r.note,
  ${TOUCHED('r')} from roadmap r`;
const STAGES = `select s.roadmap_id::text as "roadmapId", s.year_no as "yearNo", s.name, s.activities, s.agency, s.progress,
  s.progress_on::text as "progressOn", s.evidence, ${TOUCHED('s')} from roadmap_stage s`;

/** Roadmaps of five years; each begins as a copy of the template and is then the bureau's own. */
@Injectable()
export class RoadmapService {
  readonly template: RoadmapTemplate = readRoadmapTemplate();

  constructor(private readonly db: DataSource) {}

  /** The latest first. */
  async list(em: EntityManager = this.db.manager): Promise<Roadmap[]> {
    return this.whole(await rows<Head>(em, `${HEAD} order by r.first_year desc, r.id desc`), em);
  }

  /** Throws `roadmap.not-found`. */
  async get(id: string, em: EntityManager = this.db.manager): Promise<Roadmap> {
    const [roadmap] = await this.whole(
      /^\d{1,18}$/.test(id) ? await rows<Head>(em, `${HEAD} where r.id = $1`, [id]) : [],
      em,
    );
    if (!roadmap) throw new NotFoundError('roadmap.not-found', `Peta jalan ${id.slice(0, 20)} tidak ada.`);
    return roadmap;
  }

  /** With the five stages of the template. Throws `roadmap.invalid` or `roadmap.known`. */
  async create(input: RoadmapInput, { by }: By): Promise<Roadmap> {
    return this.db.transaction(async (tx) => {
      const values = await checked(input, null, tx);
      const [made] = await rows<{ id: string }>(
        tx,
        `insert into roadmap (name, first_year, basis, note, template_version, created_by, updated_by)
         values ($1, $2, $3, $4, $5, $6, $6) returning id::text`,
        [...values, this.template.version, by],
      );
      if (!made) throw new Error('The roadmap was not stored');
      await tx.query(
        `insert into roadmap_stage (roadmap_id, year_no, name, activities, created_by, updated_by)
         select $1, "yearNo", name, activities, $3, $3
         from json_to_recordset($2::json) as t("yearNo" int, name text, activities text)`,
        [
          made.id,
          JSON.stringify(
            this.template.stages.map(({ yearNo, name, activities }) => ({
              yearNo,
              name,
              activities: activities.join('\n'),
            })),
          ),
          by,
        ],
      );
      return this.get(made.id, tx);
    });
  }

  /** Throws `roadmap.changed-meanwhile`, `roadmap.invalid`, `roadmap.known` or `roadmap.not-found`. */
  async change(id: string, version: number, input: RoadmapInput, { by, timeZone }: By): Promise<Roadmap> {
    return this.db.transaction(async (tx) => {
      const before = await this.locked(id, tx);
      refuseStale('roadmap', before.name, before, version, timeZone);
      await tx.query(
        `update roadmap set name = $2, first_year = $3, basis = $4, note = $5, updated_by = $6, updated_at = now(),
           version = version + 1 where id = $1`,
        [id, ...(await checked(input, id, tx)), by],
      );
      return this.get(id, tx);
    });
  }

  /** Throws `roadmap.stage.changed-meanwhile`, `roadmap.stage.invalid` or `roadmap.not-found`. */
  async changeStage(id: string, yearNo: number, version: number, input: StageInput, who: By): Promise<Stage> {
    return this.db.transaction(async (tx) => {
      const roadmap = await this.locked(id, tx);
      const before = stageOf(roadmap, yearNo);
      refuseStale('roadmap.stage', `Tahun ke-${yearNo}: ${before.name}`, before, version, who.timeZone);
      const { name, agency, activities, evidence, progressOn } = stageValues(input, who.today);
      await tx.query(
        `update roadmap_stage set name = $3, activities = $4, agency = $5, progress = $6, progress_on = $7, evidence = $8,
           updated_by = $9, updated_at = now(), version = version + 1 where roadmap_id = $1 and year_no = $2`,
        [id, yearNo, name, activities, agency, input.progress, progressOn, evidence, who.by],
      );
      return stageOf(await this.get(id, tx), yearNo);
    });
  }

  private async locked(id: string, tx: EntityManager): Promise<Roadmap> {
    await this.get(id, tx);
    await tx.query('select 1 from roadmap where id = $1 for update', [id]);
    return this.get(id, tx);
  }

  private async whole(heads: readonly Head[], em: EntityManager): Promise<Roadmap[]> {
    if (heads.length === 0) return [];
    const found = await rows<StageRow>(em, `${STAGES} where s.roadmap_id = any($1::bigint[]) order by s.year_no`, [
      heads.map(({ id }) => id),
    ]);
    return heads.map((head) => ({
      ...head,
      stages: found
        .filter(({ roadmapId }) => roadmapId === head.id)
        .map(({ roadmapId: _roadmap, activities, ...stage }) => ({
          ...stage,
          year: head.firstYear + stage.yearNo - 1,
          activities: activities.split('\n').filter((line) => line !== ''),
        })),
    }));
  }
}

function stageOf({ name, stages }: Roadmap, yearNo: number): Stage {
  const found = stages.find((stage) => stage.yearNo === yearNo);
  if (!found) throw new NotFoundError('roadmap.not-found', `Peta jalan "${name}" tidak punya tahun ke-${yearNo}.`);
  return found;
}

async function checked(input: RoadmapInput, except: string | null, tx: EntityManager): Promise<unknown[]> {
  const problems: FieldProblem[] = [];
  const name = (textOf(input.name) ?? '').replace(/\s+/g, ' ');
  if (name.length < 3 || name.length > 200)
    problems.push({ field: 'name', message: 'Isi nama peta jalan, 3 sampai 200 huruf' });
  if (!Number.isInteger(input.firstYear) || input.firstYear < 2000 || input.firstYear > 2100)
    problems.push({ field: 'firstYear', message: 'Isi tahun pertama, contoh 2026' });
  const basis = textOf(input.basis);
  if ((basis ?? '').length > 300)
    problems.push({ field: 'basis', message: 'Dasar penetapan paling panjang 300 huruf' });
  const note = textOf(input.note);
  if ((note ?? '').length > 2000) problems.push({ field: 'note', message: 'Keterangan paling panjang 2000 huruf' });
  refuse('roadmap', problems);
  // Two clerks at once: the unique index decides, this is for the sentence.
  await tx.query('lock table roadmap in share row exclusive mode');
  const [twin] = await rows(tx, 'select 1 from roadmap where name = $1 and ($2::bigint is null or id <> $2::bigint)', [
    name,
    except,
  ]);
  if (twin)
    throw new ConflictError(
      'roadmap.known',
      `Peta jalan "${name}" sudah ada. Buka peta jalan itu, atau beri nama lain.`,
    );
  return [name, input.firstYear, basis, note === null ? null : maskText(note)];
}

function stageValues(input: StageInput, today: string) {
  const problems: FieldProblem[] = [];
  const name = (textOf(input.name) ?? '').replace(/\s+/g, ' ');
  if (name.length < 3 || name.length > 200)
    problems.push({ field: 'name', message: 'Isi nama tahap, 3 sampai 200 huruf' });
  const activities = input.activities
    .map((line) => textOf(line)?.replaceAll('\n', ' ') ?? '')
    .filter((line) => line !== '');
  if (activities.length === 0)
    problems.push({ field: 'activities', message: 'Isi paling sedikit satu kegiatan, satu baris satu kegiatan' });
  if (activities.length > 30 || activities.some((line) => line.length > 500))
    problems.push({
      field: 'activities',
      message: 'Paling banyak 30 kegiatan, masing-masing paling panjang 500 huruf',
    });
  const agency = textOf(input.agency);
  if ((agency ?? '').length > 200)
    problems.push({ field: 'agency', message: 'Penanggung jawab paling panjang 200 huruf' });
  if (!STAGE_PROGRESS.includes(input.progress))
    problems.push({ field: 'progress', message: 'Pilih kemajuan dari daftar' });
  const day = textOf(input.progressOn);
  const progressOn = input.progress === 'belum-diketahui' ? null : day;
  if (input.progress !== 'belum-diketahui' && (progressOn === null || !isDay(progressOn)))
    problems.push({ field: 'progressOn', message: 'Isi tanggal keadaan itu, contoh 2026-03-31' });
  else if (progressOn !== null && progressOn > today)
    problems.push({ field: 'progressOn', message: 'Tanggal itu belum tiba' });
  const evidence = textOf(input.evidence);
  if ((evidence ?? '').length > 500) problems.push({ field: 'evidence', message: 'Bukti paling panjang 500 huruf' });
  refuse('roadmap.stage', problems);
  return {
    name,
    activities: activities.join('\n'),
    agency,
    progressOn,
    evidence: evidence === null ? null : maskText(evidence),
  };
}

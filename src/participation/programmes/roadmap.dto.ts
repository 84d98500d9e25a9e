import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { type Roadmap, type Stage, STAGE_PROGRESS, type StageProgress } from './roadmap.js';
import { type Standing, STANDINGS, type TargetLine } from './target.js';
import { TARGET_CODES, TARGET_FIGURES, type TargetDirection } from './target-metrics.js';

const CODES = [...TARGET_CODES];
const KEYS = TARGET_FIGURES.map(({ key }) => key);

export class RoadmapDto {
  @ApiProperty({ example: 'Peta jalan OVOP 2026-2030' }) @IsString() @MaxLength(2000) name: string;
  @ApiProperty({ example: 2026 }) @IsInt() @Min(2000) @Max(2100) firstYear: number;
  /** Peraturan yang menetapkannya; kosong = belum ditetapkan. */
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) basis?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(4000) note?: string;
}

export class RoadmapChangeDto extends RoadmapDto {
  /** Versi yang dibaca. */
  @ApiProperty() @IsInt() @Min(1) @Max(2_000_000_000) version: number;
}

export class StageChangeDto {
  @ApiProperty() @IsString() @MaxLength(2000) name: string;
  @ApiProperty({ type: [String] })
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(2000, { each: true })
  activities: string[];
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) agency?: string;
  @ApiProperty({ enum: STAGE_PROGRESS }) @IsIn(STAGE_PROGRESS) progress: StageProgress;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsString() @MaxLength(10) progressOn?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) evidence?: string;
  @ApiProperty() @IsInt() @Min(1) @Max(2_000_000_000) version: number;
}

export class StageViewDto {
  @ApiProperty() yearNo: number;
  @ApiProperty() year: number;
  @ApiProperty() name: string;
  @ApiProperty({ type: [String] }) activities: string[];
  @ApiProperty({ type: String, nullable: true }) agency: string | null;
  @ApiProperty({ enum: STAGE_PROGRESS }) progress: StageProgress;
  @ApiProperty({ type: String, format: 'date', nullable: true }) progressOn: string | null;
  @ApiProperty({ type: String, nullable: true }) evidence: string | null;
  @ApiProperty() version: number;
}

export class RoadmapViewDto {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  @ApiProperty() firstYear: number;
  @ApiProperty({ type: String, nullable: true }) basis: string | null;
  @ApiProperty() templateVersion: number;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty({ type: [StageViewDto] }) stages: StageViewDto[];
  @ApiProperty() version: number;
}

export class TargetQueryDto {
  @ApiPropertyOptional() @IsOptional() @Type(() => Number) @IsInt() @Min(2000) @Max(2100) from?: number;
  @ApiPropertyOptional() @IsOptional() @Type(() => Number) @IsInt() @Min(2000) @Max(2100) to?: number;
}

export class TargetDto {
  /** Kode ukuran; target disimpan bersama versi definisinya. */
  @ApiProperty({ enum: CODES, example: 'M08' }) @IsIn(CODES) metric: string;
  /** Angka yang mana dari ukuran itu; tanpa isian yang pertama. */
  @ApiPropertyOptional({ enum: KEYS, example: 'umkCompleted' }) @IsOptional() @IsIn(KEYS) figure?: string;
  @ApiProperty({ example: 2027 }) @IsInt() @Min(2000) @Max(2100) year: number;
  /** Teks desimal dalam satuan ukurannya. */
  @ApiProperty({ example: '120' }) @IsString() @MaxLength(30) amount: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) basis?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(4000) note?: string;
}

export class TargetChangeDto extends TargetDto {
  @ApiProperty() @IsInt() @Min(1) @Max(2_000_000_000) version: number;
}

export class TargetRemoveDto {
  @ApiProperty() @Type(() => Number) @IsInt() @Min(1) @Max(2_000_000_000) version: number;
}

export class TargetReachedDto {
  /** null = tidak tersedia. */
  @ApiProperty({ type: String, nullable: true }) amount: string | null;
  @ApiProperty({ type: String, nullable: true }) said: string | null;
  @ApiProperty({ format: 'date' }) until: string;
  /** Tahunnya sudah berakhir. */
  @ApiProperty() whole: boolean;
  /** Tahunnya sudah mulai. */
  @ApiProperty() begun: boolean;
}

export class TargetViewDto {
  @ApiProperty() id: string;
  @ApiProperty() metric: string;
  /** Angka yang mana dari ukuran itu. */
  @ApiProperty({ example: 'umkCompleted' }) figure: string;
  @ApiProperty() metricVersion: number;
  /** Nama angkanya. */
  @ApiProperty({ type: String, nullable: true }) metricName: string | null;
  @ApiProperty({ type: String, nullable: true }) unit: string | null;
  /** naik: paling sedikit sekian; turun: paling banyak sekian. */
  @ApiProperty({ type: String, nullable: true, enum: ['naik', 'turun'] }) direction: TargetDirection | null;
  @ApiProperty() year: number;
  @ApiProperty() amount: string;
  @ApiProperty({ type: String, nullable: true }) basis: string | null;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  /** Definisinya sudah berganti versi sejak target ditetapkan. */
  @ApiProperty() outdated: boolean;
  @ApiProperty({ type: TargetReachedDto }) achieved: TargetReachedDto;
  @ApiProperty({ type: String, nullable: true }) percent: string | null;
  @ApiProperty({ enum: STANDINGS }) standing: Standing;
  @ApiProperty() version: number;
}

export function stageView(stage: Stage): StageViewDto {
  const { yearNo, year, name, agency, progress, progressOn, evidence, version } = stage;
  return { yearNo, year, name, activities: [...stage.activities], agency, progress, progressOn, evidence, version };
}

export function roadmapView(roadmap: Roadmap): RoadmapViewDto {
  const { id, name, firstYear, basis, templateVersion, note, version } = roadmap;
  return { id, name, firstYear, basis, templateVersion, note, version, stages: roadmap.stages.map(stageView) };
}

export function targetView(line: TargetLine): TargetViewDto {
  const { id, metric, figure, metricVersion, definition, year, amount, basis, note, outdated, achieved, percent } =
    line;
  const set = {
    id,
    metric,
    figure,
    metricVersion,
    metricName: definition?.name ?? null,
    unit: definition?.unit ?? null,
    direction: definition?.direction ?? null,
    year,
    amount,
  };
  return { ...set, basis, note, outdated, achieved, percent, standing: line.standing, version: line.version };
}

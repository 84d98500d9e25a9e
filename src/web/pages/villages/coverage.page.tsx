import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { type CoverageRow, verifiedShares } from '../../../catalogue/villages/coverage.js';
import { CoverageQueries } from '../../../catalogue/villages/coverage.queries.js';
import { VillagesService } from '../../../catalogue/villages/villages.service.js';
import { LEVELS } from '../../../wilayah/codes.js';
import { type PlacePath, placeName } from '../../../wilayah/place.js';
import { WilayahService } from '../../../wilayah/wilayah.service.js';
import { address, Context, type Crumb, Page, type PageContext, renderPage } from '../../components/index.js';
import { pageNumber } from '../../form-values.js';
import { sendSheets } from '../../download.js';
import { coverageSheets, matrixSheets } from './coverage.sheets.js';
import { COVERAGE_SORTS, type CoverageAsked, type CoverageSort, CoverageView } from './coverage.view.js';
import { MatrixView } from './matrix.view.js';
import { SearchView } from './search.view.js';
import { showVillage } from './village.page.js';

const DESA = { href: '/desa', text: 'Desa dan cakupan' };
const FOUND_SIZE = 50;

type Fields = Readonly<Record<string, unknown>>;

/** How far the villages are mapped, from the province down to a village. */
@ApiExcludeController()
@Controller('desa')
@Allow('village.read')
export class CoveragePage {
  constructor(
    private readonly coverage: CoverageQueries,
    private readonly wilayah: WilayahService,
    private readonly villages: VillagesService,
  ) {}

  @Get()
  async top(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return this.table(ctx, query, reply, null);
  }

  @Get('unduh.:format')
  async download(
    @Param('format') format: string,
    @Query() query: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const code = textOf(query['wilayah']) || null;
    const level = LEVELS.find((one) => one === query['tingkat']) ?? null;
    const coverage = await this.coverage.coverage(code, level);
    return sendSheets(
      reply,
      format,
      `cakupan-desa${code ? `-${coverage.within?.code}` : ''}`,
      coverageSheets(coverage),
    );
  }

  @Get('cari')
  async search(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const text = textOf(query['teks']).slice(0, 100);
    const page = pageNumber(query['hal']);
    const found = await this.wilayah.search({ text, page, size: FOUND_SIZE });
    return renderPage(
      reply,
      <Page ctx={ctx} title="Desa atau wilayah mana yang Anda cari?" name="Cari" crumbs={[DESA]}>
        <SearchView text={text} found={found} page={page} pages={Math.max(1, Math.ceil(found.total / FOUND_SIZE))} />
      </Page>,
    );
  }

  @Get(':code')
  async place(
    @Context() ctx: PageContext,
    @Param('code') code: string,
    @Query() query: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const place = await this.wilayah.path(code);
    if (place.level !== 'desa') return this.table(ctx, query, reply, place);
    return showVillage(ctx, reply, await this.villages.get(code));
  }

  @Get(':code/matriks')
  async matrix(
    @Context() ctx: PageContext,
    @Param('code') code: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { place, matrix } = await this.coverage.matrix(code);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={`Produk apa dibuat di desa mana di ${placeName(place)}?`}
        name="Matriks"
        crumbs={[...crumbsTo(place), { href: `/desa/${place.code}`, text: placeName(place) }]}
        meta={[place.words]}
      >
        <MatrixView place={place} matrix={matrix} />
      </Page>,
    );
  }

  @Get(':code/matriks.:format')
  async matrixFile(
    @Param('code') code: string,
    @Param('format') format: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { place, matrix } = await this.coverage.matrix(code);
    return sendSheets(reply, format, `matriks-produk-desa-${place.code}`, matrixSheets(matrix));
  }

  private async table(
    ctx: PageContext,
    query: Fields,
    reply: FastifyReply,
    place: PlacePath | null,
  ): Promise<FastifyReply> {
    const asked = askedOf(query);
    const coverage = await this.coverage.coverage(place?.code ?? null, null);
    const source = await this.wilayah.source();
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={place ? `Seberapa jauh ${placeName(place)} terpetakan?` : 'Desa mana yang sudah terpetakan?'}
        name={place ? placeName(place) : 'Desa dan cakupan'}
        crumbs={place ? crumbsTo(place) : []}
        meta={[
          'Keadaan saat ini',
          ...(source.packageVersion ? [`Wilayah: ${source.package} ${source.packageVersion} (ODbL)`] : []),
        ]}
      >
        <CoverageView
          ctx={ctx}
          coverage={{ ...coverage, rows: sorted(coverage.rows, asked) }}
          asked={asked}
          imk={this.wilayah.imk}
        />
      </Page>,
    );
  }
}

/** The pages above a place; a province by itself is not one while it is the only one. */
export function crumbsTo(place: PlacePath): Crumb[] {
  return [
    DESA,
    ...place.above
      .filter(({ level }) => level !== 'provinsi')
      .map((above) => ({ href: address(`/desa/${above.code}`), text: placeName(above) })),
  ];
}

function askedOf(query: Fields): CoverageAsked {
  return {
    sort: COVERAGE_SORTS.find((sort) => sort === query['urut']) ?? 'kode',
    direction: query['arah'] === 'desc' ? 'desc' : 'asc',
  };
}

/** Equal places keep the order of their codes. */
function sorted(rows: readonly CoverageRow[], { sort, direction }: CoverageAsked): CoverageRow[] {
  if (sort === 'kode') return [...rows];
  const value: Record<Exclude<CoverageSort, 'kode' | 'nama'>, (row: CoverageRow) => number> = {
    desa: (row) => row.desa,
    terpetakan: (row) => row.mappedDesa + row.mappedKelurahan,
    produk: (row) => row.products,
    usaha: (row) => row.enterprises,
    pangsa: (row) => Number(verifiedShares(row).desa.percent ?? -1),
  };
  const turn = direction === 'desc' ? -1 : 1;
  return [...rows].sort((a, b) =>
    sort === 'nama' ? turn * a.name.localeCompare(b.name, 'id') : turn * (value[sort](a) - value[sort](b)),
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

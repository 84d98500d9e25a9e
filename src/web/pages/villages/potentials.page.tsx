import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../../access/allow.js';
import type { Potential } from '../../../catalogue/villages/potential.js';
import { POTENTIAL_COLUMNS, POTENTIAL_SAMPLE, toPotentialCells } from '../../../catalogue/villages/potential-form.js';
import { type PotentialFilter, PotentialsService } from '../../../catalogue/villages/potentials.service.js';
import { potentialView } from '../../../catalogue/villages/villages.dto.js';
import type { Sheet } from '../../../shared/spreadsheet.js';
import { ATTRIBUTION } from '../../../wilayah/area-data.js';
import { kemendagriCode } from '../../../wilayah/codes.js';
import { WilayahService } from '../../../wilayah/wilayah.service.js';
import { Context, Page, type PageContext, renderPage } from '../../components/index.js';
import { pageNumber } from '../../form-values.js';
import { sendSheets } from '../../download.js';
import { type PotentialsAsked, PotentialsView } from './potentials.view.js';

export const DESA = { href: '/desa', text: 'Desa dan cakupan' };
export const POTENSI = { href: '/desa/potensi', text: 'Potensi desa' };
const PAGE_SIZE = 100;
/** Of one downloaded file: more than all villages of a province with several each. */
const DOWNLOAD_LIMIT = 20_000;

type Fields = Readonly<Record<string, unknown>>;

/** What all villages could make, as one list: to look through, to take out, to bring in. */
@ApiExcludeController()
@Controller('desa/potensi')
@Allow('village.read')
export class PotentialsPage {
  constructor(
    private readonly potentials: PotentialsService,
    private readonly wilayah: WilayahService,
  ) {}

  @Get()
  async list(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const asked = askedOf(query);
    const place = asked.within ? await this.wilayah.path(asked.within) : null;
    const { items, total } = await this.potentials.list(filterOf(asked), { page: asked.page, size: PAGE_SIZE });
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title="Apa yang dapat dibuat di desa-desa?"
        name="Potensi desa"
        crumbs={[DESA]}
        meta={place ? [place.words] : []}
      >
        <PotentialsView
          ctx={ctx}
          asked={asked}
          place={place}
          groups={await this.potentials.groups()}
          items={items}
          total={total}
          pages={Math.max(1, Math.ceil(total / PAGE_SIZE))}
        />
      </Page>,
    );
  }

  @Get('unduh.:format')
  async download(
    @Param('format') format: string,
    @Query() query: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { items } = await this.potentials.list(filterOf(askedOf(query)), { page: 1, size: DOWNLOAD_LIMIT });
    if (format === 'json')
      return reply
        .header('content-type', 'application/json; charset=utf-8')
        .header('content-disposition', 'attachment; filename="potensi-desa.json"')
        .header('cache-control', 'private, no-store')
        .send(JSON.stringify({ attribution: ATTRIBUTION, items: items.map(potentialView) }));
    return sendSheets(reply, format, 'potensi-desa', [
      formSheet(items.map((one) => toPotentialCells(one, namesOf(one)))),
    ]);
  }

  @Get('contoh.:format')
  async sample(@Param('format') format: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const groups = await this.potentials.groups();
    return sendSheets(reply, format, 'contoh-potensi-desa', [
      formSheet(POTENTIAL_SAMPLE.map((row) => [...row])),
      {
        name: 'Kelompok produk',
        columns: [{ heading: 'Kelompok yang dapat dipilih', type: 'text', width: 40 }],
        rows: groups.map(({ name }) => [name]),
      },
    ]);
  }
}

/** 'Desa Otan, Kecamatan Semau, Kabupaten Kupang' in the three columns of the form. */
function namesOf({ place }: Potential): { village: string; district: string; regency: string } {
  const [village = '', district = '', regency = ''] = place.split(', ');
  return { village, district: district.replace(/^Kecamatan /, ''), regency };
}

/** The form: what goes out can be changed in Excel and come in again. Counts stay text, since they may be empty. */
function formSheet(rows: string[][]): Sheet {
  return {
    name: 'Potensi desa',
    columns: POTENTIAL_COLUMNS.map(({ heading, field }) => ({
      heading,
      type: field === 'enterprises' ? 'integer' : 'text',
    })),
    rows,
  };
}

/** What cannot be understood in the address is not filtered by. */
function askedOf(query: Fields): PotentialsAsked {
  const text = (name: string): string => {
    const value = query[name];
    return typeof value === 'string' ? value.trim().slice(0, 100) : '';
  };
  const flagship = text('unggulan');
  return {
    within: kemendagriCode(text('wilayah')) ?? undefined,
    group: /^[a-z0-9-]{1,40}$/.test(text('kelompok')) ? text('kelompok') : undefined,
    flagship: flagship === 'ya' || flagship === 'tidak' ? flagship : undefined,
    text: text('cari') || undefined,
    page: pageNumber(text('hal')),
  };
}

function filterOf({ within, group, flagship, text }: PotentialsAsked): PotentialFilter {
  return { within, group, text, flagship: flagship && flagship === 'ya' };
}

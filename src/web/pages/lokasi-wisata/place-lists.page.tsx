import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { PLACE_COLUMNS, PLACE_SAMPLE, toPlaceCells } from '../../../etalase/places/place-form.js';
import { PlacesService } from '../../../etalase/places/places.service.js';
import type { Sheet } from '../../../shared/spreadsheet.js';
import { MOST_ROWS, refuseLongList, sendSheets } from '../../download.js';
import { askedOf, filterOf } from './places.page.js';

type Fields = Readonly<Record<string, unknown>>;

/** Lists of tourism places, in and out. */
@ApiExcludeController()
@Controller('lokasi-wisata')
@Allow('etalase.write')
export class PlaceListsPage {
  constructor(private readonly places: PlacesService) {}

  @Get('unduh.:format')
  @Allow('etalase.read')
  async download(
    @Param('format') format: string,
    @Query() query: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { items, total } = await this.places.list(filterOf(askedOf(query)), 1, MOST_ROWS);
    refuseLongList(total);
    return sendSheets(reply, format, 'lokasi-wisata', [sheet(items.map(toPlaceCells))]);
  }

  @Get('contoh.:format')
  @Allow('etalase.read')
  sample(@Param('format') format: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return sendSheets(reply, format, 'contoh-lokasi-wisata', [sheet(PLACE_SAMPLE)]);
  }
}

function sheet(cells: readonly (readonly string[])[]): Sheet {
  return {
    name: 'Lokasi wisata',
    columns: PLACE_COLUMNS.map(({ heading }) => ({ heading, type: 'text' })),
    rows: cells.map((row) => [...row]),
  };
}

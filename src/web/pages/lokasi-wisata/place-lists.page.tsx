import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { KINDS, kindWords } from '../../../etalase/places/place.js';
import { PLACE_COLUMNS, PLACE_SAMPLE, type PlaceField, toPlaceCells } from '../../../etalase/places/place-form.js';
import { PlacesService } from '../../../etalase/places/places.service.js';
import type { ListResult } from '../../../shared/list-import.js';
import type { Sheet } from '../../../shared/spreadsheet.js';
import { Context, type PageContext } from '../../components/index.js';
import { sendSheets } from '../../download.js';
import { applyList, askList, type ListImport, previewList } from '../../list-import/list-import.js';
import { askedOf, filterOf, LOKASI } from './places.page.js';

/** More places than any province has. */
const MOST_ROWS = 20_000;

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
    const { items } = await this.places.list(filterOf(askedOf(query)), 1, MOST_ROWS);
    return sendSheets(reply, format, 'lokasi-wisata', [sheet(items.map(toPlaceCells))]);
  }

  @Get('contoh.:format')
  @Allow('etalase.read')
  sample(@Param('format') format: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return sendSheets(reply, format, 'contoh-lokasi-wisata', [sheet(PLACE_SAMPLE)]);
  }

  @Get('impor')
  ask(@Context() ctx: PageContext, @Res() reply: FastifyReply): FastifyReply {
    return askList(ctx, reply, this.placeList());
  }

  @Post('impor')
  preview(
    @Context() ctx: PageContext,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return previewList(ctx, request, reply, this.placeList());
  }

  @Post('impor/terapkan')
  apply(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return applyList(ctx, body['isi'], request, reply, this.placeList());
  }

  private placeList(): ListImport<PlaceField, ListResult> {
    return {
      action: '/lokasi-wisata/impor',
      title: 'Daftar lokasi wisata mana yang diimpor?',
      name: 'Impor lokasi',
      crumbs: [LOKASI],
      fileLabel: 'Berkas lokasi wisata',
      sample: '/lokasi-wisata/contoh',
      about: (
        <>
          <p>
            Satu lokasi sebaris. Wajib ada kolom <strong>Nama</strong>, <strong>Jenis</strong>, dan{' '}
            <strong>Kode Wilayah</strong>; kolom lain seperti dalam contoh, urutannya bebas. Wilayah ditulis dengan
            kodenya, atau Desa, Kecamatan, Kabupaten.
          </p>
          <p>
            Lokasi dikenali dari kolom Kode; bila kosong, dari namanya. Sel kosong membiarkan isi yang tersimpan. Satu
            baris salah, seluruh berkas tidak disimpan, dan setiap baris yang salah disebutkan. Jenis:{' '}
            {KINDS.map((kind) => kindWords(kind, 'id')).join(', ')}.
          </p>
        </>
      ),
      columns: PLACE_COLUMNS,
      noun: 'lokasi',
      consequence: 'Halaman pengunjung dan daftar bagi program lain langsung mengikuti.',
      preview: (bytes) => this.places.preview(bytes),
      apply: (bytes, by) => this.places.import(bytes, by),
      done: { href: '/lokasi-wisata', said: 'Daftar lokasi disimpan.' },
    };
  }
}

function sheet(cells: readonly (readonly string[])[]): Sheet {
  return {
    name: 'Lokasi wisata',
    columns: PLACE_COLUMNS.map(({ heading }) => ({ heading, type: 'text' })),
    rows: cells.map((row) => [...row]),
  };
}

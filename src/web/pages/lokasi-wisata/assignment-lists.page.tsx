import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import {
  ASSIGNMENT_COLUMNS,
  ASSIGNMENT_SAMPLE,
  type AssignmentField,
  toAssignmentCells,
} from '../../../etalase/assignments/assignment-form.js';
import { type AssignmentListResult, AssignmentLists } from '../../../etalase/assignments/assignment-lists.service.js';
import type { Sheet } from '../../../shared/spreadsheet.js';
import { Context, Notice, type PageContext } from '../../components/index.js';
import { sendSheets } from '../../download.js';
import { applyList, askList, type ListImport, previewList } from '../../list-import/list-import.js';
import { count } from '../katalog/katalog.wording.js';
import { LOKASI } from './places.page.js';

type Fields = Readonly<Record<string, unknown>>;

/** Lists of what places show before all others, in and out. */
@ApiExcludeController()
@Controller('lokasi-wisata/penetapan')
@Allow('etalase.write')
export class AssignmentListsPage {
  constructor(private readonly lists: AssignmentLists) {}

  @Get('unduh.:format')
  @Allow('etalase.read')
  async download(@Param('format') format: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const all = await this.lists.all();
    return sendSheets(reply, format, 'penetapan-produk', [sheet(all.map(toAssignmentCells))]);
  }

  @Get('contoh.:format')
  @Allow('etalase.read')
  sample(@Param('format') format: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return sendSheets(reply, format, 'contoh-penetapan-produk', [sheet(ASSIGNMENT_SAMPLE)]);
  }

  @Get('impor')
  ask(@Context() ctx: PageContext, @Res() reply: FastifyReply): FastifyReply {
    return askList(ctx, reply, this.assignmentList(ctx));
  }

  @Post('impor')
  preview(
    @Context() ctx: PageContext,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return previewList(ctx, request, reply, this.assignmentList(ctx));
  }

  @Post('impor/terapkan')
  apply(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return applyList(ctx, body['isi'], request, reply, this.assignmentList(ctx));
  }

  private assignmentList({ today }: PageContext): ListImport<AssignmentField, AssignmentListResult> {
    return {
      action: '/lokasi-wisata/penetapan/impor',
      title: 'Daftar penetapan produk mana yang diimpor?',
      name: 'Impor penetapan',
      crumbs: [LOKASI],
      fileLabel: 'Berkas penetapan produk',
      sample: '/lokasi-wisata/penetapan/contoh',
      about: (
        <>
          <p>
            Satu penetapan sebaris: di tempat mana, produk apa yang tampil paling dahulu. Wajib ada kolom{' '}
            <strong>Kode Tempat</strong> dan <strong>Produk</strong>; kolom lain seperti dalam contoh, urutannya bebas.
            Kode tempat ada dalam unduhan <a href="/lokasi-wisata">daftar lokasi wisata</a>, nomor produk dalam unduhan{' '}
            <a href="/produk">daftar produk</a>. Untuk semua produk satu desa atau satu pelaku usaha, kosongkan Produk
            dan isi kolom <strong>Desa</strong> atau <strong>Pelaku Usaha</strong>.
          </p>
          <p>
            Penetapan dikenali dari tempatnya, produknya, dan tanggal <strong>Sejak</strong>. Sel kosong membiarkan isi
            yang tersimpan; pada penetapan baru, Sejak yang kosong berarti hari ini, Sampai yang kosong berarti sampai
            ada keputusan lain, dan Urutan yang kosong berarti sesudah yang sudah ada. Tanda - pada Sampai menghapus
            tanggal akhirnya. Satu baris salah, seluruh berkas tidak disimpan, dan setiap baris yang salah disebutkan.
          </p>
          <p>
            Yang tersimpan sekarang dapat diunduh, diubah di Excel, lalu diimpor lagi:{' '}
            <a href="/lokasi-wisata/penetapan/unduh.xlsx" download>
              semua penetapan (XLSX)
            </a>{' '}
            atau{' '}
            <a href="/lokasi-wisata/penetapan/unduh.csv" download>
              CSV
            </a>
            .
          </p>
        </>
      ),
      columns: ASSIGNMENT_COLUMNS,
      noun: 'penetapan',
      consequence: 'Halaman pengunjung dan daftar bagi program lain langsung mengikuti.',
      notes: ({ notShown }) =>
        notShown > 0 && (
          <Notice kind="warn">
            {count(notShown)} produk yang ditetapkan belum tampil bagi pengunjung, karena belum tayang atau belum
            diverifikasi. Penetapannya tetap disimpan dan berlaku setelah produknya tayang dan terverifikasi.
          </Notice>
        ),
      preview: (bytes) => this.lists.preview(bytes, today),
      apply: (bytes, by) => this.lists.import(bytes, today, by),
      done: { href: '/lokasi-wisata', said: 'Daftar penetapan disimpan.' },
    };
  }
}

function sheet(cells: readonly (readonly string[])[]): Sheet {
  return {
    name: 'Penetapan produk',
    columns: ASSIGNMENT_COLUMNS.map(({ heading }) => ({ heading, type: 'text' })),
    rows: cells.map((row) => [...row]),
  };
}

import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { EnterpriseDesk } from '../../../enterprise/enterprise-desk.js';
import {
  DOCUMENT_COLUMNS,
  type DocumentColumn,
  ENTERPRISE_COLUMNS,
  type EnterpriseColumn,
} from '../../../enterprise/import/enterprise-form.js';
import { EnterpriseImportService } from '../../../enterprise/import/import.service.js';
import type { ListResult } from '../../../shared/list-import.js';
import type { Sheet } from '../../../shared/spreadsheet.js';
import { Context, type PageContext } from '../../components/index.js';
import { sendSheets } from '../../download.js';
import { applyList, askList, type ListImport, previewList } from '../../list-import/list-import.js';
import { DOCUMENT_SAMPLE, ENTERPRISE_SAMPLE } from './enterprises.sheets.js';
import { USAHA, type Fields } from './enterprise-forms.js';

/** Lists of enterprises and of their documents, brought in from files. */
@ApiExcludeController()
@Controller('usaha')
@Allow('enterprise.write')
export class EnterpriseListsPage {
  constructor(
    private readonly desk: EnterpriseDesk,
    private readonly imports: EnterpriseImportService,
  ) {}

  @Get('contoh.:format')
  @Allow('enterprise.read')
  sample(@Param('format') format: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return sendSheets(reply, format, 'contoh-pelaku-usaha', ENTERPRISE_SAMPLE as [Sheet, ...Sheet[]]);
  }

  @Get('contoh-dokumen.:format')
  @Allow('enterprise.read')
  documentSample(@Param('format') format: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return sendSheets(reply, format, 'contoh-dokumen-usaha', DOCUMENT_SAMPLE as [Sheet, ...Sheet[]]);
  }

  @Get('impor')
  askImport(@Context() ctx: PageContext, @Res() reply: FastifyReply): FastifyReply {
    return askList(ctx, reply, this.listImport());
  }

  @Post('impor')
  preview(
    @Context() ctx: PageContext,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return previewList(ctx, request, reply, this.listImport());
  }

  @Post('impor/terapkan')
  apply(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return applyList(ctx, body['isi'], request, reply, this.listImport());
  }

  @Get('impor-dokumen')
  askDocuments(@Context() ctx: PageContext, @Res() reply: FastifyReply): FastifyReply {
    return askList(ctx, reply, this.documentImport());
  }

  @Post('impor-dokumen')
  previewDocuments(
    @Context() ctx: PageContext,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return previewList(ctx, request, reply, this.documentImport());
  }

  @Post('impor-dokumen/terapkan')
  applyDocuments(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return applyList(ctx, body['isi'], request, reply, this.documentImport());
  }

  private listImport(): ListImport<EnterpriseColumn, ListResult> {
    return {
      action: '/usaha/impor',
      title: 'Daftar pelaku usaha mana yang diimpor?',
      name: 'Impor daftar',
      crumbs: [USAHA],
      fileLabel: 'Berkas pelaku usaha',
      sample: '/usaha/contoh',
      about: (
        <p class="prose">
          Wajib ada kolom <strong>Nama Usaha</strong>; kolom lain seperti dalam contoh, urutannya bebas. Usaha dikenali
          dari NIB, lalu kode penyedia, lalu nama dalam desa yang sama. Sel kosong tidak mengubah yang sudah tercatat.
          Satu baris salah, seluruh berkas tidak disimpan, dan setiap baris yang salah disebutkan.
        </p>
      ),
      columns: ENTERPRISE_COLUMNS,
      noun: 'pelaku usaha',
      consequence: 'Bila ada kode penyedia, angka belanja langsung dihitung ulang.',
      preview: (bytes) => this.imports.preview(bytes),
      apply: (bytes, by) => this.desk.import(bytes, by),
      done: { href: '/usaha', said: 'Daftar disimpan.' },
    };
  }

  private documentImport(): ListImport<DocumentColumn, ListResult> {
    return {
      action: '/usaha/impor-dokumen',
      title: 'Daftar dokumen mana yang diimpor?',
      name: 'Impor dokumen',
      crumbs: [USAHA],
      fileLabel: 'Berkas daftar dokumen',
      sample: '/usaha/contoh-dokumen',
      about: (
        <p class="prose">
          Wajib ada kolom <strong>Jenis Dokumen</strong> dan <strong>Nomor</strong>. Pemiliknya disebut dengan NIB, atau
          dengan nama usaha dan kode desanya. Dokumen dengan jenis dan nomor yang sama diperbarui.
        </p>
      ),
      columns: DOCUMENT_COLUMNS,
      noun: 'dokumen',
      consequence: '',
      preview: (bytes) => this.imports.previewDocuments(bytes),
      apply: (bytes, by) => this.desk.importDocuments(bytes, by),
      done: { href: '/usaha', said: 'Dokumen disimpan.' },
    };
  }
}

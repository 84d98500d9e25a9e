import { Controller } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { CERTIFICATE_COLUMNS, type CertificateField } from '../../../catalogue/products/lists/product-form.js';
import { ProductLists } from '../../../catalogue/products/lists/product-lists.js';
import type { ListResult } from '../../../shared/list-import.js';
import type { PageContext } from '../../components/index.js';
import { type ListImport, ListImportPage } from '../../list-import/list-import.js';
import { PRODUK } from './produk.page.js';

/** Certificates of products, brought in as a list. */
@ApiExcludeController()
@Controller('produk/sertifikat/impor')
@Allow('product.write')
export class CertificateImportPage extends ListImportPage<CertificateField, ListResult> {
  constructor(private readonly lists: ProductLists) {
    super();
  }

  protected listOf(ctx: PageContext, request: FastifyRequest): ListImport<CertificateField, ListResult> {
    const by = viewerOf(request);
    return {
      action: '/produk/sertifikat/impor',
      title: 'Daftar sertifikat mana yang diimpor?',
      name: 'Impor sertifikat',
      crumbs: [PRODUK],
      fileLabel: 'Berkas daftar sertifikat',
      sample: '/produk/sertifikat/contoh',
      about: (
        <p>
          Satu sertifikat sebaris, dengan nomor produk dari daftar produk. Jenis: p-irt, md, halal, sni, tkdn, merek,
          indikasi-geografis, lainnya. Kolom Dilihat diisi tanggal Anda melihat sertifikatnya. Sel kosong membiarkan isi
          yang tersimpan.
        </p>
      ),
      columns: CERTIFICATE_COLUMNS,
      noun: 'sertifikat',
      consequence: '',
      preview: (bytes) => this.lists.takeCertificates(bytes, by, ctx.today, false),
      apply: (bytes) => this.lists.takeCertificates(bytes, by, ctx.today, true),
      done: { href: '/produk', said: 'Sertifikat disimpan.' },
    };
  }
}

import { Controller } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { PRODUCT_COLUMNS, type ProductField } from '../../../catalogue/products/lists/product-form.js';
import { ProductLists } from '../../../catalogue/products/lists/product-lists.js';
import { ProductGroups } from '../../../catalogue/products/product-groups.js';
import type { ListResult } from '../../../shared/list-import.js';
import type { PageContext } from '../../components/index.js';
import { type ListImport, ListImportPage } from '../../list-import/list-import.js';
import { PRODUK } from './produk.page.js';

/** Products, brought in as a list. */
@ApiExcludeController()
@Controller('produk/impor')
@Allow('product.write')
export class ProductImportPage extends ListImportPage<ProductField, ListResult> {
  constructor(
    private readonly lists: ProductLists,
    private readonly groups: ProductGroups,
  ) {
    super();
  }

  protected listOf(_ctx: PageContext, request: FastifyRequest): ListImport<ProductField, ListResult> {
    const by = viewerOf(request);
    return {
      action: '/produk/impor',
      title: 'Daftar produk mana yang diimpor?',
      name: 'Impor produk',
      crumbs: [PRODUK],
      fileLabel: 'Berkas daftar produk',
      sample: '/produk/contoh',
      about: (
        <>
          <p>
            Satu produk sebaris. Beberapa desa atau pelaku usaha dipisahkan titik koma. Desa ditulis dengan kodenya,
            atau Desa, Kecamatan, Kabupaten; pelaku usaha dengan NIB, nama, atau nomornya seperti #12. Produk baru masuk
            sebagai draf.
          </p>
          <p>
            Produk yang sudah ada dikenali dari nomornya, atau dari nama dan desanya. Sel kosong membiarkan isi yang
            tersimpan. Kelompok:{' '}
            {this.groups
              .list()
              .map(({ name }) => name)
              .join('; ')}
            .
          </p>
        </>
      ),
      columns: PRODUCT_COLUMNS,
      noun: 'produk',
      consequence: '',
      preview: (bytes) => this.lists.takeProducts(bytes, by, false),
      apply: (bytes) => this.lists.takeProducts(bytes, by, true),
      done: { href: '/produk', said: 'Daftar disimpan.' },
    };
  }
}

import { Controller } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow } from '../../../access/allow.js';
import { SUPPLIER_COLUMNS, type SupplierField } from '../../../purchasing/suppliers/supplier-form.js';
import type { SupplierImportResult } from '../../../purchasing/suppliers/suppliers.js';
import { SuppliersService } from '../../../purchasing/suppliers/suppliers.service.js';
import { type ListImport, ListImportPage } from '../../list-import/list-import.js';
import { SupplierListAbout, SupplierTabs } from './supplier-parts.view.js';
import { PENYEDIA } from './suppliers.page.js';

/** Decisions on the UMK state of suppliers, brought in as a list. */
@ApiExcludeController()
@Controller('penyedia/impor')
@Allow('supplier.write')
export class SuppliersImportPage extends ListImportPage<SupplierField, SupplierImportResult> {
  constructor(private readonly suppliers: SuppliersService) {
    super();
  }

  protected listOf(): ListImport<SupplierField, SupplierImportResult> {
    return {
      action: '/penyedia/impor',
      title: 'Keputusan mana yang diimpor?',
      name: 'Impor keputusan',
      crumbs: [PENYEDIA],
      above: <SupplierTabs here="impor" />,
      fileLabel: 'Berkas keputusan',
      sample: '/penyedia/contoh',
      about: <SupplierListAbout />,
      columns: SUPPLIER_COLUMNS,
      noun: 'keputusan',
      consequence: 'Semua angka UMK langsung dihitung ulang.',
      preview: (bytes) => this.suppliers.preview(bytes),
      apply: (bytes, by) => this.suppliers.import(bytes, by),
      done: { href: '/penyedia', said: 'Keputusan disimpan.' },
    };
  }
}

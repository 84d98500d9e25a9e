import { Controller } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow } from '../../../access/allow.js';
import { OVOP_COLUMNS, type OvopField } from '../../../catalogue/ovop-form.js';
import { type OvopImportResult, OvopListService } from '../../../purchasing/ovop/ovop-list.service.js';
import { type ListImport, ListImportPage } from '../../list-import/list-import.js';
import { OvopListAbout, OvopListNotes } from './ovop-import.view.js';
import { OVOP } from './ovop.page.js';

/** The OVOP list, brought in as a list. */
@ApiExcludeController()
@Controller('ovop/impor')
@Allow('ovop.write')
export class OvopImportPage extends ListImportPage<OvopField, OvopImportResult> {
  constructor(private readonly ovop: OvopListService) {
    super();
  }

  protected listOf(): ListImport<OvopField, OvopImportResult> {
    return {
      action: '/ovop/impor',
      title: 'Daftar OVOP mana yang diimpor?',
      name: 'Impor daftar',
      crumbs: [OVOP],
      fileLabel: 'Berkas daftar OVOP',
      sample: '/ovop/contoh',
      about: <OvopListAbout />,
      columns: OVOP_COLUMNS,
      noun: 'entri',
      consequence: 'Tanda OVOP dan semua angka langsung dihitung ulang.',
      notes: (result) => <OvopListNotes result={result} />,
      preview: (bytes) => this.ovop.preview(bytes),
      apply: (bytes, by) => this.ovop.import(bytes, by),
      done: { href: '/ovop', said: 'Daftar disimpan.' },
    };
  }
}

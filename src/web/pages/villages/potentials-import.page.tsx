import { Controller } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow } from '../../../access/allow.js';
import { POTENTIAL_COLUMNS, type PotentialField } from '../../../catalogue/villages/potential-form.js';
import { PotentialsService } from '../../../catalogue/villages/potentials.service.js';
import type { ListResult } from '../../../shared/list-import.js';
import { type ListImport, ListImportPage } from '../../list-import/list-import.js';
import { PotentialListAbout } from './potentials.view.js';
import { DESA, POTENSI } from './potentials.page.js';

/** Potentials of villages, brought in as a list. */
@ApiExcludeController()
@Controller('desa/potensi/impor')
@Allow('village.write')
export class PotentialsImportPage extends ListImportPage<PotentialField, ListResult> {
  constructor(private readonly potentials: PotentialsService) {
    super();
  }

  protected listOf(): ListImport<PotentialField, ListResult> {
    return {
      action: '/desa/potensi/impor',
      title: 'Daftar potensi desa mana yang diimpor?',
      name: 'Impor potensi',
      crumbs: [DESA, POTENSI],
      fileLabel: 'Berkas potensi desa',
      sample: '/desa/potensi/contoh',
      about: <PotentialListAbout />,
      columns: POTENTIAL_COLUMNS,
      noun: 'potensi',
      consequence: 'Cakupan dan matriks ikut berubah.',
      preview: (bytes) => this.potentials.preview(bytes),
      apply: (bytes, by) => this.potentials.import(bytes, by),
      done: { href: '/desa/potensi', said: 'Potensi disimpan.' },
    };
  }
}

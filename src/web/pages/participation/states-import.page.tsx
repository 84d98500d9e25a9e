import { Controller } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow } from '../../../access/allow.js';
import { STATE_COLUMNS, type StateField } from '../../../participation/catalogue/catalogue-state.js';
import { CatalogueStates } from '../../../participation/catalogue/catalogue-states.service.js';
import type { ListResult } from '../../../shared/list-import.js';
import { type ListImport, ListImportPage } from '../../list-import/list-import.js';
import { STATES } from './states.view.js';
import { PARTISIPASI, KATALOG } from './states.page.js';

/** States of the catalogue, brought in as a list. */
@ApiExcludeController()
@Controller('kerja/partisipasi/katalog/impor')
@Allow('participation.write')
export class StatesImportPage extends ListImportPage<StateField, ListResult> {
  constructor(private readonly states: CatalogueStates) {
    super();
  }

  protected listOf(): ListImport<StateField, ListResult> {
    return {
      action: `${STATES}/impor`,
      title: 'Daftar keadaan katalog mana yang diimpor?',
      name: 'Impor keadaan katalog',
      crumbs: [PARTISIPASI, KATALOG],
      fileLabel: 'Berkas keadaan katalog',
      sample: `${STATES}/contoh`,
      about: (
        <p class="prose">
          Satu baris untuk satu tanggal dan satu katalog (lokal, v5, v6, semua). Kosongkan hitungan yang tidak
          diketahui; kosong bukan nol.
        </p>
      ),
      columns: STATE_COLUMNS,
      noun: 'keadaan',
      consequence: 'Baris katalog pada halaman Partisipasi ikut berubah.',
      preview: (bytes) => this.states.preview(bytes),
      apply: (bytes, by) => this.states.import(bytes, by),
      done: { href: STATES, said: 'Keadaan katalog disimpan.' },
    };
  }
}

import { Controller } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow } from '../../../access/allow.js';
import { EnterpriseDesk } from '../../../enterprise/enterprise-desk.js';
import { ENTERPRISE_COLUMNS, type EnterpriseColumn } from '../../../enterprise/import/enterprise-form.js';
import { EnterpriseImportService } from '../../../enterprise/import/import.service.js';
import type { ListResult } from '../../../shared/list-import.js';
import { type ListImport, ListImportPage } from '../../list-import/list-import.js';
import { USAHA } from './enterprise-forms.js';

/** Enterprises, brought in as a list. */
@ApiExcludeController()
@Controller('usaha/impor')
@Allow('enterprise.write')
export class EnterpriseImportPage extends ListImportPage<EnterpriseColumn, ListResult> {
  constructor(
    private readonly desk: EnterpriseDesk,
    private readonly imports: EnterpriseImportService,
  ) {
    super();
  }

  protected listOf(): ListImport<EnterpriseColumn, ListResult> {
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
}

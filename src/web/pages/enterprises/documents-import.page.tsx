import { Controller } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow } from '../../../access/allow.js';
import { EnterpriseDesk } from '../../../enterprise/enterprise-desk.js';
import { DOCUMENT_COLUMNS, type DocumentColumn } from '../../../enterprise/import/enterprise-form.js';
import { EnterpriseImportService } from '../../../enterprise/import/import.service.js';
import type { ListResult } from '../../../shared/list-import.js';
import { type ListImport, ListImportPage } from '../../list-import/list-import.js';
import { USAHA } from './enterprise-forms.js';

/** Documents of enterprises, brought in as a list. */
@ApiExcludeController()
@Controller('usaha/impor-dokumen')
@Allow('enterprise.write')
export class DocumentsImportPage extends ListImportPage<DocumentColumn, ListResult> {
  constructor(
    private readonly desk: EnterpriseDesk,
    private readonly imports: EnterpriseImportService,
  ) {
    super();
  }

  protected listOf(): ListImport<DocumentColumn, ListResult> {
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

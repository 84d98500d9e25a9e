import { Controller } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { PARTICIPANT_COLUMNS, type ParticipantColumn } from '../../../participation/programmes/participant-form.js';
import { ParticipantsService } from '../../../participation/programmes/participants.service.js';
import { ProgrammesService } from '../../../participation/programmes/programmes.service.js';
import { formatDay } from '../../../shared/dates.js';
import type { ListResult } from '../../../shared/list-import.js';
import type { PageContext } from '../../components/index.js';
import { type ListImport, ListImportPage } from '../../list-import/list-import.js';
import { byOf } from './programmes.page.js';
import { above } from './participants.page.js';

/** Who took part in a programme, brought in as a list. */
@ApiExcludeController()
@Controller('program/:id/peserta/impor')
@Allow('programme.write')
export class ParticipantsImportPage extends ListImportPage<ParticipantColumn, ListResult> {
  constructor(
    private readonly programmes: ProgrammesService,
    private readonly participants: ParticipantsService,
  ) {
    super();
  }

  protected async listOf(
    ctx: PageContext,
    request: FastifyRequest,
  ): Promise<ListImport<ParticipantColumn, ListResult>> {
    const { id } = request.params as { id: string };
    const programme = await this.programmes.get(id, ctx.today);
    return {
      action: `/program/${id}/peserta/impor`,
      title: `Siapa yang ikut ${programme.name}?`,
      name: 'Impor peserta',
      crumbs: [...above(programme), { href: `/program/${id}/peserta`, text: 'Peserta' }],
      fileLabel: 'Berkas daftar peserta',
      sample: `/program/${id}/peserta/contoh`,
      about: (
        <p>
          Satu pelaku usaha sebaris, yang sudah tercatat pada halaman Pelaku usaha. Dikenali dari nomornya; bila kosong,
          dari NIB; bila kosong juga, dari namanya bila hanya satu yang bernama begitu. Ikut Sejak yang kosong berarti
          sejak {formatDay(programme.startsOn)}. Sel kosong membiarkan yang tersimpan.
        </p>
      ),
      columns: PARTICIPANT_COLUMNS,
      noun: 'peserta',
      consequence: '',
      preview: (bytes) => this.participants.preview(id, bytes, ctx.today),
      apply: (bytes) => this.participants.import(id, bytes, byOf(ctx, request)),
      done: { href: `/program/${id}/peserta`, said: 'Daftar peserta disimpan.' },
    };
  }
}

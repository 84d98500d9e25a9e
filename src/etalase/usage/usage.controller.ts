import { Controller, Get, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiOperation, ApiTags, ApiUnprocessableEntityResponse } from '@nestjs/swagger';
import { Allow } from '../../access/allow.js';
import { InstanceSettings } from '../../access/instance/instance-settings.js';
import { addDays, isDay, today } from '../../shared/dates.js';
import { InvalidInputError } from '../../shared/errors.js';
import { EtalaseUsageDto, EtalaseUsageQueryDto } from './usage.dto.js';
import { RETENTION_DAYS } from './usage.js';
import { UsageQueries } from './usage.queries.js';

const PAGE_SIZE = 100;
const LAST_DAYS = 30;

/** How often tourism places and products were looked at. */
@ApiTags('Wisata: pengurusan')
@ApiCookieAuth()
@Controller('api/v1/etalase/usage')
@Allow('etalase.read')
export class UsageController {
  constructor(
    private readonly usage: UsageQueries,
    private readonly settings: InstanceSettings,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Berapa kali lokasi wisata atau produk dilihat, per hari dan per kunci, tanpa data orang' })
  @ApiOkResponse({ type: EtalaseUsageDto })
  @ApiUnprocessableEntityResponse({ description: 'Bukan tanggal, atau hari terakhir mendahului hari pertama' })
  async figures(@Query() query: EtalaseUsageQueryDto): Promise<EtalaseUsageDto> {
    const { timeZone } = await this.settings.get();
    const { subject = 'wisata', key = null, page = 1, until = today(timeZone) } = query;
    if (!isDay(until)) throw noDay('until');
    const from = query.from ?? addDays(until, 1 - LAST_DAYS);
    if (!isDay(from) || from > until) throw noDay('from');
    const found = await this.usage.figures({ subject, from, until, key, page, size: PAGE_SIZE });
    return {
      data: found.rows,
      sum: found.total,
      days: found.days,
      clients: found.clients,
      meta: {
        from,
        until,
        since: found.since,
        keptDays: RETENTION_DAYS,
        total: found.found,
        page,
        pages: Math.max(1, Math.ceil(found.found / PAGE_SIZE)),
      },
    };
  }
}

function noDay(field: 'from' | 'until'): InvalidInputError {
  return new InvalidInputError('request.invalid', 'Hari ini tidak ada, atau hari terakhir mendahului hari pertama.', [
    { field, message: 'Isi tanggal yang ada; hari pertama paling lambat hari terakhir' },
  ]);
}

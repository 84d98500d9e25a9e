import { Controller, Get, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../access/allow.js';
import { InstanceSettings } from '../../access/instance/instance-settings.js';
import { today } from '../../shared/dates.js';
import { EtalaseDutyDto, EtalaseDutyQueryDto, dutyView } from './duty.dto.js';
import { DutyQueries } from './duty.queries.js';

const PAGE_SIZE = 100;

/** Whether the tourism places keep the duty of an etalase. */
@ApiTags('Wisata: pengurusan')
@ApiCookieAuth()
@Controller('api/v1/etalase/duty')
@Allow('etalase.read')
export class DutyController {
  constructor(
    private readonly duty: DutyQueries,
    private readonly settings: InstanceSettings,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lokasi wisata yang punya, belum punya, atau belum lagi diperiksa etalasenya' })
  @ApiOkResponse({ type: EtalaseDutyDto })
  async list(@Query() { wilayah, state, page = 1 }: EtalaseDutyQueryDto): Promise<EtalaseDutyDto> {
    const { timeZone } = await this.settings.get();
    const filter = { kabupaten: wilayah ?? null, state: state ?? null };
    return dutyView(await this.duty.duty(filter, today(timeZone), page, PAGE_SIZE), page, PAGE_SIZE);
  }
}

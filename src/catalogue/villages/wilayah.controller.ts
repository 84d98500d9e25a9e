import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../access/allow.js';
import { NotFoundError } from '../../shared/errors.js';
import { bpsCode } from '../../wilayah/codes.js';
import {
  BpsCodeDto,
  ImkDto,
  imkView,
  pathView,
  placeView,
  WilayahCodeDto,
  WilayahListDto,
  WilayahPathDto,
  WilayahSearchAnswerDto,
  WilayahSearchDto,
} from './wilayah.dto.js';
import { WilayahService } from '../../wilayah/wilayah.service.js';

/** Regions by code and by name. */
@ApiTags('Wilayah')
@ApiCookieAuth()
@Controller('api/v1/wilayah')
@Allow('village.read')
export class WilayahController {
  constructor(private readonly wilayah: WilayahService) {}

  @Get()
  @ApiOperation({ summary: 'Provinsi yang dimuat, dengan sumber dan lisensi datanya' })
  @ApiOkResponse({ type: WilayahListDto })
  async top(): Promise<WilayahListDto> {
    return { source: await this.wilayah.source(), items: (await this.wilayah.children(null)).map(placeView) };
  }

  @Get('search')
  @ApiOperation({ summary: 'Wilayah menurut awal nama atau kode' })
  @ApiOkResponse({ type: WilayahSearchAnswerDto })
  async search(@Query() { page = 1, size = 50, ...asked }: WilayahSearchDto): Promise<WilayahSearchAnswerDto> {
    const { items, total } = await this.wilayah.search({ ...asked, page, size });
    return { source: await this.wilayah.source(), total, items: items.map(pathView) };
  }

  @Get('imk')
  @ApiOperation({ summary: 'Industri mikro dan kecil per kabupaten/kota: hanya industri pengolahan, tanpa tahun' })
  @ApiOkResponse({ type: ImkDto })
  imk(): ImkDto {
    return imkView(this.wilayah.imk);
  }

  @Get('bps/:code')
  @ApiOperation({ summary: 'Wilayah menurut kode BPS; angka yang sama dapat berarti tempat lain menurut Kemendagri' })
  @ApiOkResponse({ type: WilayahPathDto })
  async byBps(@Param() { code }: BpsCodeDto): Promise<WilayahPathDto> {
    const known = bpsCode(code);
    if (!known) throw new NotFoundError('wilayah.not-found', `Kode BPS ${code} tidak ada dalam daftar wilayah.`);
    return pathView(await this.wilayah.path((await this.wilayah.byBps(known)).code));
  }

  @Get(':code')
  @ApiOperation({ summary: 'Satu wilayah dengan wilayah di atasnya' })
  @ApiOkResponse({ type: WilayahPathDto })
  async one(@Param() { code }: WilayahCodeDto): Promise<WilayahPathDto> {
    return pathView(await this.wilayah.path(code));
  }

  @Get(':code/children')
  @ApiOperation({ summary: 'Wilayah tepat di bawahnya' })
  @ApiOkResponse({ type: WilayahListDto })
  async children(@Param() { code }: WilayahCodeDto): Promise<WilayahListDto> {
    return { source: await this.wilayah.source(), items: (await this.wilayah.children(code)).map(placeView) };
  }
}

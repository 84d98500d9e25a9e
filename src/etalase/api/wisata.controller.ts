import { applyDecorators, Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiResponse,
  ApiTags,
  ApiUnprocessableEntityResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../access/allow.js';
import {
  EtalaseNearDto,
  EtalaseNearQueryDto,
  WisataChangesDto,
  WisataChangesQueryDto,
  WisataFormDto,
  WisataListDto,
  WisataListingDto,
  WisataListingQueryDto,
  WisataOneDto,
  WisataQueryDto,
} from './wisata.dto.js';
import { describesKode, kodeParam } from './kode-param.js';
import { WisataAnswers } from './wisata-answers.js';
import { FOR_ALL } from '../../shared/open-api.js';

const WRONG = { description: 'Isian tidak dikenal, atau penunjuk halaman bukan dari sini' };

const HELD = ApiResponse({ status: 304, description: 'Yang Anda pegang masih berlaku' });

/** An answer in three forms, of which JSON has a schema of its own. */
function inForms(type: abstract new (...parameters: never[]) => object, description: string): MethodDecorator {
  const ok = ApiOkResponse({
    description: `${description}. Dengan ETag dan Last-Modified; 304 bila belum berubah.`,
    content: {
      'application/json': { schema: { $ref: getSchemaPath(type as never) } },
      'application/geo+json': {
        // As RFC 7946 has it: a Feature, or a collection of them.
        schema: {
          type: 'object',
          required: ['type'],
          properties: { type: { type: 'string' } },
          additionalProperties: true,
        },
      },
      'text/csv': { schema: { type: 'string' } },
    },
  });
  return applyDecorators(
    ok,
    HELD,
    ApiResponse({ status: 406, description: 'Tidak ada dalam bentuk yang diminta Accept' }),
  );
}

/** Tourism places and what each shows, for programs of others. */
@ApiTags('Wisata')
@ApiExtraModels(WisataListDto, WisataOneDto, WisataListingDto, EtalaseNearDto)
@Controller('api/v1')
@Allow('public')
export class WisataController {
  constructor(private readonly answers: WisataAnswers) {}

  @Get('wisata')
  @ApiOperation({ summary: 'Lokasi wisata menurut kode, sehalaman demi sehalaman', security: FOR_ALL })
  @inForms(WisataListDto, 'Lokasi wisata')
  @ApiUnprocessableEntityResponse(WRONG)
  list(
    @Query() query: WisataQueryDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.answers.list(query, request, reply);
  }

  @Get('wisata/changes')
  @ApiOperation({ summary: 'Apa yang berubah sejak suatu saat, bagi yang menyimpan salinan', security: FOR_ALL })
  @ApiProduces('application/json')
  @ApiOkResponse({ type: WisataChangesDto })
  @HELD
  @ApiResponse({ status: 406, description: 'Tidak ada dalam bentuk yang diminta Accept' })
  @ApiUnprocessableEntityResponse(WRONG)
  changes(
    @Query() query: WisataChangesQueryDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.answers.changes(query, request, reply);
  }

  @Get('wisata/:kode')
  @describesKode()
  @ApiOperation({ summary: 'Satu lokasi wisata', security: FOR_ALL })
  @inForms(WisataOneDto, 'Lokasi wisata')
  @ApiNotFoundResponse({ description: 'Tidak ada, atau diarsipkan' })
  one(
    @Param('kode', kodeParam) kode: string,
    @Query() query: WisataFormDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.answers.one(kode, query, request, reply);
  }

  @Get('wisata/:kode/etalase')
  @describesKode()
  @ApiOperation({
    summary: 'Produk yang ditunjukkan sebuah lokasi wisata hari ini, menurut aturannya',
    security: FOR_ALL,
  })
  @inForms(WisataListingDto, 'Daftar produk')
  @ApiNotFoundResponse({ description: 'Tidak ada, atau diarsipkan' })
  listing(
    @Param('kode', kodeParam) kode: string,
    @Query() query: WisataListingQueryDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.answers.listing(kode, query, request, reply);
  }

  @Get('etalase')
  @ApiOperation({
    summary: 'Lokasi wisata di dekat sebuah titik, yang terdekat dahulu, masing-masing dengan produknya',
    security: FOR_ALL,
  })
  @inForms(EtalaseNearDto, 'Lokasi di dekat titik')
  @ApiUnprocessableEntityResponse(WRONG)
  near(
    @Query() query: EtalaseNearQueryDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.answers.near(query, request, reply);
  }
}

import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { EtalaseService } from '../../../etalase/duty/etalase.service.js';
import { sendPhoto } from '../katalog/photo-answer.js';

/** Photos of the etalase that stand at places, for everybody. */
@ApiExcludeController()
@Controller('wisata/foto')
@Allow('public')
export class WisataPhotosPage {
  constructor(private readonly etalase: EtalaseService) {}

  @Get(':file')
  async photo(
    @Param('file') file: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return sendPhoto(request, reply, await this.etalase.file(file, true), 'public');
  }
}

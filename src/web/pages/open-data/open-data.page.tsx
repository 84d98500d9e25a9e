import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { OcdsService } from '../../../exchange/ocds/ocds.service.js';
import { Context, Page, type PageContext, renderPage } from '../../components/index.js';
import { OpenDataPolicy } from './open-data.view.js';

/** Data terbuka: what is published, how, and what is left out. Public, as a publication policy has to be. */
@ApiExcludeController()
@Controller('data-terbuka')
@Allow('public')
export class OpenDataPage {
  constructor(private readonly ocds: OcdsService) {}

  @Get()
  async show(@Context() ctx: PageContext, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title="Apa yang dibuka sebagai data terbuka, dan bagaimana membacanya?"
        name="Data terbuka"
        meta={['Kebijakan publikasi', 'Open Contracting Data Standard (OCDS) 1.1.5']}
      >
        <OpenDataPolicy
          publication={await this.ocds.publication()}
          year={ctx.fiscalYear}
          mayRead={ctx.can('open-data.read')}
        />
      </Page>,
    );
  }
}

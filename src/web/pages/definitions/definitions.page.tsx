import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { COVERAGE_DEFINITIONS } from '../../../catalogue/villages/definitions.js';
import { COMPLIANCE_DEFINITIONS } from '../../../compliance/definitions.js';
import { METRICS } from '../../../participation/metrics.js';
import { SPENDING_DEFINITIONS } from '../../../purchasing/definitions.js';
import { Context, Page, type PageContext, renderPage } from '../../components/index.js';
import { type DefinitionGroup, Definitions } from './definitions.view.js';

const GROUPS: readonly DefinitionGroup[] = [
  { title: 'Belanja', anchor: 'belanja', definitions: SPENDING_DEFINITIONS },
  { title: 'Partisipasi', anchor: 'partisipasi', definitions: METRICS },
  { title: 'Desa', anchor: 'desa', definitions: COVERAGE_DEFINITIONS },
  { title: 'Kepatuhan', anchor: 'kepatuhan', definitions: COMPLIANCE_DEFINITIONS },
];

/** Definisi: how each figure is made, where the figures link to. */
@ApiExcludeController()
@Controller('definisi')
@Allow('definition.read')
export class DefinitionsPage {
  @Get()
  show(@Context() ctx: PageContext, @Res() reply: FastifyReply): FastifyReply {
    return renderPage(
      reply,
      <Page ctx={ctx} title="Bagaimana setiap angka dihitung?" name="Definisi">
        <Definitions groups={GROUPS} />
      </Page>,
    );
  }
}

import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessService } from '../access/access.service.js';
import { Allow, AllowUnasked } from '../access/allow.js';
import { viewerMay } from '../access/viewer.js';
import { ForbiddenError, UnauthenticatedError } from '../shared/errors.js';
import { showedMetricsToken } from './edge/metrics-token.js';
import { Metrics } from './metrics.js';

/** The metrics, for a program that brings METRICS_TOKEN and for people with the permission. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly access: AccessService,
  ) {}

  /** Open to all at the guard, so that the program is answered while the database is away: who may is decided here. */
  @Get()
  @Allow('public')
  @AllowUnasked()
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<FastifyReply> {
    if (!showedMetricsToken(request)) {
      const { viewer } = await this.access.identify(request, reply);
      if (!viewer) throw new UnauthenticatedError('access.sign-in-required', 'Masuk dahulu untuk membuka alamat ini.');
      if (!viewerMay(viewer, 'metrics.read'))
        throw new ForbiddenError('access.not-allowed', 'Peran Anda tidak mencakup tindakan ini.', {
          needs: 'metrics.read',
        });
    }
    const text = await this.metrics.text();
    return reply.header('content-type', this.metrics.contentType).header('cache-control', 'no-store').send(text);
  }
}

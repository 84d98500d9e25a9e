import { Body, Controller, Delete, Get, Param, Put, Query, Req } from '@nestjs/common';
import {
  ApiCookieAuth,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../../access/allow.js';
import { viewerOf } from '../../access/viewer.js';
import {
  EnterpriseStatementDto,
  ProductStatementDto,
  StatementDto,
  StatementKeyDto,
} from '../decisions/decisions.dto.js';
import { StatementDesk } from './statement-desk.js';

const by = (request: FastifyRequest): string => viewerOf(request).username;

/** Facts that only a person can state: who says so, of which day, and by which document. */
@ApiTags('Kelayakan')
@ApiCookieAuth()
@Controller('api/v1/eligibility')
@Allow('eligibility.write')
export class StatementsController {
  constructor(private readonly desk: StatementDesk) {}

  @Get('enterprises/:id/statements')
  @Allow('eligibility.read')
  @ApiOperation({ summary: 'Keterangan pelaku usaha yang tercatat, dengan sumber, hari, dokumen, dan pencatatnya' })
  @ApiOkResponse({ type: [StatementDto] })
  @ApiNotFoundResponse({ description: 'Pelaku usaha itu tidak ada' })
  ofEnterprise(@Param('id') id: string): Promise<StatementDto[]> {
    return this.desk.list({ enterpriseId: id });
  }

  @Put('enterprises/:id/statements')
  @ApiOperation({ summary: 'Mencatat keterangan pelaku usaha yang tidak ada pada datanya' })
  @ApiOkResponse({ type: [StatementDto] })
  @ApiNotFoundResponse({ description: 'Pelaku usaha itu tidak ada' })
  @ApiUnprocessableEntityResponse({ description: 'Isian tidak dapat diterima' })
  stateOfEnterprise(
    @Param('id') id: string,
    @Body() body: EnterpriseStatementDto,
    @Req() request: FastifyRequest,
  ): Promise<StatementDto[]> {
    return this.desk.stateOfEnterprise(id, body, by(request));
  }

  @Delete('enterprises/:id/statements')
  @ApiOperation({ summary: 'Mencabut satu keterangan pelaku usaha; jejaknya tetap ada' })
  @ApiOkResponse({ type: [StatementDto] })
  @ApiNotFoundResponse({ description: 'Pelaku usaha atau keterangan itu tidak ada' })
  withdrawOfEnterprise(@Param('id') id: string, @Query() { fact, part }: StatementKeyDto): Promise<StatementDto[]> {
    return this.desk.withdraw({ enterpriseId: id }, [fact], part);
  }

  @Get('products/:id/statements')
  @Allow('eligibility.read')
  @ApiOperation({ summary: 'Keterangan produk yang tercatat, dengan sumber, hari, dan pencatatnya' })
  @ApiOkResponse({ type: [StatementDto] })
  @ApiNotFoundResponse({ description: 'Produk itu tidak ada' })
  ofProduct(@Param('id') id: string): Promise<StatementDto[]> {
    return this.desk.list({ productId: id });
  }

  @Put('products/:id/statements')
  @ApiOperation({ summary: 'Mencatat keterangan produk yang tidak ada pada datanya' })
  @ApiOkResponse({ type: [StatementDto] })
  @ApiNotFoundResponse({ description: 'Produk itu tidak ada' })
  @ApiUnprocessableEntityResponse({ description: 'Isian tidak dapat diterima' })
  stateOfProduct(
    @Param('id') id: string,
    @Body() body: ProductStatementDto,
    @Req() request: FastifyRequest,
  ): Promise<StatementDto[]> {
    return this.desk.stateOfProduct(id, body, by(request));
  }

  @Delete('products/:id/statements')
  @ApiOperation({ summary: 'Mencabut satu keterangan produk; jejaknya tetap ada' })
  @ApiOkResponse({ type: [StatementDto] })
  @ApiNotFoundResponse({ description: 'Produk atau keterangan itu tidak ada' })
  withdrawOfProduct(@Param('id') id: string, @Query() { fact, part }: StatementKeyDto): Promise<StatementDto[]> {
    return this.desk.withdraw({ productId: id }, [fact], part);
  }
}

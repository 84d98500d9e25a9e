import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { supplierKeyOf } from '../../../purchasing/sales/sales.dto.js';
import { SalesQueries, suppliersOf } from '../../../purchasing/sales/sales.queries.js';
import { STANDINGS } from '../../../purchasing/spending.js';
import { SpendingQueries } from '../../../purchasing/spending.queries.js';
import { formatMoment } from '../../../shared/dates.js';
import { Context, Page, type PageContext, renderPage } from '../../components/index.js';
import { AskSupplier, type SalesAddress, SalesView } from './sales.view.js';

const PAGE_SIZE = 50;

/** Penjualan: what an enterprise sold, from its own lines only; staff and auditors ask for one supplier. */
@ApiExcludeController()
@Controller('penjualan')
@Allow('sales.read')
export class SalesPage {
  constructor(
    private readonly sales: SalesQueries,
    private readonly spending: SpendingQueries,
  ) {}

  @Get()
  async show(
    @Context() ctx: PageContext,
    @Query() raw: Readonly<Record<string, unknown>>,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const query = read(raw);
    const asked = supplierKeyOf(query.penyedia);
    const own = ctx.scope.kind !== 'all';
    const title = own ? 'Penjualan saya' : 'Apa yang dijual penyedia ini?';
    if (!own && !asked)
      return renderPage(
        reply,
        <Page ctx={ctx} title={title} name="Penjualan">
          <AskSupplier typed={query.penyedia} />
        </Page>,
        query.penyedia === null ? 200 : 422,
      );
    const suppliers = suppliersOf(ctx.scope, asked);
    const { version, changedAt } = await this.spending.dataVersion();
    const found = await this.sales.sales(suppliers, {
      year: query.tahun === null ? null : Number(query.tahun),
      standing: query.status,
      page: query.halaman,
      size: PAGE_SIZE,
    });
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={title}
        name="Penjualan"
        meta={[
          query.tahun === null ? 'Semua tahun anggaran' : `Tahun anggaran ${query.tahun}`,
          `Data terakhir berubah ${formatMoment(changedAt, ctx.instance.timeZone)} (versi data ${version})`,
        ]}
      >
        <SalesView sales={found} query={query} own={own} />
      </Page>,
    );
  }
}

/** What cannot be read is left out: the page says what it shows. */
function read(raw: Readonly<Record<string, unknown>>): SalesAddress {
  const text = (name: string): string | null => {
    const value = raw[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
  };
  const year = text('tahun');
  const page = text('halaman') ?? '1';
  return {
    penyedia: text('penyedia'),
    tahun: year !== null && /^20\d{2}$/.test(year) ? year : null,
    status: STANDINGS.find((one) => one === text('status')) ?? null,
    halaman: /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1,
  };
}

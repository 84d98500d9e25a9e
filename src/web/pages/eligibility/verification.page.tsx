import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { DecisionQueries, type PublicDecision } from '../../../eligibility/decisions/decision.queries.js';
import { STATE_WORDS } from '../../../eligibility/wording/wording.js';
import { formatDay } from '../../../shared/dates.js';
import { NotFoundError } from '../../../shared/errors.js';
import { Answer, Context, Notice, Page, type PageContext, renderPage, State } from '../../components/index.js';
import { PLATFORM_WORDS, STATE_KINDS, STATE_MEANING } from './decisions.wording.js';

/** Where a QR code leads: what is public of one decision, for whoever holds its address. */
@ApiExcludeController()
@Controller('verifikasi')
@Allow('public')
export class VerificationPage {
  constructor(private readonly queries: DecisionQueries) {}

  @Get(':kode')
  async show(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const found = await this.queries.byAddress(kode);
    if (!found)
      throw new NotFoundError(
        'verification.not-found',
        'Tidak ada surat keterangan dengan alamat ini. Pindai lagi kode QR-nya; bila tetap tidak ada, surat itu bukan dari layanan ini.',
      );
    // Not for search engines: whoever holds the paper finds it.
    void reply.header('x-robots-tag', 'noindex, nofollow');
    return renderPage(
      reply,
      <Page ctx={ctx} title="Apakah surat keterangan ini asli?" name="Pemeriksaan surat keterangan">
        <Verified ctx={ctx} found={found} />
      </Page>,
    );
  }
}

function Verified({ ctx, found }: { ctx: PageContext; found: PublicDecision }) {
  const over = found.validUntil !== null && found.validUntil < ctx.today;
  return (
    <>
      <Answer>
        Ya, surat ini dibuat oleh layanan ini.{' '}
        {found.replaced
          ? 'Tetapi sudah ada keputusan yang lebih baru.'
          : over
            ? 'Tetapi masa berlakunya sudah lewat.'
            : ''}
      </Answer>
      {found.replaced && (
        <Notice kind="warn" title="Sudah digantikan">
          Keputusan yang lebih baru tentang usaha dan produk yang sama sudah dibuat. Minta surat yang terbaru.
        </Notice>
      )}
      {over && !found.replaced && (
        <Notice kind="warn" title="Masa berlaku lewat">
          Hasil ini dapat sudah berbeda. Minta surat yang terbaru.
        </Notice>
      )}
      <dl class="facts">
        <dt>Pelaku usaha</dt>
        <dd>{found.enterprise}</dd>
        {found.product !== null && (
          <>
            <dt>Produk</dt>
            <dd>{found.product}</dd>
          </>
        )}
        <dt>Platform</dt>
        <dd>{PLATFORM_WORDS[found.platform]}</dd>
        <dt>Hasil</dt>
        <dd>
          <State kind={STATE_KINDS[found.outcome]}>{STATE_WORDS[found.outcome]}</State>
          <span class="sub">{STATE_MEANING[found.outcome]}</span>
        </dd>
        <dt>Hari yang dinilai</dt>
        <dd>{formatDay(found.day)}</dd>
        <dt>Tetap sampai</dt>
        <dd>{found.validUntil === null ? 'Batasnya tidak diketahui' : formatDay(found.validUntil)}</dd>
      </dl>
      <p class="sub">Halaman ini hanya memuat yang terbuka untuk umum.</p>
    </>
  );
}

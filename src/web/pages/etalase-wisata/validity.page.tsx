import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { type DutySetting, DutySettings, type ValidFor } from '../../../etalase/duty/duty-settings.service.js';
import { formatDay } from '../../../shared/dates.js';
import {
  Answer,
  Context,
  Csrf,
  DataTable,
  ErrorSummary,
  FormField,
  Notice,
  Page,
  type PageContext,
  renderPage,
  seeOther,
  WithdrawForm,
} from '../../components/index.js';
import { NOT_REFUSED, type Refusal, refusalOf, type Typed, typedFields } from '../../form-values.js';

type Fields = Readonly<Record<string, unknown>>;
const PATH = '/etalase-wisata/masa-berlaku';

/** For how long a sight of an etalase counts, by day and with a reason. */
@ApiExcludeController()
@Controller('etalase-wisata/masa-berlaku')
@Allow('etalase.decide')
export class ValidityPage {
  constructor(private readonly settings: DutySettings) {}

  @Get()
  @Allow('etalase.read')
  one(@Context() ctx: PageContext, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return this.show(ctx, reply, {}, NOT_REFUSED);
  }

  @Post()
  async decide(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    const { validFrom = '', days = '', reason = '' } = typed;
    try {
      await this.settings.decide({ validFrom, days, reason }, viewerOf(request).username);
    } catch (error) {
      return this.show(ctx, reply, typed, refusalOf(error));
    }
    return seeOther(reply, PATH, { text: `Ketetapan ${days.trim()} hari disimpan.` });
  }

  @Post(':id/cabut')
  async withdraw(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { why = '' } = typedFields(body);
    try {
      await this.settings.withdraw(id, why, viewerOf(request).username);
    } catch (error) {
      const { problems, conflict, status } = refusalOf(error);
      return this.show(ctx, reply, {}, { problems: [], conflict: problems[0]?.message ?? conflict, status });
    }
    return seeOther(reply, PATH, { text: 'Ketetapan dicabut; catatannya tetap ada.' });
  }

  private async show(ctx: PageContext, reply: FastifyReply, typed: Typed, refusal: Refusal): Promise<FastifyReply> {
    const [now, decided] = await Promise.all([this.settings.on(ctx.today), this.settings.list()]);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title="Berapa lama pemeriksaan etalase berlaku?"
        name="Masa berlaku pemeriksaan"
        crumbs={[{ href: '/etalase-wisata', text: 'Etalase di lokasi wisata' }]}
      >
        <ValidityView {...{ ctx, now, decided, typed, refusal }} />
      </Page>,
      refusal.status,
    );
  }
}

interface ValidityProps {
  ctx: PageContext;
  now: ValidFor;
  decided: readonly DutySetting[];
  typed: Typed;
  refusal: Refusal;
}

function ValidityView({ ctx, now, decided, typed, refusal: { problems, conflict } }: ValidityProps): VNode {
  const decides = ctx.can('etalase.decide');
  return (
    <>
      {conflict !== null && (
        <Notice kind="warn" title="Belum disimpan">
          {conflict}
        </Notice>
      )}
      <Answer>
        Hari ini sebuah pemeriksaan berlaku <strong>{now.days} hari</strong>. {now.source}.
      </Answer>
      {now.assumed && (
        <Notice>
          Angka ini anggapan layanan: tidak ada aturan yang ditemukan tentang berapa sering etalase harus diperiksa.
          Biro menetapkannya di sini; sejak tanggal itu semua halaman menilai menurut ketetapan itu.
        </Notice>
      )}
      <DataTable
        label="Ketetapan masa berlaku"
        caption="Ketetapan biro, yang terbaru dahulu. Sebelum yang pertama berlaku anggapan layanan."
        rows={decided}
        empty="Belum ada ketetapan biro."
        columns={[
          { key: 'sejak', head: 'Berlaku mulai', cell: (one) => formatDay(one.validFrom) },
          { key: 'hari', head: 'Hari', kind: 'number', cell: (one) => one.days },
          {
            key: 'alasan',
            head: 'Alasan',
            kind: 'wide',
            cell: (one) => (
              <>
                {one.reason}
                {one.withdrawnWhy !== null && <span class="sub">Dicabut: {one.withdrawnWhy}</span>}
                <span class="sub">oleh {one.decidedBy}</span>
              </>
            ),
          },
          {
            key: 'cabut',
            head: 'Pencabutan',
            cell: (one) =>
              decides &&
              one.withdrawnWhy === null && (
                <WithdrawForm
                  ctx={ctx}
                  action={`${PATH}/${one.id}/cabut`}
                  what={`ketetapan ${formatDay(one.validFrom)}`}
                />
              ),
          },
        ]}
      />
      {decides && (
        <section>
          <h2>Tetapkan</h2>
          <ErrorSummary problems={problems} />
          <form class="form" method="post" action={PATH}>
            <Csrf ctx={ctx} />
            <FormField
              name="days"
              label="Banyaknya hari"
              inputMode="numeric"
              value={typed['days']}
              error={problems}
              maxLength={4}
              required
              help="Sesudah sekian hari tanpa pemeriksaan, etalase dinilai kedaluwarsa. Contoh: 90"
            />
            <FormField
              name="validFrom"
              label="Berlaku mulai"
              type="date"
              value={typed['validFrom'] ?? ctx.today}
              error={problems}
              required
            />
            <FormField
              name="reason"
              label="Alasan atau dasar"
              value={typed['reason']}
              error={problems}
              maxLength={500}
              required
              help="Contoh: nomor dan tanggal keputusan kepala biro"
            />
            <button>Simpan ketetapan</button>
          </form>
        </section>
      )}
    </>
  );
}

import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { PLAN_PARTS, type PlanPart, type PlanRow, SharesQueries } from '../../../participation/shares.queries.js';
import { countWords } from '../../../participation/wording.js';
import { formatAmount, formatRupiah } from '../../../shared/money.js';
import {
  address,
  Answer,
  type Column,
  Context,
  DataTable,
  EmptyState,
  Page,
  type PageContext,
  Pager,
  renderPage,
} from '../../components/index.js';
import { askedOf, type Fields, yearAsked } from './participation.address.js';
import { whoseOf } from './public.page.js';
import { PLAN } from './shares.view.js';
import { WORKING } from './working.words.js';

const PAGE_SIZE = 100;

const PART_WORDS: Readonly<Record<PlanPart, string>> = {
  pagu: 'pagu RUP penyedia yang diumumkan dan aktif',
  'pagu-umk': 'pagu RUP penyedia yang diumumkan, aktif, dan ditandai UKM',
  'pagu-pdn': 'pagu RUP penyedia yang diumumkan, aktif, dan ditandai PDN',
  pengadaan: 'belanja pengadaan menurut struktur anggaran',
};

/** The rows of plan and budget behind a share. */
@ApiExcludeController()
@Controller('kerja/partisipasi/rencana')
@Allow('participation.read')
export class ParticipationPlanPage {
  constructor(private readonly shares: SharesQueries) {}

  @Get()
  async list(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const { filter } = askedOf(query, { klpd: ctx.instance.klpdCode, today: ctx.today });
    const { year, page } = yearAsked(query, filter);
    const part = PLAN_PARTS.find((one) => one === query['bagian']) ?? 'pagu';
    const found =
      ctx.scope.kind === 'all' ? await this.shares.planRows(filter.klpd, year, part, page, PAGE_SIZE) : null;
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={`Apa di balik ${part === 'pengadaan' ? 'anggaran' : 'rencana'} ${year}?`}
        name={part === 'pengadaan' ? 'Struktur anggaran' : 'RUP penyedia'}
        crumbs={[{ href: WORKING, text: 'Partisipasi' }]}
        meta={[whoseOf(ctx), `Tahun anggaran ${year}`]}
      >
        {found === null ? (
          <EmptyState title="Tidak untuk sebagian pembelian" action={null}>
            <p>Rencana dan anggaran dihitung dari seluruh pembelian, jadi hanya untuk yang melihat semuanya.</p>
          </EmptyState>
        ) : (
          <>
            <Answer>
              {countWords(found.total)} baris, {PART_WORDS[part]} tahun {year}: {formatRupiah(found.sum)}.
            </Answer>
            <DataTable<PlanRow>
              label="Tabel rencana"
              caption="Seperti tertulis dalam berkas yang diimpor, dari yang terbesar."
              columns={columnsOf(part)}
              rows={found.items}
              foot={{ kode: `Jumlah ${countWords(found.total)} baris`, nilai: formatAmount(found.sum) }}
              empty="Tidak ada baris yang sesuai."
            />
            <Pager
              page={found.page}
              pages={found.pages}
              href={(at) => address(PLAN, { bagian: part, pada: year, hal: at === 1 ? null : at })}
            />
          </>
        )}
      </Page>,
    );
  }
}

function columnsOf(part: PlanPart): Column<PlanRow>[] {
  const amount: Column<PlanRow> = {
    key: 'nilai',
    head: part === 'pengadaan' ? 'Belanja pengadaan (Rp)' : 'Pagu (Rp)',
    kind: 'number',
    cell: (row) => (row.amount === null ? <span class="sub">tidak diisi</span> : formatAmount(row.amount)),
  };
  if (part === 'pengadaan') return [{ key: 'kode', head: 'Satker', cell: ({ satker, key }) => satker ?? key }, amount];
  return [
    { key: 'kode', head: 'Kode RUP', cell: ({ key }) => key },
    { key: 'nama', head: 'Paket', kind: 'wide', cell: ({ name }) => name ?? 'tanpa nama' },
    { key: 'satker', head: 'Satker', cell: ({ satker }) => satker ?? 'tidak disebut' },
    { key: 'umk', head: 'Status UKM', cell: ({ umk }) => umk ?? 'tidak diisi' },
    { key: 'pdn', head: 'Status PDN', cell: ({ pdn }) => pdn ?? 'tidak diisi' },
    amount,
  ];
}

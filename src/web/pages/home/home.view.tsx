import type { VNode } from 'preact';
import type { ComplianceSummary } from '../../../compliance/compliance.js';
import { feedDefinition } from '../../../ingestion/feeds/index.js';
import type { FeedFreshness, ImportsOverview } from '../../../ingestion/freshness.queries.js';
import type { Attention } from '../../../purchasing/attention.queries.js';
import type { SpendingTotals } from '../../../purchasing/spending.js';
import { formatMoment } from '../../../shared/dates.js';
import { formatPercent } from '../../../shared/money.js';
import { address, type Column, DataTable, Figure, Figures, type PageContext, Rupiah } from '../../components/index.js';
import { packagesLink } from '../spending/spending-links.js';
import { SpendingAnswer } from '../spending/spending.view.js';
import { count, umkShareOfKnown } from '../spending/spending.wording.js';
import { HomeEtalase } from './home-etalase.view.js';
import { attentionItems, keepersWords, leadingObligation } from './home.wording.js';

export interface HomeProps {
  ctx: PageContext;
  year: number;
  total: SpendingTotals;
  compliance: ComplianceSummary;
  attention: Attention;
  imports: ImportsOverview;
}

/** The figures of the year, what needs attention, and how old the data are. */
export function Home({ ctx, year, total, compliance, attention, imports }: HomeProps): VNode {
  const { committed, completed } = total;
  const leading = leadingObligation(compliance);
  const packages = packagesLink({ tahun: String(year) });
  const columns = freshnessColumns(ctx.instance.timeZone);
  const references = imports.feeds.filter(({ feed }) => feedDefinition(feed).kind === 'reference');
  const ranking = address('/kepatuhan', { tahun: year, butir: leading?.obligationId });
  const items = attentionItems(attention, imports, year);
  return (
    <>
      <SpendingAnswer total={total} href={packages} />
      {leading?.furthest && (
        <p class="prose">
          Menurut {leading.circularName}, butir {leading.code}, yang paling jauh dari target ialah{' '}
          <strong>{leading.furthest.name}</strong>: kurang <Rupiah sen={leading.furthest.gap} />.
        </p>
      )}
      {ctx.can('compliance.read') && (
        <p class="take">
          <a class="button" href={ranking}>
            Siapa yang paling jauh dari target?
          </a>
          <a class="button quiet" href={address('/belanja', { tahun: year })}>
            Belanja tiap perangkat daerah
          </a>
        </p>
      )}
      <Figures>
        <Figure
          label="Transaksi"
          value={<Rupiah sen={committed.value} />}
          sub={`${count(committed.packages)} paket`}
          href={packages({ status: 'committed,completed' })}
          definition="/definisi#transaksi"
        />
        <Figure
          label="Transaksi selesai"
          value={<Rupiah sen={completed.value} />}
          sub={`${count(completed.packages)} paket, ${formatPercent(completed.value, committed.value)} dari transaksi`}
          href={packages({ status: 'completed' })}
          definition="/definisi#selesai"
        />
        <Figure
          label="Pangsa UMK dari yang diketahui"
          value={umkShareOfKnown(total)}
          sub={
            <>
              <Rupiah sen={committed.umk.yes} /> UMK; <Rupiah sen={committed.umk.unknown} /> belum diketahui
            </>
          }
          href={packages({ status: 'committed,completed', umk: 'yes' })}
          definition="/definisi#pangsa-umk-diketahui"
        />
        <Figure
          label="Belanja OVOP"
          value={<Rupiah sen={committed.ovop.yes} />}
          sub={
            <>
              {formatPercent(committed.ovop.yes, committed.value)} dari transaksi; campuran{' '}
              <Rupiah sen={committed.ovop.mixed} />
            </>
          }
          href={packages({ status: 'committed,completed', ovop: 'yes' })}
          definition="/definisi#ovop"
          tone="ovop"
        />
        <Figure
          label="Perangkat daerah yang memenuhi edaran"
          value={keepersWords(leading)}
          sub={leading ? `${leading.circularName}, butir ${leading.code}` : 'Belum ada edaran yang berlaku'}
          href={leading ? ranking : '/edaran'}
          definition="/definisi#kepatuhan"
          tone="ovop"
        />
      </Figures>
      {ctx.can('compliance.read') && <HomeEtalase ctx={ctx} year={year} report={compliance.etalase[0]} />}
      {ctx.can('import.read') && (
        <>
          <h2>Yang perlu perhatian</h2>
          {items.length === 0 ? (
            <p class="prose">Tidak ada. Semua satker, status dan penyedia sudah dikenal, dan semua impor selesai.</p>
          ) : (
            <ul class="attention">
              {items.map((item) => (
                <li>
                  <strong>{item.text}.</strong> {item.detail} <a href={item.href}>{item.link}</a>
                </li>
              ))}
            </ul>
          )}
          <h2>Kebaruan data</h2>
          {imports.running > 0 && (
            <p class="prose">
              {count(imports.running)} impor sedang berjalan. <a href="/impor">Lihat kemajuannya</a>
            </p>
          )}
          <DataTable
            caption="Impor terakhir dari setiap sumber belanja. Tanggal sumber ialah kapan datanya diambil, bila diketahui."
            label="Tabel kebaruan data belanja"
            columns={columns}
            rows={imports.feeds.filter(({ feed }) => feedDefinition(feed).kind === 'purchase')}
            empty="Belum ada berkas belanja yang diimpor."
          />
          {references.length > 0 && (
            <details>
              <summary>Data rujukan: {count(references.length)} jenis berkas</summary>
              <DataTable
                caption="Satker, penyedia, produk, rencana dan anggaran yang melengkapi data belanja."
                label="Tabel kebaruan data rujukan"
                columns={columns}
                rows={references}
              />
            </details>
          )}
        </>
      )}
    </>
  );
}

function freshnessColumns(timeZone: string): Column<FeedFreshness>[] {
  return [
    {
      key: 'berkas',
      head: 'Jenis berkas',
      cell: (feed) => (
        <>
          <a href={`/impor/${feed.batchId}`}>{feedDefinition(feed.feed).name}</a>
          <span class="sub">{feed.fileName}</span>
        </>
      ),
    },
    { key: 'impor', head: 'Diimpor', cell: (feed) => formatMoment(feed.importedAt, timeZone) },
    {
      key: 'sumber',
      head: 'Tanggal sumber',
      cell: (feed) => (feed.snapshotAt ? formatMoment(feed.snapshotAt, timeZone) : 'Tidak diketahui'),
    },
    { key: 'baris', head: 'Baris', kind: 'number', cell: (feed) => count(feed.rowsRead) },
  ];
}

/** What an empty instance shows: the way to the first figures. */
export function FirstSteps({ ctx }: { ctx: PageContext }): VNode {
  return (
    <section class="empty">
      <h2>Belum ada data. Mulai dari sini</h2>
      <ol class="steps">
        <li>
          <strong>Impor berkas belanja.</strong> Unduh berkas e-Katalog v5, e-Katalog v6 atau Toko Daring dari aplikasi
          pemerintah, lalu lepaskan di halaman impor tanpa diubah. Berkas satker dan penyedia melengkapinya.
        </li>
        <li>
          <strong>Isi daftar OVOP.</strong> Sumber pemerintah tidak punya tanda OVOP; daftar milik biro yang
          menentukannya. {ctx.can('ovop.read') && <a href="/ovop">Daftar OVOP</a>}
        </li>
        <li>
          <strong>Catat edaran.</strong> Nomor, masa berlaku dan batasnya; sesudah itu kepatuhan setiap perangkat daerah
          terhitung. <a href="/edaran">Edaran</a>
        </li>
      </ol>
      {ctx.can('import.write') && (
        <p class="take">
          <a class="button" href="/impor">
            Impor berkas
          </a>
        </p>
      )}
    </section>
  );
}

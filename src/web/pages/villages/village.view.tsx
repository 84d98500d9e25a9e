import type { VNode } from 'preact';
import { STEP_WORDS, type StepRecord, STEPS } from '../../../catalogue/villages/steps.service.js';
import type { Village } from '../../../catalogue/villages/villages.service.js';
import { formatDay, formatMoment } from '../../../shared/dates.js';
import { ATTRIBUTION } from '../../../wilayah/area-data.js';
import {
  Answer,
  Csrf,
  DataTable,
  Downloads,
  ErrorSummary,
  FormField,
  HowComputed,
  type PageContext,
  State,
} from '../../components/index.js';
import { Definition } from './coverage.view.js';
import type { FormAgain } from './village.page.js';
import { count, villageAnswer } from './villages.wording.js';

interface VillageProps {
  ctx: PageContext;
  village: Village;
  again: FormAgain | null;
}

/** A village with its potential, products, makers and the steps of its map. */
export function VillageView({ ctx, village, again }: VillageProps): VNode {
  const { place, potentials, products, makers, steps } = village;
  const flagship = potentials.find(({ isFlagship }) => isFlagship);
  const write = ctx.can('village.write');
  return (
    <>
      <ErrorSummary problems={again?.problems ?? []} title="Langkah belum dicatat" />
      <Answer>
        {villageAnswer(
          potentials.length,
          products.length,
          makers.filter((maker) => maker.products.length > 0).length,
          flagship?.productKind ?? null,
        )}
      </Answer>
      <section>
        <h2>Potensi</h2>
        <DataTable
          label="Potensi desa"
          caption="Apa yang dapat dibuat di sini, juga sebelum ada produknya di katalog."
          rows={potentials}
          rowId={({ id }) => `potensi-${id}`}
          empty={
            write
              ? 'Belum ada potensi. Tambahkan satu per satu di bawah, atau impor dari Excel.'
              : 'Belum ada potensi yang tercatat.'
          }
          columns={[
            {
              key: 'jenis',
              head: 'Jenis produk',
              cell: (one) => (
                <>
                  {write ? <a href={`/desa/${place.code}/potensi/${one.id}`}>{one.productKind}</a> : one.productKind}
                  {one.note && <span class="sub">{one.note}</span>}
                </>
              ),
            },
            {
              key: 'unggulan',
              head: 'Unggulan',
              kind: 'state',
              cell: (one) => one.isFlagship && <State kind="good">Unggulan</State>,
            },
            { key: 'kelompok', head: 'Kelompok', cell: (one) => one.groupName ?? '' },
            {
              key: 'usaha',
              head: 'Jumlah usaha',
              kind: 'number',
              cell: (one) =>
                one.enterprises === null ? <span class="sub">belum diketahui</span> : count(one.enterprises),
            },
            { key: 'bahan', head: 'Bahan baku', cell: (one) => one.rawMaterial ?? '' },
            { key: 'produk', head: 'Produk katalog', cell: (one) => one.productName ?? '' },
            { key: 'sumber', head: 'Sumber', cell: (one) => one.source ?? '' },
          ]}
        />
        {write && (
          <p class="actions">
            <a class="button" href={`/desa/${place.code}/potensi/baru`}>
              Tambah potensi
            </a>
            <a class="button quiet" href="/desa/potensi/impor">
              Impor dari Excel
            </a>
          </p>
        )}
      </section>
      <section>
        <h2>Produk katalog</h2>
        <DataTable
          label="Produk katalog desa"
          caption="Produk dari desa ini. Terverifikasi: sudah dilihat dan dipastikan dinas."
          rows={products}
          empty="Belum ada produk katalog dari desa ini."
          columns={[
            {
              key: 'nama',
              head: 'Produk',
              // Drafts and archived ones have no page in the public catalogue.
              cell: (one) => (one.state === 'tayang' ? <a href={`/katalog/${one.id}`}>{one.name}</a> : one.name),
            },
            { key: 'kelompok', head: 'Kelompok', cell: (one) => one.group },
            { key: 'keadaan', head: 'Keadaan', cell: (one) => PRODUCT_STATES[one.state] },
            {
              key: 'verifikasi',
              head: 'Verifikasi',
              kind: 'state',
              cell: (one) =>
                one.verifiedOn ? (
                  <State kind="good">{formatDay(one.verifiedOn)}</State>
                ) : (
                  <State kind="none">Belum</State>
                ),
            },
          ]}
        />
      </section>
      <section>
        <h2>Siapa yang membuat</h2>
        <DataTable
          label="Pembuat"
          caption="Pelaku usaha yang membuat produk desa ini, atau yang beralamat di sini."
          rows={makers}
          empty="Belum ada pelaku usaha yang tercatat."
          columns={[
            {
              key: 'nama',
              head: 'Pelaku usaha',
              cell: (one) => (ctx.can('enterprise.read') ? <a href={`/usaha/${one.id}`}>{one.name}</a> : one.name),
            },
            {
              key: 'produk',
              head: 'Produk desa ini',
              cell: (one) => one.products.join(', ') || <span class="sub">belum ada</span>,
            },
            { key: 'alamat', head: 'Alamat', cell: (one) => (one.here ? 'Di desa ini' : 'Di tempat lain') },
          ]}
        />
      </section>
      <section id="langkah">
        <h2>Langkah pemetaan</h2>
        <Steps ctx={ctx} village={village} again={again} />
      </section>
      <HowComputed
        entries={[
          { term: 'Terpetakan', text: <Definition code="D01" /> },
          { term: 'Langkah', text: <Definition code="D05" /> },
          { term: 'Wilayah', text: ATTRIBUTION },
        ]}
      />
      <Downloads
        files={[
          { text: 'Potensi desa ini (XLSX)', href: `/desa/potensi/unduh.xlsx?wilayah=${place.code}` },
          { text: 'CSV', href: `/desa/potensi/unduh.csv?wilayah=${place.code}` },
        ]}
        api={`/api/v1/villages/${place.code}`}
      />
      {steps.length === 0 && !write && <p class="sub">Belum ada langkah yang dicatat.</p>}
    </>
  );
}

const PRODUCT_STATES = { draf: 'Draf', tayang: 'Tayang', arsip: 'Diarsipkan' } as const;

/** Usulan, verifikasi, validasi in their order; withdrawn ones behind them; the form of the next one. */
function Steps({ ctx, village, again }: VillageProps): VNode {
  const { place, steps } = village;
  const standing = steps.filter(({ withdrawnAt }) => withdrawnAt === null);
  const last = standing.at(-1);
  const next = STEPS.find((step) => !standing.some((one) => one.step === step));
  const write = ctx.can('village.write');
  const typed = again?.form === 'langkah' ? again.typed : {};
  const problems = again?.form === 'langkah' ? again.problems : [];
  return (
    <>
      <DataTable
        label="Langkah pemetaan"
        caption="Usulan, verifikasi, lalu validasi oleh Dinas PMD. Langkah yang keliru ditarik dengan alasan, tidak dihapus."
        rows={steps}
        empty="Belum diusulkan."
        columns={[
          { key: 'langkah', head: 'Langkah', cell: (one) => STEP_WORDS[one.step] },
          { key: 'hari', head: 'Hari', cell: (one) => formatDay(one.doneOn) },
          { key: 'kantor', head: 'Kantor', cell: (one) => one.office },
          { key: 'orang', head: 'Nama', cell: (one) => one.person },
          { key: 'keterangan', head: 'Keterangan', cell: (one) => one.note ?? '' },
          { key: 'keadaan', head: 'Keadaan', kind: 'wide', cell: (one) => <StepState ctx={ctx} one={one} /> },
        ]}
      />
      {write && next && (
        <form class="form" method="post" action={`/desa/${place.code}/langkah`}>
          <Csrf ctx={ctx} />
          <h3>Catat {STEP_WORDS[next].toLowerCase()}</h3>
          <input type="hidden" name="step" value={next} />
          {again?.form === 'langkah' &&
            problems
              .filter(({ field }) => field === 'step')
              .map(({ message }) => (
                <p class="field-error" id="f-step">
                  {message}
                </p>
              ))}
          <FormField name="doneOn" label="Hari" type="date" value={typed['doneOn']} error={problems} required />
          <FormField
            name="office"
            label="Kantor"
            value={typed['office'] ?? last?.office}
            error={problems}
            maxLength={200}
            required
            help="Contoh: Dinas PMD Kabupaten Kupang"
          />
          <FormField
            name="person"
            label="Nama orangnya"
            value={typed['person']}
            error={problems}
            maxLength={120}
            required
          />
          <FormField
            name="note"
            label="Keterangan"
            value={typed['note']}
            error={problems}
            maxLength={500}
            required={false}
            help="Misalnya nomor berita acara"
          />
          <button>Catat {STEP_WORDS[next].toLowerCase()}</button>
        </form>
      )}
      {write && last && (
        <details open={again !== null && again.form === last.id}>
          <summary>Tarik {STEP_WORDS[last.step].toLowerCase()}</summary>
          <form class="form" method="post" action={`/desa/${place.code}/langkah/${last.id}/tarik`}>
            <Csrf ctx={ctx} />
            <FormField
              name="why"
              label="Alasan"
              value={again?.form === last.id ? again.typed['why'] : ''}
              error={again?.form === last.id ? again.problems : []}
              maxLength={500}
              required
              help="Langkah tetap tercatat dengan alasan ini dan tidak lagi dihitung."
            />
            <button class="danger">Tarik {STEP_WORDS[last.step].toLowerCase()}</button>
          </form>
        </details>
      )}
    </>
  );
}

function StepState({ ctx, one }: { ctx: PageContext; one: StepRecord }): VNode {
  const { timeZone } = ctx.instance;
  if (one.withdrawnAt === null)
    return (
      <>
        <State kind="good">Berlaku</State>
        <span class="sub">
          Dicatat {one.recordedBy}, {formatMoment(one.recordedAt, timeZone)}
        </span>
      </>
    );
  return (
    <>
      <State kind="none">Ditarik</State>
      <span class="sub">
        {one.withdrawnBy}, {formatMoment(one.withdrawnAt, timeZone)}: {one.withdrawnWhy}
      </span>
    </>
  );
}

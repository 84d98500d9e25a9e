import type { VNode } from 'preact';
import type { Enterprise } from '../../../enterprise/enterprise.js';
import { LEGAL_FORM_WORDS } from '../../../enterprise/enterprise.wording.js';
import type { LikeBecause, Proposal } from '../../../enterprise/merging/duplicates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { Answer, Csrf, DataTable, ErrorSummary, FormField, type PageContext, Pager } from '../../components/index.js';
import { count } from '../../list-import/wording.js';

const BECAUSE: Readonly<Record<LikeBecause, string>> = {
  nib: 'NIB sama',
  npwp: 'wajib pajaknya sama',
  nik: 'NIK pemiliknya sama',
  name: 'nama mirip di desa yang sama',
};

export interface ProposalsProps {
  proposals: readonly Proposal[];
  total: number;
  page: number;
  pages: number;
}

export function ProposalsView({ proposals, total, page, pages }: ProposalsProps): VNode {
  return (
    <>
      <Answer>
        {total === 0 ? 'Tidak ada pasangan yang mencurigakan.' : `${count(total)} pasangan mungkin usaha yang sama.`}
      </Answer>
      <DataTable
        label="Mungkin usaha yang sama"
        caption="Diusulkan dari data; yang memutuskan tetap orang."
        empty="Tidak ada usulan."
        rows={proposals}
        columns={[
          { key: 'satu', head: 'Catatan', cell: ({ one }) => <a href={`/usaha/${one.id}`}>{one.name}</a> },
          { key: 'lain', head: 'Catatan lain', cell: ({ other }) => <a href={`/usaha/${other.id}`}>{other.name}</a> },
          { key: 'sebab', head: 'Sebabnya', cell: ({ because }) => because.map((one) => BECAUSE[one]).join(', ') },
          {
            key: 'banding',
            head: 'Bandingkan',
            kind: 'wide',
            cell: ({ one, other }) => (
              <a class="button quiet" href={`/usaha/kembar/${one.id}/${other.id}`}>
                Bandingkan
                <span class="unseen">
                  {' '}
                  {one.name} dan {other.name}
                </span>
              </a>
            ),
          },
        ]}
      />
      <Pager page={page} pages={pages} href={(next) => `/usaha/kembar?hal=${next}`} />
    </>
  );
}

export interface CompareProps {
  ctx: PageContext;
  one: Enterprise;
  other: Enterprise;
  typed: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}

export function CompareView({ ctx, one, other, typed, problems }: CompareProps): VNode {
  const line = (label: string, read: (row: Enterprise) => string | null): { label: string; a: string; b: string } => ({
    label,
    a: read(one) ?? '(kosong)',
    b: read(other) ?? '(kosong)',
  });
  return (
    <>
      <ErrorSummary problems={problems} title="Belum digabung" />
      <DataTable
        label="Perbandingan"
        caption="Berdampingan. Yang kosong pada catatan yang dipertahankan diisi dari yang lain."
        rows={[
          line('Nama', (row) => row.name),
          line('Bentuk hukum', (row) => LEGAL_FORM_WORDS[row.legalForm]),
          line('NIB', (row) => row.nib),
          line('NPWP', (row) => row.npwp),
          line('NITKU', (row) => row.nitku),
          line('Pemilik', (row) => row.ownerName),
          line('Berdiri', (row) => row.establishedOn),
          line('Tempat', (row) => row.place),
          line('Alamat', (row) => row.address),
          line('KBLI', (row) => row.kbli.map(({ code }) => code).join('; ') || null),
          line('Catatan', (row) => row.note),
        ]}
        columns={[
          { key: 'isian', head: 'Isian', cell: (row) => row.label },
          { key: 'satu', head: `Nomor ${one.id}`, cell: (row) => row.a },
          { key: 'lain', head: `Nomor ${other.id}`, cell: (row) => row.b },
        ]}
      />
      {ctx.can('enterprise.write') && (
        <>
          <h2>Usaha yang sama</h2>
          <form class="form" method="post" action="/usaha/kembar/gabung">
            <Csrf ctx={ctx} />
            <input type="hidden" name="one" value={`${one.id}|${one.version}`} />
            <input type="hidden" name="other" value={`${other.id}|${other.version}`} />
            <FormField
              name="keep"
              label="Yang dipertahankan"
              type="radio"
              value={typed['keep'] ?? one.id}
              error={problems}
              options={[one, other].map(({ id, name }) => ({ value: id, text: `${name} (nomor ${id})` }))}
            />
            <FormField
              name="reason"
              label="Alasan"
              value={typed['reason']}
              error={problems}
              maxLength={500}
              required
              help="Contoh: alamat dan pemiliknya sama. Angka, dokumen, kode penyedia, dan produk ikut pindah; dapat dibatalkan."
            />
            <button>Gabungkan</button>
          </form>
          <h2>Bukan usaha yang sama</h2>
          <form class="form" method="post" action="/usaha/kembar/berbeda">
            <Csrf ctx={ctx} />
            <input type="hidden" name="one" value={one.id} />
            <input type="hidden" name="other" value={other.id} />
            <p>Pasangan ini tidak akan diusulkan lagi.</p>
            <button class="quiet">Bukan usaha yang sama</button>
          </form>
        </>
      )}
    </>
  );
}

import type { VNode } from 'preact';
import type { JudgedSentra } from '../../../catalogue/sentra/sentra.js';
import {
  address,
  Answer,
  DataTable,
  Downloads,
  EmptyState,
  Filters,
  type Option,
  type PageContext,
  Pager,
} from '../../components/index.js';
import { count } from './sentra.wording.js';
import { FindingState } from './finding.view.js';

export interface ListProps {
  ctx: PageContext;
  items: readonly JudgedSentra[];
  found: number;
  all: number;
  page: number;
  pages: number;
  text?: string;
  group?: string;
  groups: readonly Option[];
}

export function SentraListView({ ctx, items, found, all, page, pages, text, group, groups }: ListProps): VNode {
  if (all === 0)
    return (
      <EmptyState
        title="Belum ada sentra"
        action={ctx.can('grading.write') ? { href: '/sentra/baru', text: 'Tambah sentra' } : null}
      >
        <p>
          Sentra ialah desa, kecamatan, atau kabupaten tempat produk sejenis dibuat banyak usaha. Tambahkan sentra,
          catat keanggotaan usahanya, lalu nyatakan syarat yang tidak dapat dihitung dengan buktinya.
        </p>
      </EmptyState>
    );
  const query = { cari: text, kelompok: group };
  return (
    <>
      <Answer>
        <strong>{count(all)} sentra</strong> tercatat. Di halaman ini {items.filter(isMet).length} dari {items.length}{' '}
        memenuhi semua kriteria yang menentukan.
      </Answer>
      {ctx.can('grading.write') && (
        <p class="actions">
          <a class="button" href="/sentra/baru">
            Tambah sentra
          </a>
        </p>
      )}
      <Filters
        action="/sentra"
        fields={[
          { name: 'kelompok', label: 'Kelompok produk', value: group ?? null, options: groups, any: 'Semua kelompok' },
          { name: 'cari', label: 'Nama sentra', value: text ?? null, type: 'search' },
        ]}
        said={
          [groups.find(({ value }) => value === group)?.text, text && `memuat "${text}"`].filter(Boolean).join(', ') ||
          null
        }
      />
      <DataTable
        label="Daftar sentra"
        caption="Dari delapan kriteria yang berlaku hari ini."
        rows={items}
        empty="Tidak ada sentra yang sesuai saringan."
        columns={[
          {
            key: 'sentra',
            head: 'Sentra',
            cell: (one) => (
              <>
                <a href={`/sentra/${one.id}`}>{one.name}</a>
                <span class="sub">{one.place}</span>
              </>
            ),
          },
          {
            key: 'hasil',
            head: 'Hasil',
            kind: 'state',
            cell: (one) => <FindingState finding={one.judgement.finding} />,
          },
          { key: 'kelompok', head: 'Kelompok', cell: (one) => one.groupName ?? one.productKind },
          { key: 'ya', head: 'Terpenuhi', kind: 'number', cell: (one) => one.judgement.met },
          { key: 'belum', head: 'Belum', kind: 'number', cell: (one) => one.judgement.missing },
          { key: 'tidak', head: 'Belum diketahui', kind: 'number', cell: (one) => one.judgement.unknown },
          {
            key: 'anggota',
            head: 'Anggota',
            kind: 'number',
            cell: (one) => (one.counts.everMembers ? count(one.counts.members) : 'Belum dicatat'),
          },
        ]}
      />
      <Pager
        page={page}
        pages={pages}
        href={(next) => address('/sentra', { ...query, hal: next })}
        said={`${count(found)} sentra`}
      />
      <Downloads files={[]} api="/api/v1/sentra" />
    </>
  );
}

function isMet({ judgement }: JudgedSentra): boolean {
  return judgement.finding === 'met';
}

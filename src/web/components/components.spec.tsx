import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { may, type Role } from '../../access/permissions.js';
import type { PageContext } from '../context.js';
import { CHART_COLOURS, type ChartInput, drawChart } from './chart.js';
import {
  address,
  Bar,
  Chart,
  type Column,
  DataTable,
  ErrorSummary,
  Figure,
  Filters,
  FormField,
  HowComputed,
  Page,
  Pager,
  percentOf,
  Rupiah,
  State,
  Tabs,
  withCsrf,
} from './index.js';

const html = (element: VNode): string => renderToString(element);

function context(role: Role | null, more: Partial<PageContext> = {}): PageContext {
  return {
    viewer: role && {
      userId: 'u',
      username: 'contoh',
      displayName: 'Nama <Contoh>',
      role,
      mustChangePassword: false,
      scope: { kind: 'all' },
      sessionId: 's',
    },
    scope: { kind: 'all' },
    csrf: 'a.b',
    instance: {
      klpdCode: 'D999',
      klpdName: 'Provinsi Contoh',
      province: 'Contoh',
      timeZone: 'Asia/Makassar',
      fiscalYear: null,
      letterhead: [],
      demo: false,
      setUpAt: null,
    },
    path: '/belanja/satker',
    url: '/belanja/satker?tahun=2026',
    today: '2026-08-31',
    fiscalYear: 2026,
    flash: null,
    can: (permission) => role !== null && may(role, permission),
    ...more,
  };
}

describe('a page', () => {
  it('is a whole Indonesian document whose title and h1 ask the same question', () => {
    const page = html(<Page ctx={context('admin')} title="Ke mana belanja mengalir?" />);
    expect(page).toContain('<html lang="id">');
    expect(page).toContain('<title>Ke mana belanja mengalir? · Lokapasar OVOP</title>');
    expect(page.match(/<h1>/g)).toHaveLength(1);
  });

  it('escapes whatever it is given', () => {
    const page = html(<Page ctx={context('admin')} title={'<script>alert("1")</script>'} meta={['a & b']} />);
    expect(page).not.toContain('<script');
    expect(page).toContain('Nama &lt;Contoh');
    expect(page).toContain('a &amp; b');
  });

  it('marks the section it belongs to in the navigation, and Beranda only on Beranda', () => {
    const marked = [...html(<Page ctx={context('admin')} title="x" />).matchAll(/href="([^"]+)" aria-current="page"/g)];
    expect(marked.map((match) => match[1])).toEqual(['/belanja']);
  });

  it('hides from an auditor nothing that is read, and from nobody signed in everything', () => {
    const auditor = html(<Page ctx={context('auditor')} title="x" />);
    expect(auditor).toContain('href="/impor"');
    expect(html(<Page ctx={context('biro-pbj')} title="x" />)).not.toContain('href="/pengguna"');
    expect(html(<Page ctx={context(null)} title="x" />)).not.toContain('<nav');
  });

  it('says that the data are made up only when they are', () => {
    const { instance } = context('admin');
    const demo = context('admin', { instance: { ...instance, demo: true } });
    expect(html(<Page ctx={demo} title="x" />)).toContain('Data contoh, bukan data nyata');
    expect(html(<Page ctx={context('admin')} title="x" />)).not.toContain('Data contoh');
  });

  it('shows the message of the request before it', () => {
    const page = html(<Page ctx={context('admin', { flash: { text: 'Disimpan <b>', kind: 'good' } })} title="x" />);
    expect(page).toContain('role="status"');
    expect(page).toContain('Disimpan &lt;b>');
  });
});

describe('a bar', () => {
  it('draws known, unknown and threshold as attributes, without a style', () => {
    const bar = html(<Bar known={18.2} unknown={4} target={40} />);
    expect(bar).toContain('width="18.2%"');
    expect(bar).toContain('x="18.2%" width="4%"');
    expect(bar).toContain('x="40%"');
    expect(bar).not.toContain('style=');
  });

  it('never runs over its end, and takes what is no number for nothing', () => {
    expect(html(<Bar known={130} unknown={20} />)).toContain('width="100%"');
    expect(html(<Bar known={130} unknown={20} />)).not.toContain('arsir');
    expect(html(<Bar known={90} unknown={20} />)).toContain('x="90%" width="10%"');
    expect(html(<Bar known={Number.NaN} />)).toContain('width="0%"');
    expect(html(<Bar known={-5} />)).toContain('width="0%"');
  });

  it('is hidden from screen readers unless it has words of its own', () => {
    expect(html(<Bar known={10} />)).toContain('aria-hidden="true"');
    expect(html(<Bar known={10} label="10 persen" />)).toContain('role="img" aria-label="10 persen"');
  });

  it('takes the share of two amounts exactly, and of nothing as nothing', () => {
    expect(percentOf(1n, 3n)).toBe(33.3);
    expect(percentOf(5n, 0n)).toBe(0);
  });
});

interface Row {
  name: string;
  value: string;
}

const COLUMNS: Column<Row>[] = [
  { key: 'nama', head: 'Nama', cell: (row) => row.name, sortable: true },
  { key: 'nilai', head: 'Nilai (Rp)', kind: 'number', cell: (row) => row.value, sortable: true, help: 'Nilai selesai' },
];

describe('a table', () => {
  const sort = {
    by: 'nilai',
    direction: 'desc' as const,
    href: (by: string, to: string) => address('/x', { urut: by, arah: to }),
  };
  const rows = [{ name: 'Dinas <A>', value: '1.000' }];

  it('makes the first cell the heading of its row and gives the others their heading for a card', () => {
    const table = html(<DataTable label="t" caption="c" columns={COLUMNS} rows={rows} />);
    expect(table).toContain('<th scope="row">Dinas &lt;A></th>');
    expect(table).toContain('<td class="num" data-h="Nilai (Rp)">1.000</td>');
  });

  it('says by which column it is sorted and turns the order round on that column only', () => {
    const table = html(<DataTable label="t" caption="c" columns={COLUMNS} rows={rows} sort={sort} />);
    expect(table.match(/aria-sort="descending"/g)).toHaveLength(1);
    expect(table).toContain('/x?urut=nilai&amp;arah=asc');
    expect(table).toContain('/x?urut=nama&amp;arah=asc');
  });

  it('shows sums in the foot, and a sentence instead of rows when there are none', () => {
    expect(html(<DataTable label="t" caption="c" columns={COLUMNS} rows={rows} foot={{ nilai: '1.000' }} />)).toMatch(
      /<tfoot><tr><th scope="row">Jumlah<\/th><td class="num"[^>]*>1.000/,
    );
    const none = html(
      <DataTable label="t" caption="c" columns={COLUMNS} rows={[]} foot={{ nilai: '0' }} empty="Belum ada" />,
    );
    expect(none).toContain('<td colspan="2">Belum ada</td>');
    expect(none).not.toContain('<tfoot>');
  });

  it('is a region that the keyboard can scroll', () => {
    expect(html(<DataTable label="Tabel x" caption="c" columns={COLUMNS} rows={rows} />)).toContain(
      'tabindex="0" role="region" aria-label="Tabel x"',
    );
  });
});

describe('a form', () => {
  const problems = [{ field: 'klpdCode', message: 'Kode salah' }];

  it('links the summary to the field, whose error and help are read with it', () => {
    expect(html(<ErrorSummary problems={problems} />)).toContain('<a href="#f-klpdCode">Kode salah</a>');
    const field = html(<FormField name="klpdCode" label="Kode" value={'"x'} help="Contoh: D999" error={problems} />);
    expect(field).toContain('aria-describedby="f-klpdCode-e f-klpdCode-h"');
    expect(field).toContain('aria-invalid="true"');
    expect(field).toContain('value="&quot;x"');
    expect(field).toContain('<label for="f-klpdCode">');
  });

  it('shows no summary without problems, and another field no error', () => {
    expect(html(<ErrorSummary problems={[]} />)).toBe('');
    expect(html(<FormField name="other" label="x" error={problems} />)).not.toContain('aria-invalid');
  });

  it('never gives a password back', () => {
    expect(html(<FormField name="p" label="x" type="password" value="rahasia" />)).not.toContain('rahasia');
  });

  it('keeps what was chosen', () => {
    const options = [
      { value: 'a', text: 'A', group: 'Satu' },
      { value: 'b', text: 'B', group: 'Satu' },
    ];
    expect(html(<FormField name="s" label="x" type="select" value="b" options={options} />)).toMatch(
      /<optgroup label="Satu"><option value="a">A<\/option><option[^>]*selected[^>]*>B/,
    );
    expect(html(<FormField name="r" label="x" type="radio" value="b" options={options} />)).toMatch(
      /value="b" checked/,
    );
  });

  it('puts the token of an upload into its address', () => {
    expect(withCsrf(context('admin'), '/impor?tahun=2026')).toBe('/impor?tahun=2026&_csrf=a.b');
  });
});

describe('filters', () => {
  const fields = [
    { name: 'sumber', label: 'Sumber', value: 'v6', any: 'Semua', options: [{ value: 'v6', text: 'v6' }] },
  ];

  it('are a GET form that says what is filtered and how to remove it', () => {
    const form = html(
      <Filters action="/belanja" fields={fields} hidden={{ urut: 'nilai', arah: null }} said="sumber v6" />,
    );
    expect(form).toContain('method="get" action="/belanja"');
    expect(form).toContain('<input type="hidden" name="urut" value="nilai"/>');
    expect(form).not.toContain('name="arah"');
    expect(form).toContain('Saringan: sumber v6. <a href="/belanja">Hapus saringan</a>');
  });

  it('offer nothing to remove when nothing is filtered', () => {
    expect(html(<Filters action="/belanja" fields={fields} said={null} />)).not.toContain('Hapus saringan');
  });
});

describe('figures', () => {
  it('say an amount in short, with the exact one behind it', () => {
    expect(html(<Rupiah sen={1_240_000_000_050n} />)).toBe(
      '<span class="rupiah" title="Rp12.400.000.000,50">Rp12,4 miliar</span>',
    );
  });

  it('link to their rows and to their definition', () => {
    const figure = html(<Figure label="Selesai" value="1" href="/belanja" definition="/definisi#M01" />);
    expect(figure).toContain('<a href="/belanja">1</a>');
    expect(figure).toContain('href="/definisi#M01"');
  });

  it('always say a state in a word', () => {
    expect(html(<State kind="bad">Belum patuh</State>)).toBe('<span class="state bad">Belum patuh</span>');
  });

  it('explain how they are made, as terms and texts', () => {
    expect(html(<HowComputed entries={[{ term: 'Pembilang', text: 'x' }]} />)).toContain(
      '<dt>Pembilang</dt><dd>x</dd>',
    );
  });
});

describe('ways through a long list', () => {
  it('lead to the next and the previous page where there is one', () => {
    const first = html(<Pager page={1} pages={3} href={(page) => `/x?hal=${page}`} />);
    expect(first).toContain('rel="next" href="/x?hal=2"');
    expect(first).not.toContain('rel="prev"');
    expect(html(<Pager page={1} pages={1} href={(page) => `/x?hal=${page}`} />)).toBe('');
  });

  it('mark the view that is shown', () => {
    const tabs = html(
      <Tabs
        label="Tampilan"
        tabs={[
          { href: '/a', text: 'A', here: true },
          { href: '/b', text: 'B', here: false },
        ]}
      />,
    );
    expect(tabs.match(/aria-current/g)).toHaveLength(1);
  });

  it('leave empty values out of an address', () => {
    expect(address('/x', { a: '', b: null, c: 0, d: true, e: ['1', '2'], f: 'a b&c' })).toBe(
      '/x?c=0&d=1&e=1&e=2&f=a+b%26c',
    );
  });
});

describe('a chart', () => {
  const input: ChartInput = {
    title: 'Belanja per bulan <b>',
    description: 'Terbesar pada Februari.',
    kind: 'bars',
    stacked: true,
    categories: ['Jan', 'Feb & <i>'],
    series: [
      { name: 'UMK', tone: 'accent', values: [1, 2] },
      { name: 'Belum diketahui', tone: 'unknown', values: [1, null] },
    ],
    unit: 'miliar rupiah',
    target: { value: 2, text: 'Batas' },
  };

  it('needs no style and no script, and names itself', async () => {
    const image = await drawChart(input);
    const figure = html(<Chart image={image} />);
    expect(figure).not.toMatch(/style|<script|ecmeta|class="zr/);
    expect(image.wide).toMatch(/^<svg role="img" aria-labelledby="\w+-t \w+-d"/);
    expect(image.wide).toContain('Belanja per bulan &#60;b&#62;</title>');
    expect(image.wide).toContain('Feb &amp; &lt;i&gt;');
    expect(image.wide).toContain('fill="url(#arsir)"');
  });

  it('is drawn once for the same figures and anew for others', async () => {
    const once = await drawChart(input);
    expect(await drawChart({ ...input })).toBe(once);
    expect((await drawChart({ ...input, unit: '%' })).wide).not.toBe(once.wide);
  });

  it('has no id in common with another chart', async () => {
    const ids = (svg: string): string[] => [...svg.matchAll(/ id="([^"]+)"/g)].map((match) => String(match[1]));
    const one = await drawChart({ ...input, kind: 'lines' });
    const other = await drawChart({ ...input, kind: 'lines', title: 'Lain' });
    const all = [one.wide, one.narrow, other.wide, other.narrow].flatMap(ids);
    expect(new Set(all).size).toBe(all.length);
  });

  it('uses only colours that the stylesheet redefines for the dark', async () => {
    const css = readFileSync(new URL('../style.css', import.meta.url), 'utf8');
    for (const colour of Object.values(CHART_COLOURS)) {
      expect(css).toContain(`.chart [fill='${colour}']`);
      expect(css).toContain(`.chart [stroke='${colour}']`);
    }
    const known = new Set<string>(Object.values(CHART_COLOURS));
    const { wide } = await drawChart({ ...input, lying: true });
    const used = [...wide.matchAll(/(?:fill|stroke)="(#[0-9a-f]{3,8})"/g)].map((match) => String(match[1]));
    expect(used.filter((colour) => !known.has(colour))).toEqual([]);
    expect(used.length).toBeGreaterThan(5);
  });
});

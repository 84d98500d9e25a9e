import type { ComponentChildren, VNode } from 'preact';

export interface Column<Row> {
  /** Names the column in the address when it can be sorted by. */
  key: string;
  head: string;
  /** `number` is right-aligned with tabular digits; `state` and `wide` place the cell on a phone's card. */
  kind?: 'text' | 'number' | 'state' | 'wide';
  /** Explains a term on hover and to screen readers. */
  help?: string;
  sortable?: boolean;
  cell(row: Row): ComponentChildren;
}

export interface Sort {
  by: string;
  direction: 'asc' | 'desc';
  /** Address of this page sorted by a column. */
  href(by: string, direction: 'asc' | 'desc'): string;
}

export interface DataTableProps<Row> {
  caption: ComponentChildren;
  /** Name of the scrolling region for screen readers: 'Tabel kepatuhan'. */
  label: string;
  /** The first column is the row's heading. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  sort?: Sort;
  /** The sums, by column key; a row 'Jumlah' in the foot. */
  foot?: Readonly<Record<string, ComponentChildren>>;
  /** Stands in the table when there are no rows. */
  empty?: ComponentChildren;
  /** id of a row, to link to it. */
  rowId?(row: Row): string;
}

/** The table of a page: sticky head, sums in the foot, rows that become cards on a phone. */
export function DataTable<Row>(props: DataTableProps<Row>): VNode {
  const { caption, label, columns, rows, sort, foot, empty, rowId } = props;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={label}>
      <table class="stack">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head column={column} sort={sort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.length === 0 && (
            <tr class="none">
              <td colSpan={columns.length}>{empty ?? 'Tidak ada baris yang sesuai.'}</td>
            </tr>
          )}
          {rows.map((row) => (
            <tr id={rowId?.(row)}>{columns.map((column, index) => cellOf(column, index === 0, column.cell(row)))}</tr>
          ))}
        </tbody>
        {foot && rows.length > 0 && (
          <tfoot>
            <tr>
              {columns.map((column, index) =>
                cellOf(column, index === 0, foot[column.key] ?? (index === 0 ? 'Jumlah' : undefined)),
              )}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

const CLASSES = { text: undefined, number: 'num', state: 'state-cell', wide: 'wide' } as const;

/** A function and no component: a page shows hundreds of them, and each component is an object with a life of its own. */
function cellOf(column: Shown, first: boolean, children: ComponentChildren): VNode {
  if (first) return <th scope="row">{children}</th>;
  const kind = column.kind ?? 'text';
  const said = kind === 'number' || kind === 'text' ? column.head : undefined;
  const nothing = children === undefined || children === null || children === '';
  return (
    <td class={nothing ? `${CLASSES[kind] ?? ''} nothing`.trim() : CLASSES[kind]} data-h={said}>
      {children}
    </td>
  );
}

type Shown = Pick<Column<never>, 'key' | 'head' | 'kind' | 'help' | 'sortable'>;

function Head({ column, sort }: { column: Shown; sort: Sort | undefined }): VNode {
  const sorted = sort?.by === column.key ? sort.direction : null;
  const text = column.help ? <abbr title={column.help}>{column.head}</abbr> : column.head;
  // Numbers are asked for from the largest, words from A; a second click turns the order round.
  const next = sorted ? (sorted === 'desc' ? 'asc' : 'desc') : column.kind === 'number' ? 'desc' : 'asc';
  return (
    <th
      scope="col"
      class={column.kind === 'number' ? 'num' : undefined}
      aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : undefined}
    >
      {sort && column.sortable ? <a href={sort.href(column.key, next)}>{text}</a> : text}
    </th>
  );
}

export interface PagerProps {
  /** From 1. */
  page: number;
  pages: number;
  href(page: number): string;
  /** "Baris 1–50 dari 1.234" */
  said?: string;
}

/** Pages of a long list. */
export function Pager({ page, pages: told, href, said }: PagerProps): VNode | null {
  // A list of nobody has its one page, too.
  const pages = Math.max(1, told);
  if (pages <= 1 && page <= pages && !said) return null;
  return (
    <nav class="pager" aria-label="Halaman">
      {said && <span class="sub">{said}</span>}
      {page > 1 && (
        <a class="button quiet" rel="prev" href={href(Math.min(page - 1, pages))}>
          {page > pages ? `Ke halaman ${pages}` : 'Sebelumnya'}
        </a>
      )}
      {(pages > 1 || page > pages) && (
        <span>
          {page > pages ? `Halaman ${page} tidak ada; ada ${pages} halaman` : `Halaman ${page} dari ${pages}`}
        </span>
      )}
      {page < pages && (
        <a class="button quiet" rel="next" href={href(page + 1)}>
          Berikutnya
        </a>
      )}
    </nav>
  );
}

export interface TabsProps {
  label: string;
  tabs: readonly { href: string; text: string; here: boolean }[];
}

/** Views of one page, each with an address of its own. */
export function Tabs({ label, tabs }: TabsProps): VNode {
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li>
            <a href={tab.href} aria-current={tab.here ? 'true' : undefined}>
              {tab.text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

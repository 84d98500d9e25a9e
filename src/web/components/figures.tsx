import type { ComponentChildren, VNode } from 'preact';
import { formatRupiah, formatRupiahShort } from '../../shared/money.js';

/** The answer in one sentence, made from the figures. */
export function Answer({ children }: { children: ComponentChildren }): VNode {
  return <p class="answer">{children}</p>;
}

/** An amount for sentences and cards: 'Rp12,4 miliar', the exact figure as its title. `sen` is a bigint of sen. */
export function Rupiah({ sen }: { sen: bigint }): VNode {
  return (
    <span class="rupiah" title={formatRupiah(sen)}>
      {formatRupiahShort(sen)}
    </span>
  );
}

export interface BarProps {
  /** Percent (0 to 100) that is surely so. Values outside are cut off at the ends. */
  known: number;
  /** Percent that may be so: hatched, behind the known part. */
  unknown?: number;
  /** Percent at which the threshold's line stands; null draws none. */
  target?: number | null;
  /** `ovop` draws in the second accent. */
  tone?: 'accent' | 'ovop';
  /** What the bar shows, in words; without it the bar is decoration beside its number and hidden from screen readers. */
  label?: string;
}

/** A bar in a cell, drawn without inline styles. The number it stands for is written beside it. */
export function Bar({ known, unknown = 0, target = null, tone = 'accent', label }: BarProps): VNode {
  const first = cut(known);
  const second = Math.min(cut(unknown), 100 - first);
  return (
    <svg
      class={`bar ${tone}`}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : 'true'}
      focusable="false"
    >
      <rect class="known" width={`${first}%`} height="100%" />
      {second > 0 && <rect x={`${first}%`} width={`${tenth(second)}%`} height="100%" fill="url(#arsir)" />}
      {target !== null && <rect class="target" x={`${cut(target)}%`} width="2" height="100%" />}
    </svg>
  );
}

function cut(percent: number): number {
  return Number.isFinite(percent) ? tenth(Math.min(100, Math.max(0, percent))) : 0;
}

function tenth(percent: number): number {
  return Math.round(percent * 10) / 10;
}

/** The share of two amounts in percent with one decimal, for `<Bar>` only; 0 when there is no whole. */
export function percentOf(part: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number((part * 1000n) / whole) / 10;
}

export interface StateProps {
  kind: 'good' | 'warn' | 'bad' | 'none';
  /** The word: 'Patuh', 'Belum patuh', 'Data tidak lengkap', 'Tidak berlaku'. */
  children: ComponentChildren;
}

/** A state: always a word, coloured. */
export function State({ kind, children }: StateProps): VNode {
  return <span class={`state ${kind}`}>{children}</span>;
}

export interface FigureProps {
  label: string;
  value: ComponentChildren;
  /** A line under the figure: the share, the number of packages. */
  sub?: ComponentChildren;
  /** The rows behind the figure. */
  href?: string;
  /** Its definition, '/definisi#M01'. */
  definition?: string;
  tone?: 'accent' | 'ovop';
}

/** A row of key figures. */
export function Figures({ children }: { children: ComponentChildren }): VNode {
  return <ul class="figures">{children}</ul>;
}

/** One key figure; goes inside `<Figures>`. */
export function Figure({ label, value, sub, href, definition, tone = 'accent' }: FigureProps): VNode {
  return (
    <li class={`figure ${tone}`}>
      <span class="label">{label}</span>
      <strong>{href ? <a href={href}>{value}</a> : value}</strong>
      {sub !== undefined && <span class="sub">{sub}</span>}
      {definition && (
        <a class="define" href={definition}>
          Definisi<span class="unseen"> {label}</span>
        </a>
      )}
    </li>
  );
}

export interface HowComputedProps {
  /** Pembilang, Penyebut, Tidak termasuk, Definisi, Berdiri di atas, … */
  entries: readonly { term: string; text: ComponentChildren }[];
  open?: boolean;
}

/** "Bagaimana angka ini dihitung". Always open on paper. */
export function HowComputed({ entries, open = false }: HowComputedProps): VNode {
  return (
    <details class="how" open={open}>
      <summary>Bagaimana angka ini dihitung</summary>
      <dl>
        {entries.map(({ term, text }) => (
          <>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </>
        ))}
      </dl>
    </details>
  );
}

export interface DownloadsProps {
  files: readonly { text: string; href: string }[];
  /** Address of the same figures in the API. */
  api?: string;
}

/** "Unduh: XLSX, CSV, Alamat API". */
export function Downloads({ files, api }: DownloadsProps): VNode {
  return (
    <p class="take">
      <span class="sub">Unduh:</span>
      {files.map(({ text, href }) => (
        <a class="button quiet" href={href} download>
          {text}
        </a>
      ))}
      {api && <a href={api}>Alamat API</a>}
    </p>
  );
}

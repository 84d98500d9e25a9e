import { createHash } from 'node:crypto';
import type { VNode } from 'preact';

/** A colour by what it means. `unknown` is hatched. */
export type Tone = 'accent' | 'ovop' | 'good' | 'warn' | 'bad' | 'none' | 'unknown';

/** A chart as data. Numbers are for drawing only; the exact figures stand in the table beside it. */
export interface ChartInput {
  /** What the chart shows: its heading, and its name for screen readers. */
  title: string;
  /** What there is to see, in a sentence: "Realisasi terbesar pada Agustus." For screen readers. */
  description: string;
  kind: 'bars' | 'lines';
  /** Bars that lie: for long names. */
  lying?: boolean;
  stacked?: boolean;
  categories: readonly string[];
  /** One value for each category; null = not known, drawn as a gap. */
  series: readonly { name: string; tone: Tone; values: readonly (number | null)[] }[];
  /** Unit of the value axis: 'miliar rupiah', '%'. */
  unit: string;
  /** Largest value of the axis: 100 for shares. */
  max?: number;
  /** A line across all bars: the threshold. */
  target?: { value: number; text: string } | null;
}

/** A drawn chart: a wide form, and a narrow one whose letters stay readable on a phone. */
export interface ChartImage {
  title: string;
  wide: string;
  narrow: string;
}

/**
 * The colours that the drawing carries: those of the light tokens. The stylesheet redefines each by what it means
 * (`.chart [fill='#2d3a8c']`), which is how a chart follows into the dark; a test holds the two lists together.
 */
export const CHART_COLOURS = {
  ink: '#1b1d29',
  muted: '#565b6c',
  line: '#e2dfd6',
  strong: '#c9c4b6',
  accent: '#2d3a8c',
  ovop: '#a23b3b',
  good: '#1e6b45',
  warn: '#7d5200',
  bad: '#a12622',
  none: '#8a8d98',
} as const;

/** Stands for the hatching that `<Page>` defines; replaced after drawing. */
const HATCHED = '#0a0b0c';

const KEPT = 300;
const cache = new Map<string, ChartImage>();

/** Draws a chart, or takes it from what has been drawn before (some 12 ms each otherwise). */
export async function drawChart(input: ChartInput): Promise<ChartImage> {
  const key = createHash('sha256').update(JSON.stringify(input)).digest('hex').slice(0, 16);
  const known = cache.get(key);
  if (known) return known;
  const image = {
    title: input.title,
    wide: await draw(input, `${key}w`, 720),
    narrow: await draw(input, `${key}n`, 360),
  };
  if (cache.size >= KEPT) cache.delete(cache.keys().next().value ?? '');
  cache.set(key, image);
  return image;
}

/** Shows what `drawChart` drew. Goes beside or after its table. */
export function Chart({ image }: { image: ChartImage }): VNode {
  // The only markup that is not escaped: it is drawn by the chart library, which escapes the texts, and cleaned below.
  return (
    <figure class="chart">
      <figcaption>{image.title}</figcaption>
      <div class="on-wide" dangerouslySetInnerHTML={{ __html: image.wide }} />
      <div class="on-narrow" dangerouslySetInnerHTML={{ __html: image.narrow }} />
    </figure>
  );
}

let library: ReturnType<typeof loadLibrary> | null = null;

/** Loaded with the first chart, part by part: a start, and the CLI, do without it. */
async function loadLibrary(): Promise<(typeof import('echarts/core'))['init']> {
  const { init, use } = await import('echarts/core');
  const { BarChart, LineChart } = await import('echarts/charts');
  const { GridComponent, LegendComponent, MarkLineComponent } = await import('echarts/components');
  const { SVGRenderer } = await import('echarts/renderers');
  use([BarChart, LineChart, GridComponent, LegendComponent, MarkLineComponent, SVGRenderer]);
  return init;
}

async function draw(input: ChartInput, id: string, width: number): Promise<string> {
  library ??= loadLibrary();
  const init = await library;
  const height = input.lying
    ? 90 + input.categories.length * (input.stacked ? 24 : 14 + 12 * input.series.length)
    : 340;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(optionOf(input, width));
    return cleanSvg(chart.renderToSVGString(), { id, title: input.title, description: input.description });
  } finally {
    chart.dispose();
  }
}

function optionOf(input: ChartInput, width: number): Record<string, unknown> {
  const narrow = width < 500;
  const size = 13;
  const text = { color: CHART_COLOURS.muted, fontSize: size, fontFamily: 'inherit' };
  const categories = {
    type: 'category',
    data: input.categories,
    inverse: input.lying ?? false,
    axisLine: { lineStyle: { color: CHART_COLOURS.strong } },
    axisTick: { show: false },
    axisLabel: {
      ...text,
      width: input.lying ? (narrow ? 110 : 220) : undefined,
      overflow: 'truncate',
      hideOverlap: true,
    },
  };
  const values = {
    type: 'value',
    min: 0,
    max: input.max,
    name: input.unit,
    nameLocation: 'end',
    nameTextStyle: { ...text, align: input.lying ? 'right' : 'left' },
    splitNumber: narrow ? 3 : 5,
    splitLine: { lineStyle: { color: CHART_COLOURS.line } },
    axisLabel: { ...text, hideOverlap: true, formatter: (value: number) => value.toLocaleString('id-ID') },
  };
  return {
    animation: false,
    textStyle: { fontFamily: 'inherit', color: CHART_COLOURS.ink },
    grid: {
      left: 8,
      right: 16,
      top: input.series.length > 1 ? 64 : 36,
      bottom: 8,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    legend:
      input.series.length > 1
        ? {
            top: 0,
            left: 0,
            borderColor: CHART_COLOURS.line,
            itemWidth: 18,
            itemHeight: 10,
            textStyle: { ...text, color: CHART_COLOURS.ink },
          }
        : undefined,
    xAxis: input.lying ? values : categories,
    yAxis: input.lying ? categories : values,
    series: input.series.map((series, index) => ({
      type: input.kind === 'bars' ? 'bar' : 'line',
      name: series.name,
      data: series.values,
      stack: input.stacked ? 'all' : undefined,
      barMaxWidth: 28,
      symbolSize: 6,
      lineStyle: { width: 2, type: series.tone === 'unknown' ? 'dashed' : 'solid', color: colourOf(series.tone, true) },
      itemStyle: { color: colourOf(series.tone, input.kind === 'lines') },
      markLine:
        index === 0 && input.target
          ? {
              silent: true,
              symbol: 'none',
              lineStyle: { color: CHART_COLOURS.ink, width: 2, type: 'solid' },
              label: {
                ...text,
                color: CHART_COLOURS.ink,
                formatter: input.target.text,
                position: input.lying ? 'end' : 'insideEndTop',
              },
              data: [input.lying ? { xAxis: input.target.value } : { yAxis: input.target.value }],
            }
          : undefined,
    })),
  };
}

function colourOf(tone: Tone, solid: boolean): string {
  if (tone !== 'unknown') return CHART_COLOURS[tone];
  return solid ? CHART_COLOURS.none : HATCHED;
}

const TEXT_STYLES = new Set(['font-size', 'font-weight', 'font-style']);

/**
 * What the library draws, made fit for our pages: no style attribute or element (the content security policy forbids
 * both), ids that do not collide with another chart's, no leftovers of its scripts, a title and a description.
 */
export function cleanSvg(svg: string, labels: { id: string; title: string; description: string }): string {
  const { id, title, description } = labels;
  const body = svg
    .replace(/<style[^>]*>[\s\S]*?<\/style>/g, '')
    .replace(/^<svg[^>]*viewBox="([^"]*)"[^>]*>/, '<svg viewBox="$1">')
    .replace(/ style="([^"]*)"/g, (_, style: string) => attributesOf(style))
    .replace(/ (?:class|ecmeta_\w+|pointer-events|xml:space|baseProfile)="[^"]*"/g, '')
    .replace(/<rect width="\d+" height="\d+" x="0" y="0" fill="none"><\/rect>\n?/, '')
    .replace(/\b(id="|url\(#)zr\d+-/g, `$1${id}-`)
    .replace(new RegExp(`"${HATCHED}"`, 'g'), '"url(#arsir)"')
    .replace(/\n/g, '');
  const head = `role="img" aria-labelledby="${id}-t ${id}-d" focusable="false"`;
  return body
    .replace(/^<svg /, `<svg ${head} `)
    .replace(
      /^(<svg[^>]*>)/,
      `$1<title id="${id}-t">${escape(title)}</title><desc id="${id}-d">${escape(description)}</desc>`,
    );
}

/** Text styles as attributes; everything else that a style could say is the stylesheet's business. */
function attributesOf(style: string): string {
  return style
    .split(';')
    .map((declaration) => declaration.split(':').map((part) => part.trim()))
    .filter(([name, value]) => name !== undefined && value !== undefined && TEXT_STYLES.has(name))
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

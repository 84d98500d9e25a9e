import type { VNode } from 'preact';
import type { TileGrid } from '../../../participation/tile-grid.js';

export interface MapTile {
  code: string;
  name: string;
  /** What the tile says under its name. */
  said: string;
  /** Share of the largest, 0 to 4, for the shade; null = nothing is known. */
  shade: 0 | 1 | 2 | 3 | 4 | null;
  href: string | null;
}

const SIDE = 76;
const GAP = 4;

/** A map of equal tiles. Each tile says its number in words, so that no shade has to be told from another. */
export function TileMap({
  grid,
  tiles,
  title,
  description,
}: {
  grid: TileGrid;
  tiles: readonly MapTile[];
  title: string;
  description: string;
}): VNode {
  const byCode = new Map(tiles.map((tile) => [tile.code, tile]));
  return (
    <figure class="chart tile-map">
      <figcaption>{title}</figcaption>
      <svg
        viewBox={`0 0 ${grid.columns * (SIDE + GAP)} ${grid.rows * (SIDE + GAP)}`}
        role="group"
        aria-label={`${title}. ${description}`}
      >
        {grid.tiles.map(({ code, short, column, row }) => {
          const tile = byCode.get(code);
          const [x, y] = [(column - 1) * (SIDE + GAP), (row - 1) * (SIDE + GAP)];
          const drawn = (
            <>
              <title>{`${tile?.name ?? short}: ${tile?.said ?? 'tidak diketahui'}`}</title>
              <rect
                class={`tile shade-${tile?.shade ?? 'none'}`}
                x={x}
                y={y}
                width={SIDE}
                height={SIDE}
                rx={4}
                fill={tile?.shade === null ? 'url(#arsir)' : undefined}
              />
              <text class={`tile-text shade-${tile?.shade ?? 'none'}`} x={x + SIDE / 2} y={y + 30} text-anchor="middle">
                {short}
              </text>
              <text class={`tile-text shade-${tile?.shade ?? 'none'}`} x={x + SIDE / 2} y={y + 54} text-anchor="middle">
                {tile?.said ?? '?'}
              </text>
            </>
          );
          return tile?.href ? <a href={tile.href}>{drawn}</a> : <g>{drawn}</g>;
        })}
      </svg>
    </figure>
  );
}

/** Shade of a number among others: nothing is 0, the largest 4. */
export function shadeOf(value: bigint, largest: bigint): 0 | 1 | 2 | 3 | 4 {
  if (value <= 0n || largest <= 0n) return 0;
  const quarter = (value * 4n + largest - 1n) / largest;
  return quarter >= 4n ? 4 : quarter === 3n ? 3 : quarter === 2n ? 2 : 1;
}

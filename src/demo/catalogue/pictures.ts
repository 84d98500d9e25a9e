import { Chance } from '../random.js';

const PALETTES: readonly (readonly [ground: string, main: string, second: string, ink: string])[] = [
  ['#f3e6d2', '#8a2f2a', '#1f3a5f', '#3b2417'],
  ['#efe9dc', '#2f5d50', '#c28a2c', '#26312b'],
  ['#f6ead9', '#6b3f1d', '#b5562c', '#33200f'],
  ['#e9edf0', '#27496d', '#c7a252', '#1c2733'],
  ['#f2ece4', '#7a1f3d', '#3f6b4f', '#341521'],
];

/**
 * A drawing in the place of a photo, so that nobody takes it for one: bands and lozenges as of a cloth, or rings as of a
 * basket seen from above, with the words "gambar contoh". The same product gets the same drawing.
 */
export function drawProduct(seed: number, ref: string, name: string, group: string): string {
  const chance = new Chance(seed, `gambar-${ref}`);
  const [ground, main, second, ink] = chance.pick(PALETTES);
  const body = group === 'tenun' ? bands(chance, main, second) : rings(chance, main, second);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="720" viewBox="0 0 960 720">` +
    `<rect width="960" height="720" fill="${ground}"/>${body}` +
    `<rect y="600" width="960" height="120" fill="${ground}"/>` +
    `<text x="40" y="650" font-family="sans-serif" font-size="34" fill="${ink}">${escape(shorten(name))}</text>` +
    `<text x="40" y="694" font-family="sans-serif" font-size="24" fill="${ink}">gambar contoh, bukan foto</text></svg>`
  );
}

function bands(chance: Chance, main: string, second: string): string {
  let drawn = '';
  for (let y = 0; y < 600;) {
    const height = chance.whole(24, 90);
    const colour = chance.happens(0.5) ? main : second;
    drawn += `<rect y="${y}" width="960" height="${height}" fill="${colour}"/>`;
    if (height > 50) {
      const step = chance.whole(48, 120);
      for (let x = step / 2; x < 960; x += step)
        drawn += `<path d="M${x} ${y + 6}l${step / 3} ${height / 2 - 6}l${-step / 3} ${height / 2 - 6}l${-step / 3} ${6 - height / 2}z" fill="none" stroke="#f7efe2" stroke-width="5"/>`;
    }
    y += height + chance.whole(6, 18);
  }
  return drawn;
}

function rings(chance: Chance, main: string, second: string): string {
  const [x, y] = [chance.whole(400, 560), chance.whole(270, 330)];
  const step = chance.whole(18, 34);
  let drawn = '';
  for (let radius = 250, n = 0; radius > 10; radius -= step, n += 1)
    drawn += `<circle cx="${x}" cy="${y}" r="${radius}" fill="${n % 2 === 0 ? main : second}" opacity="0.92"/>`;
  return drawn;
}

function shorten(name: string): string {
  return name.length <= 44 ? name : `${name.slice(0, 43)}…`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

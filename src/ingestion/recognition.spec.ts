import { describe, expect, it } from '@jest/globals';
import { feedDefinition } from './feeds/index.js';
import { missingFrom, nearestFeeds, takenFor } from './recognition.js';

const v6 = [...feedDefinition('v6-isb').required];

describe('what a file is taken for', () => {
  it('goes by the headings, in any case and order', () => {
    const shuffled = v6.map((name) => name.toUpperCase()).toReversed();
    expect(takenFor(shuffled, null)).toMatchObject({ feed: 'v6-isb', recognised: 'v6-isb' });
  });

  it('follows a person who says otherwise, but remembers what the headings say', () => {
    const both = [...v6, ...feedDefinition('komoditas').required];
    expect(takenFor(both, 'komoditas')).toMatchObject({ feed: 'komoditas', recognised: 'v6-isb' });
  });

  it('does not follow a person when required headings are missing, and says which', () => {
    expect(takenFor(v6, 'struktur-anggaran')).toBeNull();
    expect(missingFrom(v6, 'struktur-anggaran')).toContain('belanja_pengadaan');
  });

  it('lists columns that the feed does not know, but no personal ones', () => {
    const taken = takenFor([...v6, 'warna_map', 'no_telp_user_pokja'], null);
    expect(taken?.unknown).toEqual(['warna_map']);
  });

  it('names the nearest feeds with the headings that are missing when it is none of them', () => {
    const without = v6.slice(1);
    expect(takenFor(without, null)).toBeNull();
    const [nearest] = nearestFeeds(without, 3);
    expect(nearest).toEqual({ feed: 'v6-isb', missing: [v6[0]] });
    expect(nearestFeeds(['resep', 'bahan'], 3)).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { actionWords, changedColumns, columnWords, kindWords, problemSentence } from './audit.wording.js';

describe('the words of the audit trail', () => {
  it('fall back to the name itself where there is none', () => {
    expect([actionWords('row.update'), actionWords('new.action')]).toEqual(['Mengubah', 'new.action']);
    expect([kindWords('app_user'), kindWords('new_table')]).toEqual(['Pengguna', 'new_table']);
    expect([columnWords('display_name'), columnWords('new_column')]).toEqual(['Nama lengkap', 'new_column']);
  });

  it('tell a change column by column, and nothing of what is empty on both sides', () => {
    const before = { umk: 'no', note: null, confirmed: false, sources: ['v5'], letterhead: [] };
    const after = { umk: 'yes', note: '', confirmed: true, sources: ['v5', 'v6'], letterhead: [], extra: { a: 1 } };
    expect(changedColumns(before, after)).toEqual([
      { label: 'UMK', before: 'no', after: 'yes' },
      { label: 'Disetujui', before: 'tidak', after: 'ya' },
      { label: 'sources', before: 'v5', after: 'v5; v6' },
      { label: 'extra', before: null, after: '{"a":1}' },
    ]);
    expect(changedColumns(null, null)).toEqual([]);
  });

  it('name the row, and when its head was signed', () => {
    const zone = 'Asia/Makassar';
    expect(problemSentence({ kind: 'deleted', seq: 3, until: 3 }, zone)).toBe('Catatan nomor 3 dihapus.');
    expect(problemSentence({ kind: 'cut', seq: 9, until: 4, at: '2026-08-31T01:02:00Z' }, zone)).toBe(
      'Jejak dipotong: catatan nomor 9 sudah disegel pada 31 Agustus 2026, 09.02 WITA, tetapi jejak berakhir di nomor 4.',
    );
    expect(problemSentence({ kind: 'rewritten', seq: 9, until: 0, at: 'x' }, zone)).toContain(
      'Tidak ada segel sebelumnya',
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { printable, writePdf } from './pdf.js';

describe('a paper as PDF', () => {
  const paper = (text: string) =>
    writePdf({ title: 'Contoh', letterhead: ['KOP'], content: [text], foot: 'Kaki', madeAt: '2026-03-02T00:00:00Z' });

  it('is A4 and opens no file whatever it is told to show', async () => {
    const bytes = (await paper('Isi')).toString('latin1');
    expect(bytes.startsWith('%PDF-')).toBe(true);
    expect(bytes).toContain('/MediaBox [0 0 595.28 841.89]');
    await expect(
      writePdf({
        title: 'x',
        letterhead: [],
        content: [{ image: '/etc/hostname' }],
        foot: '',
        madeAt: '2026-03-02T00:00:00Z',
      }),
    ).rejects.toThrow('denied by resource access policy');
  });

  it('keeps letters that its fonts have, and says where there is one that they have not', () => {
    expect(printable('Café “Nusa” – 5 €')).toBe('Café “Nusa” – 5 €');
    expect(printable('Tuāt Łódź 織')).toBe('Tuat ?ódz ?');
  });

  it('keeps the sign of a number that falls', () => {
    expect(printable('\u22121,00 %')).toBe('\u20131,00 %');
  });
});

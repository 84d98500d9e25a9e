import { describe, expect, it } from '@jest/globals';
import { frameSnippet, plainSnippet } from './snippets.js';

const URL_OF = 'https://ovop.example.go.id/wisata/pantai-contoh';
const EVIL = `"><script>alert('x')</script>`;

describe('the HTML to copy', () => {
  it('leads to the place and its products, and is nothing but text and links', () => {
    const html = plainSnippet('Pantai Contoh', URL_OF, [{ id: '7', name: 'Tenun', makers: ['Usaha A', 'Usaha B'] }]);
    expect(html).toContain(`<a href="${URL_OF}">Produk OVOP di Pantai Contoh</a>`);
    expect(html).toMatch(/<a href="https:\/\/ovop\.example\.go\.id\/katalog\/7[^"]*">Tenun<\/a>, Usaha A, Usaha B/);
    expect(plainSnippet('Pantai Contoh', URL_OF, [])).not.toContain('<ul>');
  });

  it('lets nothing that somebody named become markup', () => {
    for (const html of [
      plainSnippet(EVIL, URL_OF, [{ id: '7', name: EVIL, makers: [EVIL] }]),
      frameSnippet(EVIL, URL_OF),
    ]) {
      expect(html).not.toContain('<script');
      expect(html).toContain('&lt;script&gt;');
      expect(
        [...html.matchAll(/<(\w+)/g)].every(([, tag = '']) => ['p', 'a', 'ul', 'li', 'iframe'].includes(tag)),
      ).toBe(true);
    }
  });
});

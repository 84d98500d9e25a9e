import { describe, expect, it } from '@jest/globals';
import { bestEncoding, bestLanguage, bestMediaType, namesOne } from './negotiate.js';

const TYPES = ['application/json', 'application/geo+json', 'text/csv'] as const;

describe('what a request can take', () => {
  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['text/csv', 'text/csv'],
    ['application/*;q=0.2, text/csv;q=0.5', 'text/csv'],
    ['text/html, application/xhtml+xml, */*;q=0.8', 'application/json'],
    ['application/json;q=0, */*', 'application/geo+json'],
    ['application/geo+json;q=nonsense, text/csv', 'text/csv'],
    ['image/png', null],
    ['text/csv;q=0', null],
  ])('Accept: %s is answered as %s', (accept, type) => {
    expect(bestMediaType(accept, TYPES)).toBe(type);
  });

  it.each([
    [undefined, 'id'],
    ['en-US,en;q=0.9', 'en'],
    ['id;q=0.4, en;q=0.8', 'en'],
    ['in', 'id'],
    ['fr, de', 'id'],
    ['*', 'id'],
    ['en;q=0', 'id'],
  ])('Accept-Language: %s is answered in %s', (header, language) => {
    expect(bestLanguage(header, ['id', 'en'])).toBe(language);
  });

  it.each([
    [undefined, null],
    ['gzip, deflate, br', 'br'],
    ['gzip;q=0.5', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['*', 'gzip'],
    ['identity', null],
  ])('Accept-Encoding: %s is answered with %s', (header, encoding) => {
    expect(bestEncoding(header)).toBe(encoding);
  });

  it('a tag is found among several, weak or not, and not as a part of another', () => {
    expect(namesOne('"x", W/"abc"', ['"abc"'])).toBe(true);
    expect(namesOne('*', ['"abc"'])).toBe(true);
    expect(namesOne('"abcd"', ['"abc"'])).toBe(false);
    expect(namesOne(undefined, ['"abc"'])).toBe(false);
  });
});

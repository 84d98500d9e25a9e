import { readdirSync, readFileSync } from 'node:fs';
import type { Book } from './book.js';
import { readBook } from './read-book.js';

const FOLDER = new URL('../../config/regulations/', import.meta.url);

let book: Book | undefined;

/** The law as `config/regulations` has it, read once in a process. Throws one Error that lists all that is wrong. */
export function lawBook(): Book {
  book ??= readBook(
    readdirSync(FOLDER)
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => ({ name, text: readFileSync(new URL(name, FOLDER), 'utf8') })),
  );
  return book;
}

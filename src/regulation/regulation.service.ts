import { Injectable } from '@nestjs/common';
import type { Book } from './book.js';
import { lawBook } from './book-files.js';

/** The book of law for whoever gets it injected; a book that cannot be used stops the app when it starts. */
@Injectable()
export class RegulationService {
  readonly book: Book = lawBook();
}

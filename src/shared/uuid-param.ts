import { ParseUUIDPipe } from '@nestjs/common';
import { NotFoundError } from './errors.js';

/** For `@Param('id', uuidParam)`: what is not a UUID cannot name anything, so it is simply not found. */
export const uuidParam = new ParseUUIDPipe({
  exceptionFactory: () => new NotFoundError('request.unknown-id', 'Yang Anda cari tidak ada.'),
});

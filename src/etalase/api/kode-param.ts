import { applyDecorators, type PipeTransform } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { InvalidInputError } from '../../shared/errors.js';

const KODE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const LONGEST = 60;

/** For `@Param('kode', kodeParam)`. Without a DTO: its checks would take longer than all else that stands before an answer. */
export const kodeParam: PipeTransform<string, string> = {
  transform(kode) {
    if (kode.length <= LONGEST && KODE.test(kode)) return kode;
    throw new InvalidInputError('request.invalid', 'Kode lokasi ini tidak dapat diterima.', [
      { field: 'kode', message: 'Kode lokasi terdiri atas huruf kecil, angka, dan tanda hubung' },
    ]);
  },
};

/** Describes the parameter in the API's document. */
export const describesKode = (): MethodDecorator =>
  applyDecorators(
    ApiParam({
      name: 'kode',
      schema: { example: 'pulau-komodo', type: 'string', pattern: KODE.source, maxLength: LONGEST },
    }),
  );

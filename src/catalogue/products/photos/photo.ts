import { createHash } from 'node:crypto';
import sharp, { type OutputInfo } from 'sharp';
import { InvalidInputError } from '../../../shared/errors.js';

/** What a photo and its small form may weigh, so that a catalogue opens on a thin line. */
export const PHOTO_BYTES = 80 * 1024;
export const THUMBNAIL_BYTES = 20 * 1024;
/** A phone's photo; beyond this nobody has to be waited for. */
export const UPLOAD_BYTES = 12 * 1024 * 1024;
/** Larger pictures are made to fill the memory (a picture of one colour packs to nothing). */
const MOST_PIXELS = 60_000_000;

/** Sides in pixels, largest first, and qualities: the first combination that is light enough is taken. */
const SIDES = [1280, 1024, 800, 640, 480];
const QUALITIES = [80, 68, 56];

/** A photo as it is kept: WebP, upright, without anything that the camera wrote into it. */
export interface PreparedPhoto {
  bytes: Buffer;
  thumbnail: Buffer;
  width: number;
  height: number;
  sha256: string;
}

const KINDS: readonly { starts: (bytes: Uint8Array) => boolean }[] = [
  { starts: (bytes) => has(bytes, 0, [0xff, 0xd8, 0xff]) },
  { starts: (bytes) => has(bytes, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { starts: (bytes) => has(bytes, 0, [0x52, 0x49, 0x46, 0x46]) && has(bytes, 8, [0x57, 0x45, 0x42, 0x50]) },
];

function has(bytes: Uint8Array, at: number, signs: readonly number[]): boolean {
  return signs.every((sign, index) => bytes[at + index] === sign);
}

// What was read stays nowhere: photos are people's own.
sharp.cache(false);

let turn: Promise<unknown> = Promise.resolve();

/** One at a time: a large picture takes a quarter of a gigabyte while it is open. */
export function preparePhoto(bytes: Uint8Array): Promise<PreparedPhoto> {
  const mine = turn.then(() => prepare(bytes));
  turn = mine.catch(() => undefined);
  return mine;
}

/** By its content, whatever it is called. Throws `photo.not-a-photo`, `photo.too-large` or `photo.broken`. */
async function prepare(bytes: Uint8Array): Promise<PreparedPhoto> {
  if (!KINDS.some(({ starts }) => starts(bytes)))
    throw refused('photo.not-a-photo', 'Berkas ini bukan foto JPEG, PNG, atau WebP. Pilih fotonya, bukan dokumen.');
  const options = { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true } as const;
  try {
    const { width, height } = await sharp(bytes, options).metadata();
    if (width * height > MOST_PIXELS) throw tooLarge();
    // Small enough to be made into several forms; upright as the camera held it.
    const base = await sharp(bytes, options)
      .rotate()
      .resize({ width: SIDES[0], height: SIDES[0], fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .png({ compressionLevel: 1 })
      .toBuffer();
    const photo = await lightEnough(base, PHOTO_BYTES, SIDES);
    const small = await lightEnough(base, THUMBNAIL_BYTES, [400, 320, 240]);
    return {
      bytes: photo.data,
      thumbnail: small.data,
      width: photo.info.width,
      height: photo.info.height,
      sha256: createHash('sha256').update(photo.data).digest('hex'),
    };
  } catch (error) {
    if (error instanceof InvalidInputError) throw error;
    if (String(error).includes('pixel limit')) throw tooLarge();
    throw refused(
      'photo.broken',
      'Foto ini rusak atau terpotong, sehingga tidak dapat dibuka. Ambil atau kirim ulang.',
    );
  }
}

async function lightEnough(
  base: Buffer,
  most: number,
  sides: readonly number[],
): Promise<{ data: Buffer; info: OutputInfo }> {
  for (const side of sides) {
    for (const quality of QUALITIES) {
      const made = await sharp(base)
        .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
        .webp({ quality, effort: 4 })
        .toBuffer({ resolveWithObject: true });
      if (made.data.length <= most) return made;
    }
  }
  throw refused('photo.too-detailed', 'Foto ini tidak dapat dibuat cukup ringan. Pilih foto lain.');
}

function tooLarge(): InvalidInputError {
  return refused(
    'photo.too-large',
    `Foto ini lebih dari ${MOST_PIXELS / 1_000_000} juta titik. Perkecil dahulu, lalu unggah lagi.`,
  );
}

function refused(code: string, message: string): InvalidInputError {
  return new InvalidInputError(code, message, [{ field: 'foto', message }]);
}

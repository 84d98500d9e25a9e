import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ConflictError, InvalidInputError, NotFoundError } from '../../../shared/errors.js';
import { maskText } from '../../../shared/masking.js';
import { rows } from '../../../shared/sql.js';
import type { Product } from '../product.js';
import { tidy } from '../product-input.js';
import { ProductService } from '../product.service.js';
import { preparePhoto } from './photo.js';

export const MOST_PHOTOS = 8;
const LONGEST_ALT = 200;

/** The bytes of a photo to be sent. */
export interface PhotoFile {
  bytes: Buffer;
  sha256: string;
  mediaType: string;
}

/** '12-0123456789abcdef', with '-kecil' for the thumbnail. */
const NAME = /^(\d{1,18})-([0-9a-f]{16})(-kecil)?\.webp$/;

/** Photos of products: light, upright, without what the camera wrote, described in words. */
@Injectable()
export class PhotosService {
  constructor(
    private readonly db: DataSource,
    private readonly products: ProductService,
  ) {}

  /** Throws `photo.…` and `product.not-found`. */
  async add(productId: string, upload: Uint8Array, alt: string, by: string): Promise<Product> {
    const words = readAlt(alt);
    await this.products.get(productId);
    const { bytes, thumbnail, width, height, sha256 } = await preparePhoto(upload);
    return this.db.transaction(async (tx) => {
      await this.products.hold(tx, productId, null);
      const { photos } = await this.products.get(productId, tx);
      if (photos.some(({ key }) => sha256.startsWith(key)))
        throw new ConflictError('photo.twice', 'Foto yang sama sudah ada pada produk ini.');
      if (photos.length >= MOST_PHOTOS)
        throw new ConflictError(
          'photo.too-many',
          `Paling banyak ${MOST_PHOTOS} foto untuk satu produk. Hapus satu dahulu.`,
        );
      await tx.query(
        `insert into product_photo (product_id, position, alt, media_type, width, height, sha256, bytes, thumbnail, created_by)
         select $1, coalesce(max(position), 0) + 1, $2, 'image/webp', $3::int, $4::int, $5, $6::bytea, $7::bytea, $8
         from product_photo where product_id = $1`,
        [productId, words, width, height, sha256, bytes, thumbnail, by],
      );
      return this.products.get(productId, tx);
    });
  }

  /** Words, and place among the photos (from 1; later ones move on). Throws `photo.not-found` and `photo.invalid`. */
  async change(productId: string, id: string, alt: string, position: number | null): Promise<Product> {
    const words = readAlt(alt);
    return this.db.transaction(async (tx) => {
      await this.products.hold(tx, productId, null);
      const { photos } = await this.products.get(productId, tx);
      if (!photos.some((photo) => photo.id === id)) throw unknown(id);
      await tx.query('update product_photo set alt = $2 where id = $1 and alt <> $2', [id, words]);
      if (position !== null) {
        const order = photos.map((photo) => photo.id).filter((other) => other !== id);
        order.splice(Math.max(0, position - 1), 0, id);
        await this.number(tx, order);
      }
      return this.products.get(productId, tx);
    });
  }

  async remove(productId: string, id: string): Promise<Product> {
    return this.db.transaction(async (tx) => {
      await this.products.hold(tx, productId, null);
      const { photos } = await this.products.get(productId, tx);
      if (!photos.some((photo) => photo.id === id)) throw unknown(id);
      await tx.query('delete from product_photo where id = $1', [id]);
      return this.products.get(productId, tx);
    });
  }

  /** A file by its name in an address; null = there is none, or not for this person (`shown` = only what is on show). */
  async file(name: string, shown: boolean): Promise<PhotoFile | null> {
    const [, id, key, small] = NAME.exec(name) ?? [];
    if (id === undefined || key === undefined) return null;
    const [found] = await rows<PhotoFile>(
      this.db.manager,
      `select case when $3 then f.thumbnail else f.bytes end as bytes, f.sha256, f.media_type as "mediaType"
       from product_photo f join product p on p.id = f.product_id
       where f.id = $1 and left(f.sha256, 16) = $2 and (not $4 or p.state = 'tayang')`,
      [id, key, small !== undefined, shown],
    );
    return found ?? null;
  }

  private async number(tx: EntityManager, order: readonly string[]): Promise<void> {
    await tx.query(
      `update product_photo f set position = t.position from unnest($1::bigint[]) with ordinality as t (id, position)
       where f.id = t.id and f.position <> t.position`,
      [order],
    );
  }
}

/** What is to be seen, for those who do not see it. */
function readAlt(alt: string): string {
  const words = tidy(alt);
  const message =
    words === ''
      ? 'Tulis apa yang terlihat pada foto, misalnya "Sehelai tenun merah bermotif kuda"'
      : words.length > LONGEST_ALT
        ? `Paling banyak ${LONGEST_ALT} huruf`
        : null;
  if (message !== null)
    throw new InvalidInputError('photo.invalid', 'Isian foto tidak dapat diterima', [{ field: 'alt', message }]);
  return maskText(words);
}

function unknown(id: string): NotFoundError {
  return new NotFoundError('photo.not-found', `Foto ${id.slice(0, 20)} tidak ada pada produk ini`);
}

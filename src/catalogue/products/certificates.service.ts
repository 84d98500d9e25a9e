import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ConflictError, InvalidInputError, NotFoundError } from '../../shared/errors.js';
import { rows } from '../../shared/sql.js';
import { type CertificateFacts, type CertificateInput, readCertificate } from './certificate-input.js';
import type { Product } from './product.js';
import { ProductService } from './product.service.js';

/** Who writes: the account, and the name under which something was seen. */
export interface Writer {
  username: string;
  displayName: string;
}

/** Certificates of products. A number in the right form is not yet seen: that is a day and a name of its own. */
@Injectable()
export class CertificatesService {
  constructor(
    private readonly db: DataSource,
    private readonly products: ProductService,
  ) {}

  /** Throws `certificate.invalid` and `certificate.twice`. */
  async add(productId: string, input: CertificateInput, by: Writer, today: string): Promise<Product> {
    const facts = readCertificate(input, today);
    return this.db.transaction(async (tx) => {
      await this.products.hold(tx, productId, null);
      await this.insert(tx, productId, facts, by);
      return this.products.get(productId, tx);
    });
  }

  /** Throws `certificate.not-found`, `certificate.changed-meanwhile`, `certificate.invalid` and `certificate.twice`. */
  async change(
    productId: string,
    id: string,
    version: number,
    input: CertificateInput,
    by: Writer,
    today: string,
  ): Promise<Product> {
    const facts = readCertificate(input, today);
    return this.db.transaction(async (tx) => {
      await this.products.hold(tx, productId, null);
      await holdPart(tx, 'product_certificate', productId, id, version);
      await this.update(tx, productId, id, facts, by);
      return this.products.get(productId, tx);
    });
  }

  async remove(productId: string, id: string, version: number): Promise<Product> {
    return this.db.transaction(async (tx) => {
      await this.products.hold(tx, productId, null);
      await holdPart(tx, 'product_certificate', productId, id, version);
      await tx.query('delete from product_certificate where id = $1', [id]);
      return this.products.get(productId, tx);
    });
  }

  async insert(tx: EntityManager, productId: string, facts: CertificateFacts, by: Writer): Promise<void> {
    await this.refuse(tx, productId, facts, null);
    await tx.query(
      `insert into product_certificate (product_id, kind, number, number_key, issuer, issued_on, expires_on, value, enterprise_id,
         verified_on, verified_by, note, created_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [...values(productId, facts), facts.seenOn === null ? null : by.displayName, facts.note, by.username],
    );
  }

  async update(tx: EntityManager, productId: string, id: string, facts: CertificateFacts, by: Writer): Promise<void> {
    await this.refuse(tx, productId, facts, id);
    // Who saw it stays whoever it was, as long as the day stays.
    await tx.query(
      `update product_certificate set kind = $2, number = $3, number_key = $4, issuer = $5, issued_on = $6, expires_on = $7,
         value = $8, enterprise_id = $9, verified_on = $10::date,
         verified_by = case when $10::date is null then null when verified_on = $10::date then verified_by else $11 end, note = $12,
         version = version + 1 where product_id = $1 and id = $13`,
      [...values(productId, facts), by.displayName, facts.note, id],
    );
  }

  private async refuse(
    tx: EntityManager,
    productId: string,
    { kind, numberKey, number, enterpriseId }: CertificateFacts,
    except: string | null,
  ): Promise<void> {
    await requireEnterprise(tx, enterpriseId, 'certificate.invalid');
    const [twin] = await rows<{ id: string }>(
      tx,
      `select id::text from product_certificate where product_id = $1 and kind = $2 and number_key = $3
         and ($4::bigint is null or id <> $4::bigint)`,
      [productId, kind, numberKey, except],
    );
    if (twin)
      throw new ConflictError(
        'certificate.twice',
        `Sertifikat bernomor ${number} sudah ada pada produk ini. Ubah yang ada itu.`,
      );
  }
}

function values(productId: string, facts: CertificateFacts): unknown[] {
  const { kind, number, numberKey, issuer, issuedOn, expiresOn, value, enterpriseId, seenOn } = facts;
  return [productId, kind, number, numberKey, issuer, issuedOn, expiresOn, value, enterpriseId, seenOn];
}

const PARTS = {
  product_certificate: { code: 'certificate', word: 'Sertifikat' },
  product_listing: { code: 'listing', word: 'Tayangan' },
} as const;

/** Throws `….not-found`, and `….changed-meanwhile` when somebody was faster. */
export async function holdPart(
  tx: EntityManager,
  table: keyof typeof PARTS,
  productId: string,
  id: string,
  version: number,
): Promise<void> {
  const { code, word } = PARTS[table];
  const [found] = /^\d{1,18}$/.test(id)
    ? await rows<{ version: number }>(tx, `select version from ${table} where id = $1 and product_id = $2 for update`, [
        id,
        productId,
      ])
    : [];
  if (!found) throw new NotFoundError(`${code}.not-found`, `${word} ${id.slice(0, 20)} tidak ada pada produk ini`);
  if (found.version !== version)
    throw new ConflictError(
      `${code}.changed-meanwhile`,
      `${word} ini sudah diubah orang lain sejak Anda membukanya, jadi isian Anda belum disimpan. Bandingkan, lalu simpan lagi.`,
      { version: found.version },
    );
}

export async function requireEnterprise(tx: EntityManager, id: string | null, code: string): Promise<void> {
  if (id === null) return;
  const [found] = await rows<{ id: string }>(tx, 'select id::text from enterprise where id = $1', [id]);
  if (found) return;
  const message = `Tidak ada pelaku usaha dengan nomor ${id}`;
  throw new InvalidInputError(code, message, [{ field: 'enterpriseId', message }]);
}

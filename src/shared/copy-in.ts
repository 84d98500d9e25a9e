import pg from 'pg';
import type { EntityManager } from 'typeorm';

/** What `pg` hands to a query whose statement asks for data. */
interface CopyConnection {
  sendCopyFromChunk(bytes: Buffer): void;
  endCopyFrom(): void;
}

/** A `COPY … FROM STDIN` whose data lie ready. `pg` itself only knows how to refuse one. */
class CopyIn extends pg.Query {
  constructor(
    sql: string,
    private readonly bytes: Buffer,
    done: (error: Error | null | undefined) => void,
  ) {
    super(sql, done);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    connection.sendCopyFromChunk(this.bytes);
    connection.endCopyFrom();
  }
}

/**
 * Runs `COPY … FROM STDIN` in the transaction of `tx`, which must be one on a server: the embedded database knows no
 * COPY. `bytes` are all of its data.
 */
export async function copyIn(tx: EntityManager, sql: string, bytes: Uint8Array): Promise<void> {
  const { queryRunner } = tx;
  if (!queryRunner) throw new Error('COPY needs the EntityManager of a transaction');
  const client = (await queryRunner.connect()) as pg.PoolClient;
  await new Promise<void>((resolve, reject) => {
    const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    client.query(new CopyIn(sql, data, (error) => (error ? reject(error) : resolve())));
  });
}

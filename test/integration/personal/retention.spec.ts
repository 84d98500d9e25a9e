import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import { ImportService } from '../../../src/ingestion/import.service.js';
import { RetentionService } from '../../../src/ingestion/retention.service.js';
import { openTestApp, type SignedIn, type TestApp } from '../../support/app.js';
import { json, v5Packages } from '../ingestion/support.js';

describe('retention', () => {
  let app: TestApp;
  let staff: SignedIn;
  let retention: RetentionService;
  let imports: ImportService;
  let old: string;
  let recent: string;
  beforeAll(async () => {
    app = await openTestApp({ ARCHIVE_RETENTION_MONTHS: '12' });
    staff = await app.signIn('biro-pbj');
    retention = app.app.get(RetentionService);
    imports = app.app.get(ImportService);
    old = await take(1, 2);
    recent = await take(3, 4);
    await age(old, '13 months');
    await age(recent, '11 months');
  });
  afterAll(() => app.close());

  async function take(from: number, to: number): Promise<string> {
    const what = { fileName: `contoh-${from}.json`, by: 'penguji', origin: 'api' as const };
    const id = await imports.receive(Readable.from([Buffer.from(json(v5Packages(from, to)))]), what);
    expect(await imports.finish(id)).toMatchObject({ state: 'applied' });
    return id;
  }

  async function age(batchId: string, by: string): Promise<void> {
    await app.source.query(`update import_batch set received_at = now() - $2::interval where id = $1`, [batchId, by]);
    await app.source.query(
      `update archive_file set begun_at = now() - $2::interval
       where id = (select archive_id from import_batch where id = $1)`,
      [batchId, by],
    );
  }

  const files = (): Promise<unknown> =>
    app.source.query(
      `select b.id::text as batch, f.sha256 = b.sha256 and f.size = b.byte_size as known, f.removed_at is not null as removed,
         (select count(*)::int from archive_chunk c where c.file_id = f.id) as chunks
       from archive_file f join import_batch b on b.archive_id = f.id order by b.id`,
    );

  it('says beforehand what it would remove, and removes nothing by saying so', async () => {
    expect(await retention.preview()).toMatchObject({ files: 1, bytes: json(v5Packages(1, 2)).length });
    expect(await files()).toMatchObject([{ removed: false }, { removed: false }]);
  });

  it('keeps an old file that is about to be read, or was handed over again lately', async () => {
    await app.source.query(`update import_batch set state = 'received' where id = $1`, [old]);
    expect(await retention.preview()).toMatchObject({ files: 0 });
    await app.source.query(`update import_batch set state = 'applied' where id = $1`, [old]);
    const again = await take(1, 2);
    expect(await retention.preview()).toMatchObject({ files: 0 });
    await app.source.query(
      'update import_batch set received_at = (select received_at from import_batch where id = $2) where id = $1',
      [again, old],
    );
    expect(await retention.preview()).toMatchObject({ files: 1 });
    await app.source.query('delete from import_batch where id = $1', [again]);
  });

  it('removes the bytes of what is older, keeps what is known of them and every figure, and records the counts', async () => {
    const figures = await app.source.query('select klpd, year, sum(value)::text from spending_cell group by 1, 2');
    await app.source.query(
      `insert into app_session (token_hash, user_id, csrf_secret, expires_at, user_agent)
       select 'usang', id, 'x', now() - interval '1 hour', 'Firefox di Linux' from app_user limit 1`,
    );
    await app.source.query(
      `insert into sign_in_throttle values ('address:203.0.113.7', 9, now() - interval '2 days', now() - interval '2 days')`,
    );
    const bytes = json(v5Packages(1, 2)).length;
    expect(await retention.run()).toEqual({ files: 1, bytes, sessions: 1, throttles: 1 });
    expect(await files()).toEqual([
      { batch: old, known: true, removed: true, chunks: 0 },
      { batch: recent, known: true, removed: false, chunks: 1 },
    ]);
    expect(await app.source.query('select klpd, year, sum(value)::text from spending_cell group by 1, 2')).toEqual(
      figures,
    );
    await staff.agent.get('/data-saya').expect(200);
    const trail = await app.source.query(
      `select object_kind, after from audit_entry where action = 'retention.remove' order by seq`,
    );
    expect(trail).toEqual([
      { object_kind: 'archive_file', after: { files: 1, bytes, months: 12 } },
      { object_kind: 'app_session', after: { sessions: 1, throttles: 1 } },
    ]);
    // Nothing left to remove, nothing to record.
    expect(await retention.run()).toEqual({ files: 0, bytes: 0, sessions: 0, throttles: 0 });
  });

  it('says on the page that the bytes are gone and why, and offers no re-run', async () => {
    const gone = await staff.agent.get(`/impor/${old}`).expect(200);
    expect(gone.text).toContain('Isi berkas asli sudah dihapus');
    expect(gone.text).not.toContain(`action="/impor/${old}/ulang"`);
    expect(gone.text).not.toContain('Unduh berkas asli');
    const there = await staff.agent.get(`/impor/${recent}`).expect(200);
    expect(there.text).toContain(`action="/impor/${recent}/ulang"`);
    const asked = await staff.agent.get(`/api/v1/imports/${old}/file`).expect(404);
    expect(asked.body).toMatchObject({ code: 'import.archive-removed' });
    await staff.agent.post(`/api/v1/imports/${old}/rerun`).set('x-csrf-token', staff.csrf).send({}).expect(404);
  });

  it('offers it again once the same bytes were handed over again', async () => {
    await take(1, 2);
    const page = await staff.agent.get(`/impor/${old}`).expect(200);
    expect(page.text).toContain(`action="/impor/${old}/ulang"`);
    const file = await staff.agent.get(`/api/v1/imports/${old}/file`).expect(200);
    expect(Buffer.from(file.body as Buffer).toString('utf8')).toBe(json(v5Packages(1, 2)));
  });

  it('keeps everything for ever when the setting says 0', async () => {
    const other = await openTestApp({ ARCHIVE_RETENTION_MONTHS: '0' });
    try {
      await other.source.query(`insert into archive_file (sha256, size, chunks, key_id, complete, begun_at)
        values (repeat('a', 64), 1, 0, 'k-x', true, '2001-01-01')`);
      expect(await other.app.get(RetentionService).preview()).toMatchObject({ files: 0 });
      expect(await other.app.get(RetentionService).run()).toMatchObject({ files: 0 });
    } finally {
      await other.close();
    }
  });
});

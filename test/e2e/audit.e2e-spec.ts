import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditPageDto, AuditRecordDto, AuditStateDto } from '../../src/access/audit/audit.dto.js';
import { importCommand } from '../../src/cli/import.command.js';
import { ImportService } from '../../src/ingestion/import.service.js';
import { actAs } from '../../src/shared/actor.js';
import { readTable } from '../../src/shared/spreadsheet-reader.js';
import { aCircular } from '../factories/circulars.js';
import { openTestApp, type SignedIn, type TestApp, TEST_PASSWORD } from '../support/app.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

describe('the audit trail', () => {
  let test: TestApp;
  let admin: SignedIn;
  let staff: SignedIn;
  let auditor: SignedIn;

  beforeAll(async () => {
    test = await openTestApp();
    admin = await test.signIn('admin');
    staff = await test.signIn('biro-pbj');
    auditor = await test.signIn('auditor');
  });
  afterAll(() => test.close());

  const list = async (query = ''): Promise<AuditRecordDto[]> =>
    ((await auditor.agent.get(`/api/v1/audit?size=500&${query}`).expect(200)).body as AuditPageDto).items;
  const last = async (query: string): Promise<AuditRecordDto> => {
    const [found] = await list(query);
    if (!found) throw new Error(`No record of ${query}`);
    return found;
  };
  const words = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

  it('says who changed what through the API, from where, and both values', async () => {
    const body = {
      klpdCode: 'D999',
      klpdName: 'Provinsi Contoh',
      province: 'Contoh',
      timeZone: 'Asia/Makassar',
      fiscalYear: 2026,
      letterhead: ['KOP'],
    };
    const put = (change: object): Promise<unknown> =>
      admin.agent
        .put('/api/v1/settings')
        .set('x-csrf-token', admin.csrf)
        .send({ ...body, ...change })
        .expect(200);
    await put({});
    await put({ fiscalYear: 2027 });
    expect(await last('objectKind=instance_setting')).toMatchObject({
      actorKind: 'pengguna',
      actorName: admin.username,
      actorRole: 'admin',
      address: '127.0.0.1',
      action: 'row.update',
      objectId: '1',
      before: { fiscal_year: 2026 },
      after: { fiscal_year: 2027 },
    });
  });

  it('says who changed what through a form', async () => {
    await admin.post('/pengguna', { username: 'baru.contoh', displayName: 'Baru Contoh', role: 'auditor' }).expect(201);
    const added = await last('objectKind=app_user&action=row.insert');
    expect(added).toMatchObject({
      actorName: admin.username,
      address: '127.0.0.1',
      before: null,
      after: { username: 'baru.contoh', role: 'auditor' },
    });
    expect(added.requestId).toMatch(/^[0-9a-f-]{36}$/);
    await admin.post(`/pengguna/${added.objectId}/kata-sandi`, {}).expect(200);
    const reset = await last(`action=password.reset&objectId=${added.objectId}`);
    expect(reset).toMatchObject({ actorName: admin.username, objectKind: 'app_user', before: null, after: null });
    expect(JSON.stringify(await list())).not.toContain('argon2');
  });

  it('says who handed in a file, up to the end of what it set off', async () => {
    const row = {
      kd_klpd: 'D999',
      nama_klpd: 'Provinsi Contoh',
      kd_provinsi: 1,
      kd_kabupaten: 2,
      jenis_klpd: 'PROVINSI',
    };
    const answer = await staff.agent
      .post('/api/v1/imports')
      .set('x-csrf-token', staff.csrf)
      .attach('file', Buffer.from(JSON.stringify([row])), 'klpd.json')
      .expect(202);
    const [{ id }] = answer.body as [{ id: string }];
    const batch = await test.app.get(ImportService).finish(id);
    const records = (await list(`objectKind=import_batch&objectId=${id}`)).toReversed();
    expect(records.map(({ action, after }) => [action, after?.['state']])).toEqual([
      ['row.insert', 'received'],
      ['row.update', 'reading'],
      ...(batch.state === 'applied' ? [['row.update', 'applying']] : []),
      ['row.update', batch.state],
    ]);
    for (const { actorName, address } of records) expect([actorName, address]).toEqual([staff.username, '127.0.0.1']);
    expect(records[0]?.after).not.toHaveProperty('progress_rows');
  });

  it('names the command where somebody used the command line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lokapasar-audit-'));
    writeFileSync(join(folder, 'satu.json'), JSON.stringify([{ apa: 'saja' }]));
    const said: string[] = [];
    const actor = { kind: 'cli' as const, id: null, name: 'import', role: null, address: null, requestId: null };
    await actAs(actor, () =>
      importCommand([join(folder, 'satu.json')], {
        imports: test.app.get(ImportService),
        timeZone: 'Asia/Makassar',
        out: (text) => said.push(text),
        err: (text) => said.push(text),
      }),
    );
    rmSync(folder, { recursive: true });
    const records = await list('objectKind=import_batch&actor=import');
    expect(records.map(({ actorKind, after }) => [actorKind, after?.['state']])).toEqual([
      ['cli', 'refused'],
      ['cli', 'reading'],
      ['cli', 'received'],
    ]);
  });

  it('tells of sign-ins, sign-outs and refusals, and not of the name that was typed', async () => {
    const browser = test.browser();
    const wrong = { username: 'rahasia-di-kolom-salah', password: 'salah sekali' };
    await browser.post('/api/v1/session').send(wrong).expect(401);
    const unknown = await last('action=session.refused');
    expect(unknown).toMatchObject({ actorKind: 'publik', objectId: null, address: '127.0.0.1' });
    expect(unknown.after).toEqual({ name_mark: expect.stringMatching(/^[0-9a-f]{4}$/) });
    await browser.post('/api/v1/session').send({ username: staff.username, password: 'salah sekali' }).expect(401);
    const known = await last('action=session.refused');
    expect(known).toMatchObject({
      actorKind: 'publik',
      after: null,
      objectId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(JSON.stringify(await list())).not.toContain('rahasia-di-kolom-salah');

    const answer = await browser
      .post('/api/v1/session')
      .send({ username: staff.username, password: TEST_PASSWORD })
      .expect(201);
    const begun = await last('action=session.begin');
    expect(begun).toMatchObject({ actorName: staff.username, actorId: known.objectId, objectKind: 'app_session' });
    const { csrfToken } = answer.body as { csrfToken: string };
    await browser.delete('/api/v1/session').set('x-csrf-token', csrfToken).expect(204);
    expect(await last('action=session.end')).toMatchObject({ actorName: staff.username, objectId: begun.objectId });
  });

  it('tells of a change of the own password, without a trace of either', async () => {
    const person = await test.signIn('biro-pbj');
    await person.agent
      .put('/api/v1/me/password')
      .set('x-csrf-token', person.csrf)
      .send({ current: TEST_PASSWORD, next: 'perahu layar jingga sore' })
      .expect(200);
    expect(await last('action=password.change')).toMatchObject({
      actorName: person.username,
      before: null,
      after: null,
    });
    const all = JSON.stringify(await list());
    expect(all).not.toContain('perahu layar');
    expect(all).not.toContain('password_hash');
  });

  it('is signed outside the database when a circular is published', async () => {
    const answer = await admin.agent
      .post('/api/v1/circulars')
      .set('x-csrf-token', admin.csrf)
      .send(aCircular({ state: 'terbit' }))
      .expect(201);
    const { id } = answer.body as { id: string };
    const records = await list('objectKind=circular');
    expect(records[0]).toMatchObject({ actorName: admin.username, action: 'row.insert', objectId: id });
    const heads = readFileSync(test.env.auditHeadsFile, 'utf8').trim().split('\n');
    const [newest] = await list();
    expect(JSON.parse(heads.at(-1) ?? '')).toMatchObject({ seq: newest?.seq, hash: newest?.hash });
    const state = (await auditor.agent.get('/api/v1/audit/state').expect(200)).body as AuditStateDto;
    expect(state).toMatchObject({ sealed: { seq: newest?.seq }, problem: null, checked: { problems: 0 } });
  });

  it('comes page by page, and by day, person and thing', async () => {
    const all = await list();
    const first = (await auditor.agent.get('/api/v1/audit?size=3').expect(200)).body as AuditPageDto;
    expect(first.items.map(({ seq }) => seq)).toEqual(all.slice(0, 3).map(({ seq }) => seq));
    const next = (await auditor.agent.get(`/api/v1/audit?size=3&before=${first.next}`).expect(200))
      .body as AuditPageDto;
    expect(next.items.map(({ seq }) => seq)).toEqual(all.slice(3, 6).map(({ seq }) => seq));
    expect((await list(`actor=${admin.username}`)).every(({ actorName }) => actorName === admin.username)).toBe(true);
    expect(await list('from=2001-01-01&to=2001-12-31')).toEqual([]);
    expect((await list('from=2001-01-01')).length).toBe(all.length);
    const refused = await auditor.agent.get('/api/v1/audit?from=kemarin').expect(422);
    expect(JSON.stringify(refused.body)).toContain('Tanggal ditulis tahun-bulan-hari');
  });

  it('is a page with the filters in its address, in the words of the bureau', async () => {
    const html = (await auditor.agent.get('/jejak-audit?objek=instance_setting&tindakan=row.update').expect(200)).text;
    const text = words(html);
    expect(text).toContain('catatan terakhir utuh dan berurutan');
    expect(text).toContain('Mengubah: Pengaturan');
    expect(text).toContain('Tahun anggaran 2026 → 2027');
    expect(text).toContain(`dari 127.0.0.1`);
    expect(text).toContain('Saringan: tindakan Mengubah, objek Pengaturan.');
    expect(text).not.toContain('Gagal masuk:');
    expect(html).toContain('href="/jejak-audit/unduh.xlsx?tindakan=row.update&amp;objek=instance_setting"');
    expect(html).toContain('<a href="/jejak-audit" aria-current="page">Jejak audit</a>');
  });

  it('opens as a workbook, from the page and by the API, and takes no name for a formula', async () => {
    await admin
      .post('/pengguna', { username: 'rumus.contoh', displayName: '=HYPERLINK("http://x.invalid")', role: 'auditor' })
      .expect(201);
    for (const path of ['/jejak-audit/unduh.xlsx?objek=app_user', '/api/v1/audit.xlsx?objectKind=app_user']) {
      const answer = await auditor.agent.get(path).responseType('blob').expect(200).expect('content-type', XLSX);
      const rows = (await readTable(answer.body as Buffer)).map(({ cells }) => cells);
      expect(rows[0]).toEqual(expect.arrayContaining(['Nomor', 'Waktu', 'Pelaku', 'Alamat', 'Sebelum', 'Sesudah']));
      expect(rows.length).toBeGreaterThan(3);
      expect(rows.flat().some((cell) => String(cell).includes('Nama lengkap: =HYPERLINK'))).toBe(true);
    }
    const csv = (await auditor.agent.get('/jejak-audit/unduh.csv?objek=app_user').expect(200)).text;
    expect(csv).not.toMatch(/(^|;)"?=HYPERLINK/m);
  });

  it('is not for staff, nor for visitors, and nobody can write to it', async () => {
    for (const path of ['/api/v1/audit', '/api/v1/audit.xlsx', '/api/v1/audit/state', '/jejak-audit']) {
      await staff.agent.get(path).expect(403);
      await admin.agent.get(path).expect(200);
    }
    await test.browser().get('/api/v1/audit').expect(401);
    expect((await staff.agent.get('/').expect(200)).text).not.toContain('/jejak-audit');
    for (const verb of ['post', 'put', 'delete', 'patch'] as const)
      await admin.agent[verb]('/api/v1/audit').set('x-csrf-token', admin.csrf).send({}).expect(404);
  });

  it('shows on the page that it was changed in the database', async () => {
    await test.source.transaction(async (tx) => {
      await tx.query('alter table audit_entry disable trigger user');
      await tx.query(`update audit_entry set actor_name = 'orang lain' where seq = 2`);
      await tx.query('alter table audit_entry enable trigger user');
    });
    const text = words((await auditor.agent.get('/jejak-audit').expect(200)).text);
    expect(text).toContain('Jejak audit perlu diperiksa');
    expect(text).toContain('1 tidak sesuai dengan rantainya');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anEnterprise } from '../factories/catalogue.js';
import { openTestApp, type SignedIn, type TestApp } from '../support/app.js';

const PDF = Buffer.from('%PDF-1.4\n%%EOF');

interface List {
  version: number;
  items: { id: string; kind?: string; name?: string; hasFile?: boolean; expiresOn?: string | null }[];
}

describe('documents and memberships of an enterprise over the API', () => {
  let test: TestApp;
  let dinas: SignedIn;
  let auditor: SignedIn;
  let path: string;
  let other: string;

  beforeAll(async () => {
    test = await openTestApp();
    path = `/api/v1/enterprises/${await anEnterprise(test.source.manager, 'Usaha Contoh')}`;
    other = `/api/v1/enterprises/${await anEnterprise(test.source.manager, 'Usaha Lain')}`;
    dinas = await test.signIn('dinas-pembina');
    auditor = await test.signIn('auditor');
  });
  afterAll(() => test.close());

  const list = async (of: string): Promise<List> => (await auditor.agent.get(`${path}/${of}`).expect(200)).body as List;
  const post = (to: string) => dinas.agent.post(`${path}/${to}`).set('x-csrf-token', dinas.csrf);
  const remove = (what: string) => dinas.agent.delete(what).set('x-csrf-token', dinas.csrf);

  it('take a document with its scan, or without one, and refuse what is no document', async () => {
    const { version } = await list('documents');
    const plain = await post('documents').send({ kind: 'NPWP', number: '1', version }).expect(201);
    expect((plain.body as List).items).toMatchObject([{ kind: 'NPWP', hasFile: false }]);
    const scanned = await post('documents')
      .field('version', String((plain.body as List).version))
      .field('kind', 'NIB')
      .field('expiresOn', '2031-01-31')
      .attach('berkas', PDF, 'nib.pdf')
      .expect(201);
    expect((scanned.body as List).items).toMatchObject([{ kind: 'NIB', hasFile: true, expiresOn: '2031-01-31' }, {}]);
    const now = String((scanned.body as List).version);
    const script = await post('documents')
      .field('version', now)
      .field('kind', 'X')
      .attach('berkas', Buffer.from('<svg/>'), 'x.pdf');
    expect(script.status).toBe(422);
    const days = await post('documents').send({ kind: 'X', issuedOn: '2026-02-30', version: Number(now) });
    expect([days.status, JSON.stringify(days.body).includes('issuedOn')]).toEqual([422, true]);
    expect((await post('documents').send({ kind: 'X', version: 1, evil: true })).status).toBe(422);
  });

  it('say that nothing changed to who knows the version, and refuse a change upon an older one', async () => {
    const first = await auditor.agent.get(`${path}/documents`).expect(200);
    const tag = String(first.headers['etag']);
    await auditor.agent.get(`${path}/documents`).set('if-none-match', tag).expect(304);
    const { version, items } = first.body as List;
    expect((await post('documents').send({ kind: 'Akta', version: version - 1 })).status).toBe(409);
    await post('documents').send({ kind: 'Akta', version }).expect(201);
    await auditor.agent.get(`${path}/documents`).set('if-none-match', tag).expect(200);
    expect((await remove(`${path}/documents/${items[0]?.id}?version=${version}`)).status).toBe(409);
    expect((await remove(`${other}/documents/${items[0]?.id}?version=1`)).status).toBe(404);
  });

  it('open a scan to an auditor, who changes nothing, and put it on record', async () => {
    const { version, items } = await list('documents');
    const id = items.find(({ hasFile }) => hasFile)?.id ?? '';
    const file = await auditor.agent.get(`${path}/documents/${id}/file`).responseType('blob').expect(200);
    expect([file.headers['content-type'], Buffer.compare(file.body as Buffer, PDF)]).toEqual(['application/pdf', 0]);
    await auditor.agent.get(`/usaha/${path.split('/').at(-1)}/dokumen/${id}/berkas`).expect(200);
    await auditor.agent.get(`${other}/documents/${id}/file`).expect(404);
    const refused = await auditor.agent
      .delete(`${path}/documents/${id}?version=${version}`)
      .set('x-csrf-token', auditor.csrf);
    expect(refused.status).toBe(403);
    const opened = (await test.source.query(
      `select actor_name from audit_entry where action = 'enterprise.download-document' and object_id = $1`,
      [id],
    )) as { actor_name: string }[];
    expect(opened.map(({ actor_name: name }) => name)).toEqual([auditor.username, auditor.username]);
    const gone = await remove(`${path}/documents/${id}?version=${version}`).expect(200);
    expect((gone.body as List).items.map(({ kind }) => kind)).toEqual(['Akta', 'NPWP']);
    await auditor.agent.get(`${path}/documents/${id}/file`).expect(404);
  });

  it('keep memberships the same way', async () => {
    const { version } = await list('memberships');
    const made = await post('memberships')
      .send({ groupName: 'Kelompok Contoh', since: '2020-01-01', version })
      .expect(201);
    const { items, version: next } = made.body as List;
    expect(items).toMatchObject([{ name: 'Kelompok Contoh', sentraId: null }]);
    expect((await post('memberships').send({ sentraId: '999', version: next })).status).toBe(422);
    expect((await post('memberships').send({ version: next })).status).toBe(422);
    expect((await remove(`${path}/memberships/${items[0]?.id}?version=${version}`)).status).toBe(409);
    const gone = await remove(`${path}/memberships/${items[0]?.id}?version=${next}`).expect(200);
    expect((gone.body as List).items).toEqual([]);
  });
});

import { expect } from '@jest/globals';
import { csrfIn, type SignedIn, type TestApp } from './app.js';

export const OWN_PASSWORD = 'lontar bukit jagung pasir';

/** Somebody who has just signed up, in the browser that did it. */
export interface Person {
  username: string;
  agent: ReturnType<TestApp['browser']>;
  post(path: string, fields?: Record<string, string>): Promise<{ status: number; text: string }>;
  page(path?: string): Promise<string>;
}

/** Of each username an address of its own: one belongs to one account. */
export const claim = (more: Record<string, string> = {}): Record<string, string> => ({
  displayName: 'Maria Bano',
  username: 'maria.bano',
  email: `${(more['username'] ?? 'maria').replaceAll(/[^a-z0-9.]/gi, '')}@contoh.id`,
  password: OWN_PASSWORD,
  again: OWN_PASSWORD,
  enterpriseName: 'Kopi Contoh',
  nib: '9120000000001',
  consent: '1',
  ...more,
});

export async function send(test: TestApp, fields: Record<string, string>) {
  const agent = test.browser();
  const form = await agent.get('/daftar').expect(200);
  const answer = await agent
    .post('/daftar')
    .type('form')
    .send({ _csrf: csrfIn(form.text), ...fields });
  return { agent, answer };
}

export async function signUp(test: TestApp, more: Record<string, string> = {}): Promise<Person> {
  const fields = claim(more);
  const { agent, answer } = await send(test, fields);
  expect([answer.status, answer.headers['location']]).toEqual([303, '/usaha-saya']);
  const page = async (path = '/usaha-saya'): Promise<string> => (await agent.get(path).expect(200)).text;
  return {
    username: fields['username'] ?? '',
    agent,
    page,
    post: async (path, typed = {}) =>
      agent
        .post(path)
        .type('form')
        .send({ _csrf: csrfIn(await page()), ...typed }),
  };
}

export const versionIn = (html: string): string => /name="version" value="(\d+)"/.exec(html)?.[1] ?? '';
export const idOf = async (test: TestApp, username: string): Promise<string> => {
  const [row] = (await test.source.query('select id from app_user where username = $1', [username])) as {
    id: string;
  }[];
  return row?.id ?? '';
};

/** A clerk links the account to an enterprise on file. */
export async function link(test: TestApp, clerk: SignedIn, person: Person, enterprise: string): Promise<void> {
  const path = `/antrean/akun/${await idOf(test, person.username)}`;
  const { text } = await clerk.agent.get(path).expect(200);
  await clerk.post(`${path}/hubungkan`, { version: versionIn(text), enterprise }).expect(303);
}

import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { WebhookSender } from '../../../src/etalase/webhooks/webhook-sender.js';
import {
  type Authority,
  type Certificate,
  openAuthority,
  openTlsReceiver,
  type TlsReceiver,
} from '../../support/tls-receiver.js';

describe('a delivery over TLS', () => {
  let authority: Authority;
  let stranger: Authority;
  let open: TlsReceiver[] = [];

  beforeAll(async () => {
    authority = await openAuthority();
    stranger = await openAuthority();
  });
  afterEach(async () => {
    await Promise.all(open.map((one) => one.close()));
    open = [];
  });

  async function receiver(certificate: Certificate): Promise<TlsReceiver> {
    const one = await openTlsReceiver(certificate);
    open.push(one);
    return one;
  }
  /** The service's own but for its authority, and that it may go to this machine. */
  const sender = (): WebhookSender => new WebhookSender({ allows: () => true, ca: authority.ca, timeoutMs: 5000 });
  const post = (port: number, host = 'localhost', from = sender()) =>
    from.post(`https://${host}:${port}/kait`, '{}', {});

  it('goes to the address that was looked at, and asks for the name in the handshake and in Host', async () => {
    const { port, names, hosts } = await receiver(await authority.issue('localhost'));
    expect(await post(port)).toMatchObject({ outcome: 'diterima', status: 204 });
    expect(names).toEqual(['localhost']);
    expect(hosts).toEqual([`localhost:${port}`]);
  });

  it('hands nothing over to a certificate of another name, and says that it was the certificate', async () => {
    const { port, names, hosts } = await receiver(await authority.issue('lain.contoh.id'));
    expect(await post(port)).toMatchObject({ outcome: 'sertifikat-ditolak', status: null });
    expect(names).toEqual(['localhost']);
    expect(hosts).toEqual([]);
  });

  it('holds a bare address to the certificate too', async () => {
    const { port, hosts } = await receiver(await authority.issue('localhost'));
    expect(await post(port, '127.0.0.1')).toMatchObject({ outcome: 'sertifikat-ditolak', status: null });
    expect(hosts).toEqual([]);
  });

  it('trusts neither a stranger’s certificate nor one that is over', async () => {
    const strange = await receiver(await stranger.issue('localhost'));
    const over = await receiver(await authority.issue('localhost', -1));
    const [one, two] = [await post(strange.port), await post(over.port)];
    expect([one.outcome, two.outcome]).toEqual(['sertifikat-ditolak', 'sertifikat-ditolak']);
    // As the service is set up, with the authorities of the system, the test's own is a stranger.
    const known = await receiver(await authority.issue('localhost'));
    const plain = new WebhookSender({ allows: () => true });
    expect((await post(known.port, 'localhost', plain)).outcome).toBe('sertifikat-ditolak');
    expect([...strange.hosts, ...over.hosts, ...known.hosts]).toEqual([]);
  });

  it('tells a closed door from a bad certificate', async () => {
    const { port, close } = await openTlsReceiver(await authority.issue('localhost'));
    await close();
    expect(await post(port)).toMatchObject({ outcome: 'tidak-terhubung', status: null });
  });
});

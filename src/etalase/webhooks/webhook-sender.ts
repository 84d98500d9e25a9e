import { lookup } from 'node:dns/promises';
import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { isIP } from 'node:net';
import { isGlobal } from '../../shared/private-network.js';
import type { DeliveryOutcome } from './webhook.js';

/** For the whole of a try: name, connection, handshake and answer. */
const TIMEOUT_MS = 10_000;
/** Of an answer nothing is kept; so much is read, to leave the connection in order. */
const MOST_ANSWER = 64 * 1024;

export interface Sent {
  outcome: DeliveryOutcome;
  status: number | null;
  ms: number;
}

export interface SenderOptions {
  /** Whether an address may be reached; by default those of the internet. */
  allows?: (address: string) => boolean;
  /** Without TLS, to try things out: never in the service. */
  plain?: boolean;
  /** Who may vouch for a certificate, in the place of those that the system trusts. */
  ca?: string;
  timeoutMs?: number;
}

/**
 * Posts to an address that somebody typed. The name is looked up once, every address behind it has to be one of the internet,
 * and the connection goes to one of exactly these: a name that answers differently a moment later changes nothing. No redirect
 * is followed, no proxy asked, nothing of the answer kept. Never throws.
 */
export class WebhookSender {
  private readonly allows: (address: string) => boolean;
  private readonly plain: boolean;
  private readonly ca: string | undefined;
  private readonly timeoutMs: number;

  constructor({ allows = isGlobal, plain = false, ca, timeoutMs = TIMEOUT_MS }: SenderOptions = {}) {
    this.allows = allows;
    this.plain = plain;
    this.ca = ca;
    this.timeoutMs = timeoutMs;
  }

  async post(address: string, body: string, headers: Readonly<Record<string, string>>): Promise<Sent> {
    const began = performance.now();
    const ended = (outcome: DeliveryOutcome, status: number | null = null): Sent => ({
      outcome,
      status,
      ms: Math.round(performance.now() - began),
    });
    if (!URL.canParse(address)) return ended('alamat-tidak-boleh');
    const url = new URL(address);
    if (url.protocol !== (this.plain ? 'http:' : 'https:')) return ended('alamat-tidak-boleh');
    const found = await this.addresses(url.hostname.replace(/^\[|\]$/g, ''));
    if (found === 'too-late') return ended('waktu-habis');
    const [first] = found;
    if (first === undefined) return ended('alamat-tidak-ditemukan');
    // One that is not allowed is enough: whoever answers with both kinds wants to be reached inside.
    if (found.some((one) => !this.allows(one))) return ended('alamat-tidak-boleh');
    const left = this.timeoutMs - (performance.now() - began);
    const { outcome, status } = await this.send(url, first, body, headers, Math.max(1, Math.ceil(left)));
    return ended(outcome, status);
  }

  private async addresses(host: string): Promise<string[] | 'too-late'> {
    if (isIP(host) !== 0) return [host];
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'too-late'>((resolve) => {
      timer = setTimeout(() => resolve('too-late'), this.timeoutMs);
    });
    const asked = lookup(host, { all: true }).then(
      (all) => all.map(({ address }) => address),
      () => [],
    );
    try {
      return await Promise.race([asked, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private send(
    url: URL,
    address: string,
    body: string,
    headers: Readonly<Record<string, string>>,
    timeoutMs: number,
  ): Promise<{ outcome: DeliveryOutcome; status: number | null }> {
    const request = this.plain ? plainRequest : tlsRequest;
    const host = url.hostname.replace(/^\[|\]$/g, '');
    return new Promise((resolve) => {
      const asked = request(
        {
          method: 'POST',
          // The very address that was looked at; certificate and Host go by the name.
          host: address,
          port: url.port === '' ? undefined : Number(url.port),
          path: `${url.pathname}${url.search}`,
          ...(this.plain || isIP(host) !== 0 ? {} : { servername: host }),
          ...(this.ca === undefined ? {} : { ca: this.ca }),
          headers: {
            ...headers,
            host: url.host,
            'content-length': Buffer.byteLength(body),
            connection: 'close',
          },
          agent: false,
          signal: AbortSignal.timeout(timeoutMs),
        },
        (answer) => {
          const status = answer.statusCode ?? 0;
          const outcome =
            status >= 200 && status < 300 ? 'diterima' : status >= 300 && status < 400 ? 'pengalihan' : 'ditolak';
          const done = (): void => resolve({ outcome, status });
          let read = 0;
          answer.on('data', (chunk: Buffer) => {
            read += chunk.length;
            if (read > MOST_ANSWER) answer.destroy();
          });
          // The status decides; an answer that breaks off after it changes nothing.
          answer.once('close', done);
          answer.once('error', done);
        },
      );
      asked.once('error', (error: NodeJS.ErrnoException) => resolve({ outcome: outcomeOf(error), status: null }));
      asked.end(body);
    });
  }
}

/** What OpenSSL and node say of a certificate that is not to be trusted. */
const OF_CERTIFICATES =
  /^(?:CERT_|ERR_TLS_CERT_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_)|^INVALID_(?:CA|PURPOSE)$/;

function outcomeOf({ name, code = '' }: NodeJS.ErrnoException): DeliveryOutcome {
  if (name === 'AbortError' || name === 'TimeoutError') return 'waktu-habis';
  return OF_CERTIFICATES.test(code) ? 'sertifikat-ditolak' : 'tidak-terhubung';
}

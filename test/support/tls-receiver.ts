import { execFileSync } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';

export interface Certificate {
  key: string;
  cert: string;
}

/** An authority of the test's own, made with the `openssl` command since node makes no certificates. */
export interface Authority {
  ca: string;
  /** A certificate for a name; `days` below nothing = it is over already. */
  issue(name: string, days?: number): Certificate;
  close(): void;
}

export function openAuthority(): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'lokapasar-ca-'));
  const at = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { stdio: 'pipe', cwd: folder });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Otoritas uji', '-days', '2');
  return {
    ca: readFileSync(at('ca.pem'), 'utf8'),
    issue(name, days = 2) {
      openssl('req', ...key, '-keyout', 'one.key', '-out', 'one.csr', '-subj', '/CN=Penerima uji');
      writeFileSync(at('one.ext'), `subjectAltName=DNS:${name}\n`);
      const from = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'one.ext'];
      openssl('x509', '-req', '-in', 'one.csr', ...from, '-out', 'one.pem', '-days', String(days));
      return { key: readFileSync(at('one.key'), 'utf8'), cert: readFileSync(at('one.pem'), 'utf8') };
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A server of another party over TLS, where the name `localhost` leads. */
export interface TlsReceiver {
  port: number;
  /** The names asked for in the handshake, and the Host of each request. */
  names: string[];
  hosts: string[];
  close(): Promise<void>;
}

export async function openTlsReceiver(certificate: Certificate): Promise<TlsReceiver> {
  const [names, hosts]: [string[], string[]] = [[], []];
  const server = createServer(
    {
      ...certificate,
      SNICallback(name, done) {
        names.push(name);
        done(null, createSecureContext(certificate));
      },
    },
    (request, response) => {
      hosts.push(request.headers.host ?? '');
      request.resume();
      response.writeHead(204).end();
    },
  );
  // Whoever refuses the certificate breaks off.
  server.on('tlsClientError', () => undefined);
  const { address } = await lookup('localhost');
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    names,
    hosts,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { webcrypto } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createSecureContext } from 'node:tls';

export interface Certificate {
  key: string;
  cert: string;
}

/** An authority of the test's own. */
export interface Authority {
  ca: string;
  /** A certificate for a name; `days` below nothing = it is over already. */
  issue(name: string, days?: number): Promise<Certificate>;
}

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
const HASH = { name: 'ECDSA', hash: 'SHA-256' };
const DAY_MS = 86_400_000;

const keyPair = (): Promise<CryptoKeyPair> => webcrypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);

/** From two days ago until `days` from now. */
const lasting = (days: number): { notBefore: Date; notAfter: Date } => ({
  notBefore: new Date(Date.now() - 2 * DAY_MS),
  notAfter: new Date(Date.now() + days * DAY_MS),
});

export async function openAuthority(): Promise<Authority> {
  const keys = await keyPair();
  const root = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=Otoritas uji',
    keys,
    signingAlgorithm: HASH,
    ...lasting(2),
    extensions: [new BasicConstraintsExtension(true, 0, true)],
  });
  return {
    ca: root.toString('pem'),
    async issue(name, days = 2) {
      const own = await keyPair();
      const certificate = await X509CertificateGenerator.create({
        subject: 'CN=Penerima uji',
        issuer: root.subject,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: HASH,
        ...lasting(days),
        extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: name }])],
      });
      const key = await webcrypto.subtle.exportKey('pkcs8', own.privateKey);
      return { key: PemConverter.encode(key, PemConverter.PrivateKeyTag), cert: certificate.toString('pem') };
    },
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

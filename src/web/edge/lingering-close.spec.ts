import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { BODY_TIMES, watchBodies } from './bodies.js';
import type { LingerBounds } from './lingering-close.js';

const MEBIBYTE = 1024 * 1024;
const HEAD = 'POST /x HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000000\r\n\r\n';

describe('an answer that is given before the body was read', () => {
  let server: FastifyInstance;
  afterEach(() => server.close());

  async function listening(bounds: Partial<LingerBounds> = {}): Promise<number> {
    server = Fastify({ bodyLimit: 64 * MEBIBYTE, forceCloseConnections: true });
    watchBodies(server, MEBIBYTE, BODY_TIMES, {
      milliseconds: 20_000,
      bytes: 32 * MEBIBYTE,
      connections: 10,
      ...bounds,
    });
    server.post('/*', (request) => ({ got: typeof request.body }));
    await server.listen({ port: 0, host: '127.0.0.1' });
    return (server.server.address() as AddressInfo).port;
  }

  interface Seen {
    answer: string;
    error: string | null;
  }

  /** Announces a gigabyte, sends so much of it, and only then looks at what was answered. */
  function send(port: number, bytes: number): Promise<Seen> {
    return new Promise((resolve) => {
      const seen: Seen = { answer: '', error: null };
      const socket = connect(port, '127.0.0.1');
      socket.on('error', (error: NodeJS.ErrnoException) => (seen.error = error.code ?? error.message));
      socket.on('close', () => resolve(seen));
      socket.write(HEAD);
      socket.write(Buffer.alloc(bytes, 'x'), () => {
        socket.on('data', (piece: Buffer) => (seen.answer += piece.toString()));
      });
    });
  }

  /** Sends the head and keeps its own side open; how long the server then holds the connection, in milliseconds. */
  async function held(port: number): Promise<number> {
    const taken = once(server.server, 'connection') as Promise<[Socket]>;
    const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    client.on('error', () => undefined);
    const [connection] = await taken;
    const gone = once(connection, 'close');
    client.write(HEAD);
    const [answer] = (await once(client, 'data')) as [Buffer];
    const began = Date.now();
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 413 /);
    await gone;
    client.destroy();
    return Date.now() - began;
  }

  it('reaches a client that first sends what it has and then reads', async () => {
    const port = await listening();
    const seen = await Promise.all(Array.from({ length: 8 }, () => send(port, 12 * MEBIBYTE)));
    expect(seen.map(({ error }) => error)).toEqual(Array(8).fill(null));
    for (const { answer } of seen) expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*1 MiB/);
  });

  it('is read after no further than its bound in bytes', async () => {
    const port = await listening({ bytes: MEBIBYTE });
    expect(await send(port, 64 * MEBIBYTE)).toMatchObject({ error: expect.stringMatching(/ECONNRESET|EPIPE/) });
  });

  it('is waited after no longer than its bound in time, when the client keeps its side open', async () => {
    const port = await listening({ milliseconds: 500 });
    const milliseconds = await held(port);
    expect(milliseconds).toBeGreaterThan(250);
    expect(milliseconds).toBeLessThan(15_000);
  });

  it('closes at once when as many connections linger as may', async () => {
    const port = await listening({ connections: 0 });
    expect(await held(port)).toBeLessThan(15_000);
  });

  it('makes nothing of what comes after it', async () => {
    const port = await listening();
    let taken = 0;
    server.server.on('request', () => (taken += 1));
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('error', () => undefined);
    const request = 'POST /x HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2000000\r\n\r\n';
    socket.write(`${request}${'x'.repeat(2_000_000)}${request}`);
    let answer = '';
    socket.on('data', (piece: Buffer) => (answer += piece.toString()));
    await new Promise((ended) => socket.once('close', ended));
    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(taken).toBe(1);
  });
});

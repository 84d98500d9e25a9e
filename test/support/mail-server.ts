import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** A mail as it came over the wire. */
export interface ReceivedMail {
  to: string[];
  /** Headers and body, quoted-printable soft breaks removed. */
  text: string;
}

/** Somebody else's server: takes mails by SMTP and keeps them. Refuses every recipient while `refuses` is true. */
export class StandInMailServer {
  readonly mails: ReceivedMail[] = [];
  refuses = false;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<StandInMailServer> {
    const server = createServer();
    const mail = new StandInMailServer(server);
    server.on('connection', (socket) => mail.talk(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return mail;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }

  private talk(socket: Socket): void {
    let waiting = '';
    let to: string[] = [];
    let data: string[] | null = null;
    const line = (text: string): void => {
      if (data) {
        if (text !== '.') {
          data.push(text);
          return;
        }
        this.mails.push({ to, text: readable(data.join('\n')) });
        [to, data] = [[], null];
        socket.write('250 kept\r\n');
        return;
      }
      const verb = text.slice(0, 4).toUpperCase();
      if (verb === 'RCPT') {
        const address = /<([^>]*)>/.exec(text)?.[1] ?? '';
        if (this.refuses) {
          socket.write(`550 <${address}> is not known here\r\n`);
          return;
        }
        to.push(address);
      }
      if (verb === 'DATA') {
        data = [];
        socket.write('354 go on\r\n');
        return;
      }
      socket.write(verb === 'QUIT' ? '221 bye\r\n' : '250 fine\r\n');
      if (verb === 'QUIT') socket.end();
    };
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      waiting += chunk.toString('utf8');
      for (let end = waiting.indexOf('\r\n'); end >= 0; end = waiting.indexOf('\r\n')) {
        const one = waiting.slice(0, end);
        waiting = waiting.slice(end + 2);
        line(one);
      }
    });
    socket.write('220 stand-in\r\n');
  }
}

function readable(text: string): string {
  return text
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

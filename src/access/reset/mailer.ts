import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import type { Env } from '../../shared/env.js';
import { ENV } from '../../shared/tokens.js';

const PATIENCE_MS = 15_000;

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Sends mails by the server that the settings name. Addresses and texts are personal: neither is logged. */
@Injectable()
export class Mailer implements OnModuleDestroy {
  private readonly log = new Logger(Mailer.name);
  private readonly transport: Transporter | null;
  /** Where links in mails begin; never taken from a request, whose Host anybody can choose. */
  private readonly publicUrl: string | null;
  private readonly from: string;

  constructor(@Inject(ENV) env: Env) {
    const { mail } = env;
    const wait = { connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS };
    this.transport = mail ? createTransport({ url: mail.smtpUrl, ...wait }) : null;
    this.from = mail?.from ?? '';
    this.publicUrl = env.publicUrl;
  }

  /** Null when mails can be sent, else what is missing. */
  get missing(): 'server' | 'public-url' | null {
    if (!this.transport) return 'server';
    return this.publicUrl ? null : 'public-url';
  }

  /** Sends, and answers whether the server took it. */
  async send(mail: Mail): Promise<boolean> {
    if (!this.transport) return false;
    try {
      await this.transport.sendMail({ from: this.from, ...mail });
      return true;
    } catch (error) {
      // The server's own words may repeat the address.
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      this.log.error(`A mail could not be sent (${code})`);
      return false;
    }
  }

  onModuleDestroy(): void {
    this.transport?.close();
  }
}

import { Global, Injectable, Module } from '@nestjs/common';
import { type Letter, MailDoor, type Posted } from '../shared/mail-door.js';
import { AccessModule } from './access.module.js';
import { EmailAddresses } from './reset/email-addresses.js';
import { Mailer } from './reset/mailer.js';

@Injectable()
class AccountMail extends MailDoor {
  constructor(
    private readonly mailer: Mailer,
    private readonly emails: EmailAddresses,
  ) {
    super();
  }

  get missing(): 'server' | 'public-url' | null {
    return this.mailer.missing;
  }

  async post({ userId, subject, text }: Letter): Promise<Posted> {
    const to = await this.emails.whole(userId);
    if (to === null) return 'no-address';
    return (await this.mailer.send({ to, subject, text })) ? 'sent' : 'refused';
  }

  async masked(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const userId of new Set(userIds)) {
      const email = await this.emails.masked(userId);
      if (email !== null) found.set(userId, email);
    }
    return found;
  }
}

/** Lets messages, a neighbour, reach people by mail without knowing their addresses. */
@Global()
@Module({
  imports: [AccessModule],
  providers: [{ provide: MailDoor, useClass: AccountMail }],
  exports: [MailDoor],
})
export class MailDoorModule {}

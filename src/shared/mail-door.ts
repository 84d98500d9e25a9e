/** A letter to somebody with an account. The address is nobody's business but the door's. */
export interface Letter {
  userId: string;
  subject: string;
  text: string;
}

/** What became of a letter; the server's own words may repeat the address, so only a code is told. */
export type Posted = 'sent' | 'no-address' | 'refused';

/**
 * Sends mails to people by their accounts. The class is the injection token: who keeps the addresses and who has something
 * to say are neighbours, and do not know each other.
 */
export abstract class MailDoor {
  /** Null when mails can be sent, else what is missing. */
  abstract readonly missing: 'server' | 'public-url' | null;
  abstract post(letter: Letter): Promise<Posted>;
  /** 'd***@contoh.go.id' for each of the users that has an address. */
  abstract masked(userIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

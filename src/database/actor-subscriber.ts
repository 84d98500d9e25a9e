import { type EntitySubscriberInterface, EventSubscriber, type TransactionStartEvent } from 'typeorm';
import { currentActor } from '../shared/actor.js';

/**
 * Tells the database who acts, for as long as the transaction lasts: the triggers of the audit trail read it. Changes
 * outside a transaction, and those that nobody asked for, are the system's.
 */
@EventSubscriber()
export class ActorSubscriber implements EntitySubscriberInterface {
  async afterTransactionStart({ queryRunner }: TransactionStartEvent): Promise<void> {
    const actor = currentActor();
    if (actor.kind !== 'sistem')
      await queryRunner.query(`select set_config('lokapasar.actor', $1, true)`, [JSON.stringify(actor)]);
  }
}

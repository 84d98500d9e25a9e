import type { FastifyInstance } from 'fastify';
import { actAs, becomeActor, currentActor } from '../../shared/actor.js';
import type { Role } from '../permissions.js';

/** Every request acts as a visitor at its address, until the guard or a sign-in finds out whose it is. */
export function actForRequests(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const visitor = {
      kind: 'publik' as const,
      id: null,
      name: 'pengunjung',
      role: null,
      address: request.ip,
      requestId: request.id,
    };
    actAs(visitor, done);
  });
}

/** From here on the request acts as this user, at the address it came from. */
export function becomeUser({ id, username, role }: { id: string; username: string; role: Role }): void {
  const { address, requestId } = currentActor();
  becomeActor({ kind: 'pengguna', id, name: username, role, address, requestId });
}

import { AsyncLocalStorage } from 'node:async_hooks';

/** Who acts: on whose behalf code runs, from a request, a command or a job. Names people by their account only. */
export interface Actor {
  /** 'pengguna' = a signed-in person, 'kunci' = an API key, 'publik' = a visitor, 'cli' and 'sistem' = nobody's request. */
  kind: 'pengguna' | 'kunci' | 'publik' | 'cli' | 'sistem';
  /** Id of the user or of the API key; null for the other kinds. */
  id: string | null;
  /** User name, key name, name of the command or of the job. */
  name: string;
  role: string | null;
  /** Address of the request; null without one. */
  address: string | null;
  requestId: string | null;
}

/** Nobody's request: jobs, and what one request sets off for all. */
export const SYSTEM: Actor = { kind: 'sistem', id: null, name: 'sistem', role: null, address: null, requestId: null };
const storage = new AsyncLocalStorage<{ actor: Actor }>();

/** Runs `work` and all that it awaits as `actor`. */
export function actAs<T>(actor: Actor, work: () => T): T {
  return storage.run({ actor }, work);
}

/** From here on the running request acts as `actor` (after sign-in, say). Without a surrounding `actAs` it does nothing. */
export function becomeActor(actor: Actor): void {
  const held = storage.getStore();
  if (held) held.actor = actor;
}

/** The one who acts now; 'sistem' outside every request and command. */
export function currentActor(): Actor {
  return storage.getStore()?.actor ?? SYSTEM;
}

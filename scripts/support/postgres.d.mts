export function findServer(options?: { durable?: boolean }): Promise<{ url: string; stop: () => void; origin: string }>;
export function createDatabase(
  serverUrl: string,
  purpose: string,
): Promise<{ url: string; name: string; drop: () => Promise<void> }>;
export function postgresPrograms(): string | null;
export function freePort(): Promise<number>;

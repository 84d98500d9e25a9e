import { parentPort, workerData } from 'node:worker_threads';
import { readHere, type ReadingContext } from './reading.js';
import { faultOf, type FromThread, PIECES_AHEAD, type ThreadTask, type ToThread } from './reading-thread.js';

/** Reads one file in a thread of its own: see `readInThread`. */
const port = parentPort;
if (!port) throw new Error('reading.worker runs as a worker thread only');

const tell = (message: FromThread, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);

let started: (context: ReadingContext) => void = () => undefined;
let gotIds: (ids: string[]) => void = () => undefined;
let wakeUp: () => void = () => undefined;
let told = 0;
let taken = 0;

port.on('message', (message: ToThread) => {
  if (message.kind === 'read') started(message.context);
  else if (message.kind === 'ids') gotIds(message.ids);
  else {
    taken += 1;
    wakeUp();
  }
});

function takeIds(count: number): Promise<string[]> {
  return new Promise((resolve) => {
    gotIds = resolve;
    tell({ kind: 'needs-ids', count });
  });
}

/** Each piece that is taken wakes it up, and makes room for exactly one. */
async function roomForOne(): Promise<void> {
  if (told - taken < PIECES_AHEAD) return;
  await new Promise<void>((resolve) => (wakeUp = resolve));
}

async function work({ path, name, asked }: ThreadTask): Promise<void> {
  const reading = await readHere(path, name, asked);
  try {
    const context = await new Promise<ReadingContext>((resolve) => {
      started = resolve;
      tell({ kind: 'opened', facts: reading.facts });
    });
    for await (const piece of reading.pieces(context, takeIds)) {
      await roomForOne();
      told += 1;
      const bytes = piece.purchases
        ? [piece.purchases.lines, piece.purchases.heads].filter((part) => part !== null)
        : [];
      tell(
        { kind: 'piece', piece },
        bytes.map((part) => part.buffer),
      );
    }
    tell({ kind: 'end', coverage: reading.coverage() });
  } finally {
    await reading.close();
  }
}

work(workerData as ThreadTask)
  .catch((error: unknown) => tell({ kind: 'fault', fault: faultOf(error) }))
  .finally(() => port.close());

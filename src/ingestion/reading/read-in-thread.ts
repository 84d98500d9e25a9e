import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Feed } from '../../purchasing/intake/rows.js';
import type { Coverage } from '../import-batch.js';
import { type FileFacts, type Piece, readHere, type Reading, type ReadingContext } from './reading.js';
import { errorOf, type FromThread, type ThreadTask, type ToThread } from './reading-thread.js';

/** Smaller files are read sooner than a thread has started. */
const WORTH_A_THREAD_BYTES = 2 * 1024 * 1024;

const PROGRAM = new URL('./reading.worker.js', import.meta.url);
/** Run from its sources, as tests do, the app has no compiled program for a thread to start. */
const COMPILED = existsSync(fileURLToPath(PROGRAM));

/**
 * Memory of the thread. Rows die young, and with room for a few thousand of them hardly one is ever copied. The upper
 * limit ends the reading of a file that would not fit, instead of ending the service.
 */
const LIMITS = { maxYoungGenerationSizeMb: 96, maxOldGenerationSizeMb: 1024 };

/** Opens a file for reading, a large one in a thread of its own, so that pages are answered meanwhile. */
export async function openReading(path: string, name: string, asked: Feed | null): Promise<Reading> {
  const { size } = await stat(path);
  if (!COMPILED || size < WORTH_A_THREAD_BYTES) return readHere(path, name, asked);
  return ReadingInThread.open({ path, name, asked });
}

class ReadingInThread implements Reading {
  facts!: FileFacts;
  private places: Coverage[] = [];
  private readonly inbox: FromThread[] = [];
  private failed: Error | null = null;
  private notify: () => void = () => undefined;
  private takeIds: ((count: number) => Promise<string[]>) | null = null;

  private constructor(private readonly worker: Worker) {
    worker.on('message', (message: FromThread) => {
      // Not behind the pieces that lie ready: the thread can make no more without ids.
      if (message.kind === 'needs-ids') return this.giveIds(message.count);
      this.inbox.push(message);
      this.notify();
    });
    worker.on('error', (error: unknown) => this.fail(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => this.fail(new Error(`The reading thread ended with ${code}`)));
  }

  static async open(task: ThreadTask): Promise<Reading> {
    const reading = new ReadingInThread(new Worker(PROGRAM, { workerData: task, resourceLimits: LIMITS }));
    try {
      const first = await reading.next();
      if (first.kind !== 'opened') throw new Error(`The reading thread began with ${first.kind}`);
      reading.facts = first.facts;
      return reading;
    } catch (error) {
      await reading.close();
      throw error;
    }
  }

  async *pieces(
    context: ReadingContext,
    takeIds: (count: number) => Promise<string[]>,
  ): AsyncGenerator<Piece, void, undefined> {
    this.takeIds = takeIds;
    this.tell({ kind: 'read', context });
    for (;;) {
      const message = await this.next();
      if (message.kind === 'end') {
        this.places = message.coverage;
        return;
      }
      if (message.kind !== 'piece') throw new Error(`The reading thread said ${message.kind} out of turn`);
      this.tell({ kind: 'taken' });
      yield message.piece;
    }
  }

  coverage(): Coverage[] {
    return this.places;
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  /** The thread's next word. Throws what the thread failed with. */
  private async next(): Promise<FromThread> {
    for (;;) {
      const message = this.inbox.shift();
      if (message?.kind === 'fault') throw errorOf(message.fault);
      if (message) return message;
      if (this.failed) throw this.failed;
      await new Promise<void>((resolve) => (this.notify = resolve));
    }
  }

  private giveIds(count: number): void {
    this.takeIds?.(count).then(
      (ids) => this.tell({ kind: 'ids', ids }),
      (error: unknown) => this.fail(error instanceof Error ? error : new Error(String(error))),
    );
  }

  private tell(message: ToThread): void {
    this.worker.postMessage(message);
  }

  private fail(error: Error): void {
    this.failed ??= error;
    this.notify();
  }
}

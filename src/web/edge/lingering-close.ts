import type { Socket } from 'node:net';

/** How long and how much a connection is read after its last answer. */
export interface LingerBounds {
  milliseconds: number;
  bytes: number;
  /** Connections that may linger at once; further ones are closed without it. */
  connections: number;
}

export const LINGER: LingerBounds = { milliseconds: 5000, bytes: 16 * 1024 * 1024, connections: 100 };

/**
 * For an answer that is given before the body was read. A connection that is closed with unread bytes in it is reset by
 * TCP, and the reset overtakes the answer: who is still sending would see a broken line instead of the reason. So the
 * connection is closed for writing only, and what still comes is read and thrown away, within bounds.
 *
 * Returns what is to be called for such a connection before its answer has ended.
 */
export function lingeringClose(bounds: LingerBounds = LINGER): (socket: Socket) => void {
  let lingering = 0;
  return (socket) => {
    // Node calls this once the last answer on a connection is written.
    socket.destroySoon = () => {
      if (socket.destroyed || lingering >= bounds.connections) return void socket.destroy();
      lingering += 1;
      const most = socket.bytesRead + bounds.bytes;
      const late = setTimeout(() => socket.destroy(), bounds.milliseconds);
      late.unref();
      socket.once('close', () => {
        lingering -= 1;
        clearTimeout(late);
      });
      const discard = (): void => {
        // Nothing of it is parsed any more, and a request that follows is none.
        socket.removeAllListeners('data');
        socket.on('data', () => {
          if (socket.bytesRead > most) socket.destroy();
        });
      };
      // While Node's parser reads the connection, only its own answer to `resume` starts it again.
      if (socket.isPaused()) socket.once('resume', discard).resume();
      else discard();
      socket.end();
    };
  };
}

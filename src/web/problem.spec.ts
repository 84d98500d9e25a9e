import { describe, expect, it } from '@jest/globals';
import { QueryFailedError, QueryRunnerAlreadyReleasedError, TransactionNotStartedError } from 'typeorm';
import { problemOf } from './problem.js';

const socketError = (syscall: string, code: string): Error =>
  Object.assign(new Error(`${syscall} ${code}`), { syscall, code });
const failed = (code: string): Error =>
  new QueryFailedError('select 1', [], Object.assign(new Error('the server says so'), { code }));

describe('a database that is away', () => {
  it.each([
    ['a refused connection', socketError('connect', 'ECONNREFUSED')],
    ['a connection cut while it said hello', socketError('read', 'ECONNRESET')],
    ['a pipe that broke', socketError('write', 'EPIPE')],
    ['a server that is shutting down', failed('57P01')],
    ['a transaction whose connection was let go', new QueryRunnerAlreadyReleasedError()],
    ['a transaction that is no more', new TransactionNotStartedError()],
    ['a connection that ended', new Error('Connection terminated unexpectedly')],
  ])('is told as such for %s', (_, error) => {
    expect(problemOf(error)).toMatchObject({ status: 503, code: 'service.database-away', retryAfterSeconds: 5 });
  });

  it.each([
    ['a file that is not there', socketError('open', 'ENOENT')],
    ['a column that is not there', failed('42703')],
    ['a fault of ours', new TypeError('x is not a function')],
  ])('is no excuse for %s', (_, error) => {
    expect(problemOf(error)).toMatchObject({ status: 500, code: 'fault' });
  });
});

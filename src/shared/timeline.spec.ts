import { describe, expect, it } from '@jest/globals';
import { overlay, type Period } from './timeline.js';

const NOTHING = { remove: [], endAt: [], startAt: [], copy: [] };

function period(id: string, from: string, to: string | null): Period & { id: string } {
  return { id, from, to };
}

describe('a period laid over others', () => {
  it('ends the one before it on the day before', () => {
    expect(overlay([period('1', '2000-01-01', null)], { from: '2026-03-01', to: null })).toEqual({
      ...NOTHING,
      endAt: [{ id: '1', to: '2026-02-28' }],
    });
  });

  it('takes away what it covers, its own first day included', () => {
    const onFile = [period('1', '2026-01-01', '2026-06-30'), period('2', '2026-07-01', null)];
    expect(overlay(onFile, { from: '2026-01-01', to: null })).toEqual({ ...NOTHING, remove: ['1', '2'] });
  });

  it('leaves both ends of a longer one standing', () => {
    expect(overlay([period('1', '2025-01-01', null)], { from: '2025-05-01', to: '2025-05-31' })).toEqual({
      ...NOTHING,
      endAt: [{ id: '1', to: '2025-04-30' }],
      copy: [{ id: '1', from: '2025-06-01', to: null }],
    });
  });

  it('lets one that reaches beyond it begin a day later', () => {
    expect(overlay([period('1', '2025-05-10', '2025-12-31')], { from: '2025-05-01', to: '2025-05-31' })).toEqual({
      ...NOTHING,
      startAt: [{ id: '1', from: '2025-06-01' }],
    });
  });

  it('does not touch those that end the day before or begin the day after', () => {
    const onFile = [period('1', '2025-01-01', '2025-04-30'), period('2', '2025-06-01', null)];
    expect(overlay(onFile, { from: '2025-05-01', to: '2025-05-31' })).toEqual(NOTHING);
  });
});

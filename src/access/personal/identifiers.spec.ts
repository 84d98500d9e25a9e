import { describe, expect, it } from '@jest/globals';
import { maskedForm, readIdentifier } from './identifiers.js';

describe('identifiers of people', () => {
  it('never repeats what was typed in the sentence about it', () => {
    for (const field of ['nik', 'npwp', 'telepon', 'email'] as const)
      expect(JSON.stringify(readIdentifier(field, '98765x'))).not.toContain('98765');
  });

  it('shows the last four characters alone', () => {
    expect(maskedForm('0001', 'nik')).toBe('••••••••••••0001');
  });
});

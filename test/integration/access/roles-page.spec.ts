import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { may, PERMISSIONS, ROLES } from '../../../src/access/permissions.js';

/** The table of docs/roles.md, from the one list of permissions. */
function table(): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(['permission', ...ROLES]),
    line(['---', ...ROLES.map(() => '---')]),
    ...PERMISSIONS.map((permission) =>
      line([`\`${permission}\``, ...ROLES.map((role) => (may(role, permission) ? 'yes' : ''))]),
    ),
  ].join('\n');
}

describe('docs/roles.md', () => {
  it('says who may what as the code has it', () => {
    const page = readFileSync(new URL('../../../docs/roles.md', import.meta.url), 'utf8');
    const cells = (text: string): string[][] =>
      text
        .split('\n')
        .filter((one) => one.startsWith('|'))
        .map((one) =>
          one
            .split('|')
            .slice(1, -1)
            .map((cell) => cell.trim().replace(/^-+$/, '---')),
        );
    const [, shown = ''] = page.split('## Permissions');
    expect(cells(shown.split('\n## ')[0] ?? '')).toEqual(cells(table()));
  });
});

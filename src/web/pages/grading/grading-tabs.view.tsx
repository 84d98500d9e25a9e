import type { VNode } from 'preact';
import { Tabs } from '../../components/index.js';

export function GradingTabs({ here }: { here: 'tempo' | 'peringkat' | 'rubrik' }): VNode {
  return (
    <Tabs
      label="Penilaian"
      tabs={[
        { href: '/penilaian', text: 'Jatuh tempo', here: here === 'tempo' },
        { href: '/penilaian/peringkat', text: 'Peringkat', here: here === 'peringkat' },
        { href: '/penilaian/rubrik', text: 'Rubrik', here: here === 'rubrik' },
      ]}
    />
  );
}

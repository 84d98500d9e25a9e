import type { VNode } from 'preact';
import { address, Tabs } from '../../components/index.js';
import { participationHref, type ParticipationAsked } from './participation.address.js';
import { WORKING } from './working.words.js';

/** The working pages of participation, each with the filter that was chosen. */
export function WorkingTabs({ here, asked }: { here: string; asked: ParticipationAsked }): VNode {
  const tab = (name: string, text: string, href: string) => ({ text, href, here: name === here });
  return (
    <Tabs
      label="Halaman partisipasi"
      tabs={[
        tab('angka', 'Pertumbuhan', participationHref(WORKING, asked)),
        tab('corong', 'Corong dan penetrasi', address(`${WORKING}/corong`, { sampai: asked.filter.cutoff })),
        tab('katalog', 'Keadaan katalog', `${WORKING}/katalog`),
        tab('bulanan', 'Potret bulanan', `${WORKING}/bulanan`),
        tab('umum', 'Halaman untuk umum', '/partisipasi'),
      ]}
    />
  );
}

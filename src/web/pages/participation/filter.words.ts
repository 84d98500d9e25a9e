import { Injectable } from '@nestjs/common';
import { ProductGroups } from '../../../catalogue/products/product-groups.js';
import { CLASS_LABELS, starLabel } from '../../../participation/dimension-labels.js';
import type { ParticipationFilter, WomanOwned } from '../../../participation/participation.js';
import { WilayahService } from '../../../wilayah/wilayah.service.js';
import type { Option } from '../../components/index.js';
import { bandWords } from './sellers.view.js';

export const WOMAN_WORDS: Readonly<Record<WomanOwned, string>> = {
  yes: 'Milik perempuan',
  no: 'Bukan milik perempuan',
  unknown: 'Pemilik belum diketahui',
};

const UNKNOWN: Option = { value: 'unknown', text: 'Belum diketahui' };

/** A village that a word of the address may mean. */
export interface VillageChoice {
  code: string;
  words: string;
}

/** What the filters of participation can be set to, and what is filtered, in words. */
@Injectable()
export class FilterWords {
  constructor(
    private readonly wilayah: WilayahService,
    private readonly groups: ProductGroups,
  ) {}

  async regencies(): Promise<Option[]> {
    const provinces = await this.wilayah.children(null);
    const lists =
      provinces[0]?.level === 'provinsi'
        ? await Promise.all(provinces.map(({ code }) => this.wilayah.children(code)))
        : [provinces];
    return [...lists.flat().map(({ code, name }) => ({ value: code, text: name })), UNKNOWN];
  }

  groupOptions(): Option[] {
    return this.groups.list().map(({ code, name }) => ({ value: code, text: name }));
  }

  /** Villages by the beginning of their name, at most ten. */
  async villages(text: string): Promise<VillageChoice[]> {
    const { items } = await this.wilayah.search({ text, level: 'desa', page: 1, size: 10 });
    return items.map(({ code, words }) => ({ code, words }));
  }

  /** The filter in words; null where nothing is left out. Asks for names only where a filter needs them. */
  async said(filter: ParticipationFilter, regencies?: readonly Option[]): Promise<string | null> {
    const { regency, sellerClass, village, woman, group, star, productVillage, span } = filter;
    const codes = [village, productVillage].filter((code) => code !== null && code !== 'unknown') as string[];
    const names = codes.length === 0 ? new Map<string, string>() : await this.wilayah.words(codes);
    const villageName = (code: string): string =>
      code === 'unknown' ? 'desa belum diketahui' : (names.get(code) ?? `desa ${code}`);
    const nameIn = (options: readonly Option[], value: string): string =>
      options.find((one) => one.value === value)?.text ?? value;
    const parts = [
      ...(regency === null ? [] : [`penjual di ${nameIn(regencies ?? (await this.regencies()), regency)}`]),
      ...(village === null ? [] : [`penjual di ${villageName(village)}`]),
      ...(sellerClass === null
        ? []
        : [sellerClass === 'yes' || sellerClass === 'no' ? bandWords(sellerClass) : CLASS_LABELS[sellerClass]]),
      ...(woman === null ? [] : [WOMAN_WORDS[woman].toLowerCase()]),
      ...(group === null ? [] : [`produk ${nameIn(this.groupOptions(), group)}`]),
      ...(star === null ? [] : [star === 'unknown' ? 'produk tanpa bintang' : `produk ${starLabel(star)}`]),
      ...(productVillage === null ? [] : [`produk dari ${villageName(productVillage)}`]),
      ...(span === 'penuh' ? ['tahun penuh'] : []),
    ];
    return parts.length === 0 ? null : parts.join(', ');
  }
}

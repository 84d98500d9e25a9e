import { slugOf } from '../../catalogue/products/product.js';
import type { ListedProduct } from '../listing/listings.service.js';
import type { ListingRule } from '../listing/rule.js';
import { kindWords, type Language } from '../places/place.js';
import type { ShownEtalase } from '../places/shown-etalase.js';
import type { PublicPlace } from './public-queries.js';
import type { WisataEtalaseDto, WisataPlaceDto, WisataProductDto, WisataRuleDto } from './wisata.dto.js';
import { groupWords, regionWords, stepWords, told } from './words.js';

/** `base` stands before addresses: 'https://lokapasar.example' or ''. */
export function placeView(place: PublicPlace, language: Language, base: string): WisataPlaceDto {
  return {
    kode: place.kode,
    name: told(language, place.name, place.nameEn) ?? place.name,
    kind: place.kind,
    kindName: kindWords(place.kind, language),
    wilayah: {
      code: place.wilayahCode,
      name: regionWords(place),
      kabupatenCode: place.kabupatenCode,
      kabupaten: place.kabupaten,
    },
    latitude: place.latitude,
    longitude: place.longitude,
    coordinateConfidence: place.confidence,
    coordinateErrorM: place.errorM,
    manager: place.manager,
    opening: told(language, place.opening, place.openingEn),
    description: told(language, place.description, place.descriptionEn),
    etalase: etalaseView(place.etalase, base),
    source: place.source,
    url: `${base}/wisata/${place.kode}`,
    listing: `${base}/api/v1/wisata/${place.kode}/etalase`,
    changedAt: place.changedAt,
  };
}

/** What stands at a place; an empty list = nothing is on file. */
export function etalaseView(etalase: readonly ShownEtalase[] | null, base: string): WisataEtalaseDto[] {
  return (etalase ?? []).map(({ name, location, since, inspectedOn, photo }) => ({
    name,
    location,
    since,
    inspectedOn,
    photo:
      photo === null
        ? null
        : { url: `${base}/wisata/foto/${photo.file}`, alt: photo.alt, width: photo.width, height: photo.height },
  }));
}

export function productOf(product: ListedProduct, language: Language, base: string): WisataProductDto {
  const { id, name, step, star } = product;
  return {
    kode: id,
    name,
    step,
    stepName: stepWords(step, language),
    group: product.groupCode,
    groupName: groupWords(product.groupCode, product.groupName, language),
    price: product.price,
    unit: product.unit,
    place: product.place,
    makers: product.makers,
    certificates: product.certificates,
    star: star === null ? null : { scheme: star.scheme, stars: star.stars },
    listed: product.listed,
    season: product.season,
    inSeason: product.inSeason,
    url: `${base}/katalog/${id}-${slugOf(name)}`,
    photo: product.photo === null ? null : `${base}/katalog/foto/${product.photo}-kecil.webp`,
  };
}

export function ruleView(rule: ListingRule): WisataRuleDto {
  const { steps, distanceKm, most, seed, needsEligibility } = rule;
  return { steps: [...steps], distance: distanceKm, most, seed, needsEligibility };
}

/** Members of a place and of a product, which `fields` may name. */
export const PLACE_FIELDS = [
  'kode',
  'name',
  'kind',
  'kindName',
  'wilayah',
  'latitude',
  'longitude',
  'coordinateConfidence',
  'coordinateErrorM',
  'manager',
  'opening',
  'description',
  'etalase',
  'source',
  'url',
  'listing',
  'changedAt',
] as const satisfies readonly (keyof WisataPlaceDto)[];
export const NEAR_FIELDS = [...PLACE_FIELDS, 'distance', 'products'] as const;
export const PRODUCT_FIELDS = [
  'kode',
  'name',
  'step',
  'stepName',
  'group',
  'groupName',
  'price',
  'unit',
  'place',
  'makers',
  'certificates',
  'star',
  'listed',
  'season',
  'inSeason',
  'url',
  'photo',
] as const satisfies readonly (keyof WisataProductDto)[];

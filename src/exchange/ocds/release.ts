import { createHash } from 'node:crypto';
import { maskText } from '../../shared/masking.js';
import { senFromDecimal, senToDecimal } from '../../shared/money.js';
import { exactJson, exactNumber } from './exact-json.js';
import type { OrderLine, OrderPlan, OrderState, Publication } from './order.js';

/** An OCDS 1.1.5 object; amounts in it are `exactNumber`s, so it is written with `exactJson`. */
export type Json = { [key: string]: unknown };

const EXTENSIONS = 'https://raw.githubusercontent.com/open-contracting-extensions';

/** Extensions whose fields are used, as a package declares them. */
export const EXTENSION_URLS = [
  `${EXTENSIONS}/ocds_partyDetails_scale_extension/master/extension.json`,
  `${EXTENSIONS}/ocds_organizationClassification_extension/master/extension.json`,
  `${EXTENSIONS}/ocds_suitability_extension/master/extension.json`,
  `${EXTENSIONS}/ocds_sustainability_extension/master/extension.json`,
  `${EXTENSIONS}/ocds_legalBasis_extension/1.1/extension.json`,
  `${EXTENSIONS}/ocds_location_extension/v1.1.5/extension.json`,
  `${EXTENSIONS}/ocds_process_title_extension/v1.1.5/extension.json`,
  `${EXTENSIONS}/ocds_budget_breakdown_extension/master/extension.json`,
] as const;

/** What a release says of the order: from the standing that its status has by the bureau's table. */
export type ReleaseState = 'agreed' | 'completed' | 'cancelled' | 'unclear';

/** The contracting process: a letter or digit for all that an address should not carry. */
export function ocidOf(prefix: string, order: Pick<OrderState, 'source' | 'key' | 'variant'>): string {
  const words = [prefix, order.source, order.key, order.variant].filter((word) => word !== '');
  return words.map((word) => encodeURIComponent(word)).join('-');
}

/** A release: its fields, and the whole of it as JSON text. */
export interface Release {
  ocid: string;
  date: string;
  id: string;
  text: string;
}

/** One state of one order as an OCDS release. Pure: the same state gives the same bytes. */
export function toRelease(order: OrderState, publication: Publication): Release {
  const ocid = ocidOf(publication.prefix, order);
  const state = stateOf(order);
  const body = exactJson(bodyOf(order, publication, ocid, state));
  // An id is never used for another content: what is told anew is a new release.
  const mark = createHash('sha256').update(body).digest('hex').slice(0, 12);
  const id = `${ocid}-${order.toldAt.slice(0, 10)}-${state}-${mark}`;
  return { ocid, date: order.toldAt, id, text: `{"id":${JSON.stringify(id)},${body.slice(1)}` };
}

function bodyOf(order: OrderState, publication: Publication, ocid: string, state: ReleaseState): Json {
  const buyer = buyerOf(order);
  const suppliers = suppliersOf(order.lines);
  const title = clean(order.name);
  const cancelledBefore = state === 'cancelled' && !order.isUpdate;
  const number = order.packageNo ?? order.key;
  const signed = order.orderedOn === null ? null : `${order.orderedOn}T00:00:00${publication.offset}`;
  const value = money(order.value);
  return {
    ocid,
    date: order.toldAt,
    tag: tagsOf(order, state),
    initiationType: 'tender',
    language: 'id',
    ...(title && { title }),
    parties: [buyer.party, ...suppliers.map(({ party }) => party)],
    buyer: buyer.reference,
    ...(order.plans.length > 0 && { planning: planningOf(order.plans, order.funds, order.year, publication.offset) }),
    tender: tenderOf(order, state, value, title, publication),
    ...(!cancelledBefore && {
      awards: [
        {
          id: number,
          ...(title && { title }),
          status: { agreed: 'active', completed: 'active', cancelled: 'cancelled', unclear: 'pending' }[state],
          ...(signed && { date: signed }),
          ...(value && { value }),
          ...(suppliers.length > 0 && { suppliers: suppliers.map(({ reference }) => reference) }),
          ...(order.lines.length > 0 && { items: order.lines.map(itemOf) }),
        },
      ],
      contracts: [
        {
          id: number,
          awardID: number,
          ...(title && { title }),
          status: { agreed: 'active', completed: 'terminated', cancelled: 'cancelled', unclear: 'pending' }[state],
          ...(signed && { dateSigned: signed }),
          ...(value && { value }),
        },
      ],
    }),
  };
}

/** By the standings of its lines: agreed while one line is, done when all that counts is done. */
export function stateOf(order: Pick<OrderState, 'presence' | 'lines'>): ReleaseState {
  if (order.presence === 'dropped') return 'cancelled';
  if (order.presence === 'missing') return 'unclear';
  const standings = new Set(order.lines.map(({ standing }) => standing));
  if (standings.has('committed')) return 'agreed';
  if (standings.has('completed')) return 'completed';
  if (standings.has('unknown') || standings.size === 0) return 'unclear';
  return 'cancelled';
}

function tagsOf(order: OrderState, state: ReleaseState): string[] {
  const planning = order.plans.length > 0 ? ['planning'] : [];
  if (!order.isUpdate)
    return state === 'cancelled'
      ? [...planning, 'tender', 'tenderCancellation']
      : [...planning, 'tender', 'award', 'contract'];
  if (state === 'cancelled') return ['awardCancellation', 'contractTermination'];
  return [state === 'completed' ? 'contractTermination' : 'contractUpdate'];
}

interface Named {
  party: Json;
  reference: Json;
}

/** The satker that orders; the perangkat daerah that it belongs to on the order's date is a classification of it. */
function buyerOf(order: OrderState): Named {
  const scheme = order.satkerCode === null ? 'X-LOKAPASAR-SATKER' : 'X-SIRUP-SATKER';
  const code = order.satkerCode ?? `${order.klpd}:${order.satkerRef}`;
  const id = `${scheme}-${code}`;
  const name = clean(order.satkerName) ?? `Satuan kerja ${code}`;
  return {
    reference: { id, name },
    party: {
      id,
      name,
      roles: ['buyer', 'procuringEntity', 'payer'],
      identifier: { scheme, id: code, legalName: name },
      ...(order.klpdName && { address: { region: order.klpdName, countryName: 'Indonesia' } }),
      ...(order.perangkatDaerah && {
        details: {
          classifications: [
            {
              scheme: 'X-PERANGKAT-DAERAH',
              id: order.perangkatDaerah.id,
              description: order.perangkatDaerah.name,
            },
          ],
        },
      }),
    },
  };
}

const SCALES: Readonly<Record<string, string>> = {
  mikro: 'micro',
  kecil: 'small',
  menengah: 'medium',
  besar: 'large',
};

/** Each supplier once, whatever the number of its lines and keys. */
function suppliersOf(lines: readonly OrderLine[]): Named[] {
  const found = new Map<string, Named>();
  for (const line of lines) {
    const named = supplierOf(line);
    const id = named?.reference['id'];
    if (named && typeof id === 'string' && !found.has(id)) found.set(id, named);
  }
  return [...found.values()];
}

function supplierOf(line: OrderLine): Named | null {
  const { enterprise } = line;
  if (!enterprise && line.supplierKey === null && !line.supplierName) return null;
  const key = line.supplierKey ?? clean(line.supplierName) ?? '';
  const scheme = enterprise?.nib
    ? 'X-NIB'
    : enterprise
      ? 'X-LOKAPASAR-USAHA'
      : `X-${SCHEMES[line.supplierScheme] ?? 'NAMA'}`;
  const code = enterprise?.nib ?? enterprise?.id ?? maskText(key);
  const id = `${scheme}-${code}`;
  const name = clean(enterprise?.name ?? line.supplierName) ?? `Penyedia ${code}`;
  const scale = enterprise?.class ? SCALES[enterprise.class] : undefined;
  const classifications = [
    { scheme: 'X-UMK', id: line.umk, description: UMK_WORDS[line.umk] },
    ...(enterprise?.cooperative ? [{ scheme: 'X-KOPERASI', id: 'koperasi', description: 'Koperasi' }] : []),
  ];
  return {
    reference: { id, name },
    party: {
      id,
      name,
      roles: ['supplier', 'payee'],
      identifier: { scheme, id: code, legalName: name },
      details: { ...(scale && { scale }), classifications },
    },
  };
}

const SCHEMES: Readonly<Record<string, string>> = {
  v5: 'EKATALOG-V5',
  v6: 'EKATALOG-V6',
  'toko-daring': 'TOKO-DARING',
};

const UMK_WORDS = {
  yes: 'Usaha mikro atau kecil',
  no: 'Bukan usaha mikro atau kecil',
  unknown: 'Kelas usaha belum diketahui',
} as const;

function planningOf(plans: readonly OrderPlan[], funds: readonly string[], year: number, offset: string): Json {
  const [first] = plans;
  const known = plans.every(({ pagu }) => pagu !== null);
  const sum = known ? plans.reduce((total, { pagu }) => total + senFromDecimal(pagu ?? '0'), 0n) : null;
  const amount = sum === null ? null : money(senToDecimal(sum));
  const period = { startDate: `${year}-01-01T00:00:00${offset}`, endDate: `${year}-12-31T23:59:59${offset}` };
  return {
    rationale: `Paket RUP ${plans.map(({ code }) => code).join(', ')}`,
    budget: {
      id: `RUP-${plans.map(({ code }) => code).join('+')}`,
      ...(clean(first?.name ?? null) && { project: clean(first?.name ?? null) }),
      ...(amount && { amount }),
      budgetBreakdown: [
        { id: `${funds.join('+') || 'SUMBER-DANA-TIDAK-DISEBUT'}-${year}`, ...(amount && { amount }), period },
      ],
    },
  };
}

const METHODS: Readonly<Record<string, { method: string; words: string }>> = {
  v5: { method: 'direct', words: 'E-purchasing, e-Katalog versi 5' },
  v6: { method: 'direct', words: 'E-purchasing, e-Katalog versi 6' },
  'toko-daring': { method: 'direct', words: 'E-purchasing, Toko Daring' },
  tender: { method: 'open', words: 'Tender' },
  'non-tender': { method: 'limited', words: 'Non-tender' },
  pencatatan: { method: 'direct', words: 'Pencatatan non-tender' },
  swakelola: { method: 'direct', words: 'Swakelola' },
};

function tenderOf(
  order: OrderState,
  state: ReleaseState,
  value: Json | null,
  title: string | null,
  { lawOn }: Publication,
): Json {
  const known = METHODS[order.source];
  const law = order.orderedOn === null ? null : lawOn(order.orderedOn);
  const plannedForUmk = order.plans.map(({ umk }) => umk);
  const goals = [
    ...(order.lines.some(({ ovop }) => ovop !== 'no') ? ['economic.localEconomyPromotion'] : []),
    ...(order.lines.some(({ umk }) => umk === 'yes') ? ['social.smeInclusion'] : []),
  ];
  return {
    id:
      order.plans.length > 0 ? `RUP-${order.plans.map(({ code }) => code).join('+')}` : (order.packageNo ?? order.key),
    ...(title && { title }),
    status: state === 'cancelled' && !order.isUpdate ? 'cancelled' : 'complete',
    ...(known && { procurementMethod: known.method, procurementMethodDetails: known.words }),
    ...(law && {
      legalBasis: {
        scheme: 'X-PERATURAN-ID',
        id: law.code,
        description: `${law.name}: ${law.about}`,
        ...(law.link && { uri: law.link }),
      },
    }),
    submissionMethod: ['electronicSubmission'],
    ...(value && { value }),
    ...(plannedForUmk.some((umk) => umk !== null) && {
      suitability: { sme: plannedForUmk.some((umk) => umk === true) },
    }),
    ...(goals.length > 0 && { hasSustainability: true, sustainability: goals.map((goal) => ({ goal })) }),
  };
}

function itemOf(line: OrderLine, place: number): Json {
  const description = clean(line.productName ?? line.commodityName);
  const price = line.unitPrice === null ? null : money(line.unitPrice);
  const marks = [
    ...line.productIds.map((id) => ({ scheme: `X-${SCHEMES[line.supplierScheme] ?? 'PRODUK'}-PRODUK`, id })),
    ...(line.ovop === 'no'
      ? []
      : [
          {
            scheme: 'X-OVOP',
            id: line.ovop,
            description: line.ovop === 'yes' ? 'Produk OVOP' : 'Sebagian produk OVOP',
          },
        ]),
  ];
  return {
    id: String(place + 1),
    ...(description && { description }),
    ...(line.quantity !== null && { quantity: exactNumber(line.quantity) }),
    ...(price && { unit: { value: price } }),
    ...(line.commodityCode !== null && {
      classification: {
        scheme: 'X-EKATALOG-ETALASE',
        id: line.commodityCode,
        ...(clean(line.commodityName) && { description: clean(line.commodityName) }),
      },
    }),
    ...(marks.length > 0 && { additionalClassifications: marks }),
  };
}

function money(decimal: string | null): Json | null {
  return decimal === null ? null : { amount: exactNumber(decimal), currency: 'IDR' };
}

/** Names are free text of people: numbers and addresses of persons are masked once more on the way out. */
function clean(text: string | null | undefined): string | null {
  if (!text) return null;
  const known = cleaned.get(text);
  if (known !== undefined) return known;
  const told = maskText(text.replaceAll('\u0001', '').trim());
  if (cleaned.size >= MOST_CLEANED) cleaned.clear();
  cleaned.set(text, told === '' ? null : told);
  return told === '' ? null : told;
}

/** The names of satker, etalase and suppliers come again and again. */
const cleaned = new Map<string, string | null>();
const MOST_CLEANED = 5000;

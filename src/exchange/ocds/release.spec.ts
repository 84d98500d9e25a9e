import { describe, expect, it } from '@jest/globals';
import { exactJson, exactNumber } from './exact-json.js';
import type { OrderLine, OrderState, Publication } from './order.js';
import { ocidOf, stateOf, toRelease } from './release.js';

const PUBLICATION: Publication = {
  prefix: 'ocds-000000',
  publisher: 'Provinsi Contoh',
  license: 'https://creativecommons.org/licenses/by/4.0/',
  policy: null,
  offset: '+08:00',
  lawOn: (day) =>
    day < '2021-02-02' ? null : { code: 'perpres-contoh', name: 'Perpres 1/2021', about: 'Pengadaan', link: null },
};

function aLine(given: Partial<OrderLine> = {}): OrderLine {
  return {
    rowNo: 1,
    productIds: [],
    productName: 'Kopi bubuk',
    commodityCode: null,
    commodityName: null,
    quantity: '3',
    unitPrice: '25000.10',
    value: '75000.30',
    supplierScheme: 'v5',
    supplierKey: '77',
    supplierName: 'CV Contoh',
    umk: 'yes',
    enterprise: null,
    ovop: 'no',
    standing: 'committed',
    ...given,
  };
}

function anOrder(given: Partial<OrderState> = {}): OrderState {
  return {
    id: '1',
    isUpdate: false,
    source: 'v5',
    key: '100',
    variant: '',
    klpd: 'D999',
    klpdName: 'Provinsi Contoh',
    year: 2026,
    packageNo: 'ABC-1',
    name: 'Belanja makan minum',
    funds: ['APBD'],
    satkerRef: 'c:1',
    satkerCode: '1',
    satkerName: 'Dinas Contoh',
    perangkatDaerah: { id: '4', name: 'Dinas Contoh' },
    orderedOn: '2026-03-10',
    value: '75000.30',
    presence: 'there',
    toldAt: '2026-03-11T01:02:03Z',
    lines: [aLine()],
    plans: [],
    ...given,
  };
}

type Told = Record<string, never> & {
  parties: {
    id: string;
    roles: string[];
    details?: { scale?: string; classifications: { scheme: string; id: string }[] };
  }[];
  awards?: { status: string; suppliers: { id: string }[]; items: { id: string }[] }[];
  contracts?: { status: string; value: { amount: number } }[];
  tender: {
    status: string;
    legalBasis?: { scheme: string; id: string; description: string };
    suitability?: { sme: boolean };
    sustainability?: { goal: string }[];
  };
  planning?: { budget: { amount?: { amount: number } } };
  tag: string[];
  id: string;
};

const told = (order: OrderState): Told => JSON.parse(toRelease(order, PUBLICATION).text) as Told;

describe('a release', () => {
  it('writes amounts digit by digit, also those a float would round', () => {
    expect(exactJson({ a: exactNumber('90071992547409.93'), b: 'x' })).toBe('{"a":90071992547409.93,"b":"x"}');
    expect(toRelease(anOrder({ value: '1234567890123456.07' }), PUBLICATION).text).toContain(
      '"amount":1234567890123456.07',
    );
    expect(() => exactNumber('1e3')).toThrow('Not a decimal');
  });

  it('leaves text that looks like a number as text', () => {
    expect(exactJson({ id: '0012', name: '\\u00015' })).toBe('{"id":"0012","name":"\\\\u00015"}');
  });

  it.each([
    ['committed', 'agreed', 'active'],
    ['completed', 'completed', 'terminated'],
    ['unknown', 'unclear', 'pending'],
  ] as const)('of an order that is %s says that its contract is %s', (standing, state, status) => {
    const order = anOrder({ lines: [aLine({ standing })] });
    expect(stateOf(order)).toBe(state);
    expect(told(order).contracts?.[0]?.status).toBe(status);
  });

  it('of an order that never came about has neither award nor contract', () => {
    const release = told(anOrder({ lines: [aLine({ standing: 'never' })] }));
    expect(release).not.toHaveProperty('awards');
    expect(release).not.toHaveProperty('contracts');
    expect(release.tag).toEqual(['tender', 'tenderCancellation']);
    expect(release.tender.status).toBe('cancelled');
  });

  it('of an order that was agreed and then cancelled keeps both, as cancelled', () => {
    const release = told(anOrder({ isUpdate: true, lines: [aLine({ standing: 'never' })] }));
    expect(release.contracts?.[0]?.status).toBe('cancelled');
    expect(release.tag).toEqual(['awardCancellation', 'contractTermination']);
  });

  it('is still agreed while one of its lines is', () => {
    expect(stateOf(anOrder({ lines: [aLine({ standing: 'completed' }), aLine({ standing: 'committed' })] }))).toBe(
      'agreed',
    );
    expect(stateOf(anOrder({ lines: [aLine({ standing: 'completed' }), aLine({ standing: 'never' })] }))).toBe(
      'completed',
    );
  });

  it('names a supplier with two lines once, and an enterprise with two keys once', () => {
    const enterprise = { id: '9', name: 'Koperasi Contoh', nib: null, class: 'kecil', cooperative: true };
    const release = told(
      anOrder({
        lines: [aLine({ enterprise }), aLine({ enterprise, supplierScheme: 'v6', supplierKey: 'x' }), aLine()],
      }),
    );
    const suppliers = release.parties.filter(({ roles }) => roles.includes('supplier'));
    expect(suppliers.map(({ id }) => id)).toEqual(['X-LOKAPASAR-USAHA-9', 'X-EKATALOG-V5-77']);
    expect(suppliers[0]?.details).toEqual({
      scale: 'small',
      classifications: [
        { scheme: 'X-UMK', id: 'yes', description: 'Usaha mikro atau kecil' },
        { scheme: 'X-KOPERASI', id: 'koperasi', description: 'Koperasi' },
      ],
    });
    expect(release.awards?.[0]?.suppliers.map(({ id }) => id)).toEqual(suppliers.map(({ id }) => id));
  });

  it('does not guess a scale where only UMK is known', () => {
    const supplier = told(anOrder()).parties.find(({ roles }) => roles.includes('supplier'));
    expect(supplier?.details?.scale).toBeUndefined();
    expect(supplier?.details?.classifications[0]).toMatchObject({ scheme: 'X-UMK', id: 'yes' });
  });

  it('sums the plans of an order, unless one of them has no pagu', () => {
    const plan = { code: '7', name: 'Makan minum', pagu: '100.05', umk: true };
    expect(told(anOrder({ plans: [plan, { ...plan, code: '8', umk: null }] })).planning?.budget.amount?.amount).toBe(
      200.1,
    );
    expect(told(anOrder({ plans: [plan, { ...plan, pagu: null }] })).planning?.budget.amount).toBeUndefined();
    expect(told(anOrder({ plans: [{ ...plan, umk: false }] })).tender.suitability).toEqual({ sme: false });
    expect(told(anOrder({ plans: [{ ...plan, umk: null }] })).tender.suitability).toBeUndefined();
  });

  it('has an id that changes with what it says, and with nothing else', () => {
    expect(told(anOrder()).id).toBe(told(anOrder()).id);
    expect(told(anOrder({ value: '75000.31' })).id).not.toBe(told(anOrder()).id);
    expect(told(anOrder({ id: '2' })).id).toBe(told(anOrder()).id);
  });

  it('names the law of the day of the order, and none where the day or its law is not known', () => {
    expect(told(anOrder()).tender.legalBasis).toEqual({
      scheme: 'X-PERATURAN-ID',
      id: 'perpres-contoh',
      description: 'Perpres 1/2021: Pengadaan',
    });
    expect(told(anOrder({ orderedOn: '2021-02-01' })).tender).not.toHaveProperty('legalBasis');
    expect(told(anOrder({ orderedOn: null })).tender).not.toHaveProperty('legalBasis');
  });

  it('masks what names a person in a name that came in', () => {
    expect(toRelease(anOrder({ name: 'Pesanan hubungi 081234567890' }), PUBLICATION).text).not.toContain(
      '081234567890',
    );
  });

  it('keeps processes apart whose numbers differ only in signs', () => {
    const of = (key: string): string => ocidOf('ocds-000000', { source: 'v6', key, variant: '' });
    expect(new Set(['A/1', 'A-1', 'A 1', 'A%1'].map(of)).size).toBe(4);
  });
});

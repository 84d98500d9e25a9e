import { describe, expect, it } from '@jest/globals';
import type { CircularView } from '../../../compliance/circular.js';
import {
  emptyForm,
  formOf,
  formOfCircular,
  kindsChanged,
  problemsInForm,
  readForm,
  withOneMore,
} from './circulars.form.js';

const GIVEN = { klpd: 'D9', state: 'draf', documentSha256: null } as const;

const circular: CircularView = {
  id: '7',
  version: 3,
  status: 'berlaku',
  klpd: 'D9',
  type: 'surat_sekda',
  number: 'CONTOH/1/2026',
  subject: 'Belanja produk lokal',
  issuerPosition: 'sekretaris_daerah',
  issuedOn: '2026-01-05',
  effectiveFrom: '2026-02-01',
  effectiveTo: null,
  state: 'draf',
  note: null,
  documentSha256: null,
  addressees: { all: false, perangkatDaerahIds: ['1', '2'], excludedIds: [] },
  obligations: [
    {
      id: '70',
      code: 'K1',
      title: 'Pangsa',
      kind: 'porsi_nilai',
      numerator: 'umk-and-ovop',
      denominator: 'completed',
      threshold: '33.50',
      accountPrefixes: ['5.1.02', '5.2'],
      sources: ['v5', 'toko-daring'],
    },
    {
      id: '71',
      code: 'K2',
      title: 'Minimum',
      kind: 'nilai_minimum',
      numerator: 'ovop',
      denominator: 'committed',
      threshold: '25000000.00',
      accountPrefixes: [],
      sources: ['v6'],
    },
  ],
  exemptions: [
    {
      perangkatDaerahId: '2',
      obligationCode: 'K2',
      validFrom: '2026-03-01',
      validTo: null,
      reason: 'Contoh',
      decidedBy: 'Sekda',
    },
  ],
  updatedBy: 'staf',
  updatedAt: '2026-01-05T00:00:00.000Z',
};

describe('the form of a circular', () => {
  it('says the same after it was shown and sent back untouched', () => {
    const {
      id: _id,
      version: _version,
      status: _status,
      updatedBy: _by,
      updatedAt: _at,
      obligations,
      ...rest
    } = circular;
    const { input } = readForm(formOfCircular(circular), GIVEN);
    expect(input).toEqual({ ...rest, obligations: obligations.map(({ id: _obligationId, ...one }) => one) });
  });

  it('reads thresholds as an Indonesian types them, and leaves the rest for the check', () => {
    const read = (batas: string) =>
      readForm({ ...emptyForm(), 'butir-0-nama': ['x'], 'butir-0-batas': [batas] }, GIVEN).input.obligations[0]
        ?.threshold;
    expect([read('40'), read('33,5 %'), read('Rp25.000.000'), read('empat puluh')]).toEqual([
      '40.00',
      '33.50',
      '25000000.00',
      'empat puluh',
    ]);
  });

  it('leaves out groups that are empty or ticked for removal, and finds the fields of the others', () => {
    const form = formOf({ ...formOfCircular(circular), 'butir-0-hapus': '1', 'butir-banyak': '3' });
    const read = readForm(form, GIVEN);
    expect(read.input.obligations.map(({ code }) => code)).toEqual(['K2']);
    expect(
      problemsInForm(
        [
          { field: 'obligations.0.threshold', message: 'x' },
          { field: 'subject', message: 'y' },
          { field: 'exemptions.0.reason', message: 'z' },
        ],
        read,
      ),
    ).toEqual([
      { field: 'butir-1-batas', message: 'x' },
      { field: 'perihal', message: 'y' },
      { field: 'kecualian-0-alasan', message: 'z' },
    ]);
  });

  it('forgets whom it was addressed to one by one when it is for everybody', () => {
    const { input } = readForm({ ...formOfCircular(circular), tujuan: ['semua'] }, GIVEN);
    expect(input.addressees).toEqual({ all: true, perangkatDaerahIds: [], excludedIds: [] });
  });

  it('normalises account codes and takes any separator', () => {
    const form = { ...emptyForm(), 'butir-0-nama': ['x'], 'butir-0-rekening': ['5.1.2; 5.2\n5.1.02.01.01.52'] };
    expect(readForm(form, GIVEN).input.obligations[0]?.accountPrefixes).toEqual(['5.1.02', '5.2', '5.1.02.01.01.0052']);
  });

  it('grows by one empty group', () => {
    expect(withOneMore(emptyForm(), 'kecualian')['kecualian-banyak']).toEqual(['1']);
  });

  it('knows an obligation whose kind was changed to one with other fields, unless it is to go', () => {
    const form = {
      ...formOfCircular(circular),
      'butir-0-jenis-tampil': ['porsi_nilai'],
      'butir-1-jenis-tampil': ['nilai_minimum'],
    };
    expect(kindsChanged({ ...form, 'butir-1-jenis': ['porsi_nilai'] })).toEqual([]);
    const changed = { ...form, 'butir-1-jenis': ['etalase_tersedia'] };
    expect(kindsChanged(changed)).toEqual(['butir-1']);
    expect(kindsChanged({ ...changed, 'butir-1-hapus': ['1'] })).toEqual([]);
  });
});

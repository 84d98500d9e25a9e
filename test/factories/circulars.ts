import type { CircularInput, ObligationInput } from '../../src/compliance/circular.js';
import { KLPD } from './purchases.js';

/** One obligation: 40 % of completed e-purchasing from UMK. */
export function anObligation(given: Partial<ObligationInput> = {}): ObligationInput {
  return {
    code: 'K1',
    title: 'Pangsa UMK',
    kind: 'porsi_nilai',
    numerator: 'umk',
    denominator: 'completed',
    threshold: '40.00',
    accountPrefixes: [],
    sources: ['v5', 'v6', 'toko-daring'],
    ...given,
  };
}

/** A circular of 2026 in force without an end, for every perangkat daerah. Hand it to `CircularService.create`. */
export function aCircular(given: Partial<CircularInput> = {}): CircularInput {
  return {
    klpd: KLPD,
    type: 'surat_edaran',
    number: 'CONTOH/001/2026',
    subject: 'Belanja produk lokal',
    issuerPosition: 'sekretaris_daerah',
    issuedOn: '2026-01-05',
    effectiveFrom: '2026-02-01',
    effectiveTo: null,
    state: 'terbit',
    note: null,
    documentSha256: null,
    addressees: { all: true, perangkatDaerahIds: [], excludedIds: [] },
    obligations: [anObligation()],
    exemptions: [],
    ...given,
  };
}

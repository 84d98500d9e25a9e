import type { CertificateKind } from './product.js';

/** What the certificates are called. */
export const CERTIFICATE_WORDS: Readonly<Record<CertificateKind, string>> = {
  'p-irt': 'P-IRT',
  md: 'BPOM MD',
  halal: 'Halal',
  sni: 'SNI',
  tkdn: 'TKDN',
  merek: 'Merek',
  'indikasi-geografis': 'Indikasi geografis',
  lainnya: 'Sertifikat lain',
};

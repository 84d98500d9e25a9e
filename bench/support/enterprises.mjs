/**
 * Made-up enterprises for the rules, the same for the same number. Numbers begin with 9 and belong to nobody; one fact in
 * seven is not known, one in seven stands against the enterprise.
 */
export function makeFacts(index) {
  let state = (index * 2_654_435_761 + 12_345) >>> 0;
  const next = (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0;
    return state % below;
  };
  const pick = (list) => list[next(list.length)];
  /** Mostly good, sometimes bad, sometimes not known. */
  const mostly = (good, ...bad) => {
    const roll = next(7);
    if (roll === 0) return undefined;
    return roll === 1 && bad.length > 0 ? pick(bad) : good;
  };
  const day = (from, years) =>
    `${from + next(years)}-${String(1 + next(12)).padStart(2, '0')}-${String(1 + next(28)).padStart(2, '0')}`;
  const amount = (most) => `${next(most)}.${String(next(100)).padStart(2, '0')}`;
  const paper = () => mostly({ issuedOn: day(2021, 5), expiresOn: day(2025, 5), verified: next(2) === 0 }, null);
  const endless = () => mostly({ expiresOn: null, verified: next(2) === 0 }, null);
  const legalForm = pick(['perorangan', 'perorangan', 'perorangan', 'cv', 'pt', 'koperasi', 'kelompok']);
  const [group, kind, code, material] = pick([
    ['pangan-kering-terkemas', 'keripik', '10794', 'singkong'],
    ['pangan-kering-terkemas', 'kopi', '10761', 'kopi'],
    ['pangan-hewani-dingin-beku', 'daging-olahan', '10130', 'sapi'],
    ['garam-konsumsi', 'garam', '10774', 'garam'],
    ['madu', 'makanan-lain', '10799', 'madu'],
    ['tenun-dan-sandang', 'tenun-ikat', '13122', 'kapas'],
    ['kerajinan-suvenir', 'kerajinan-kayu', '16293', 'cendana'],
    ['minuman-beralkohol', 'alkohol', '11010', 'nira'],
  ]);
  return {
    enterprise: {
      nib: mostly(String(9_000_000_000_000 + index), null, '912'),
      nibStatus: mostly('active', 'not-active'),
      nibVerified: next(2) === 0,
      nibTaken: mostly(false, true),
      legalForm,
      adminIsNibHolder: mostly(true, false),
      powerOfAttorney: mostly(true, false),
      npwp: mostly('well-formed', 'none', 'malformed'),
      nitku: mostly('head-office', 'branch', 'none'),
      nitkuFitsNpwp: mostly(true, false),
      taxStatus: mostly('valid', 'not-valid'),
      taxStatusUntil: day(2026, 3),
      blacklist: mostly([], [{ from: '2026-01-15', to: '2027-01-14' }]),
      blacklistCheckedOn: '2026-11-27',
      integrityPact: mostly(true, false),
      documents: {
        nib: endless(),
        'bukti-kswp': paper(),
        'surat-pkp-atau-non-pkp': endless(),
        'surat-keterangan-kerja': endless(),
        'surat-pernyataan-pemilik': endless(),
        'npwp-perusahaan': endless(),
        'akta-pendirian': endless(),
      },
      kbli: mostly([{ edition: '2020', code }], [{ edition: '2020', code: '47111' }]),
      riskLevel: pick(['rendah', 'menengah-rendah', 'menengah-tinggi', 'tinggi']),
      permits: mostly(['sertifikat-standar', 'sertifikat-standar-terverifikasi', 'izin'], []),
      role: pick(['produsen', 'produsen', 'distributor']),
      appointment: paper(),
      capital: mostly(amount(2_000_000_000), amount(20_000_000_000)),
      sales: mostly(amount(3_000_000_000), amount(60_000_000_000)),
      establishedOn: mostly(day(2005, 21)),
      parentClass: mostly('none', 'besar'),
      wilayahCode: mostly('53.15.05.2001', '52.01.01.2001'),
      digitalIdentity: mostly(true, false),
      catalogueClass: mostly('mikro', 'kecil'),
      sikapClass: mostly('mikro', 'kecil'),
    },
    product: {
      group,
      kind,
      traits: mostly([], ['susu']),
      pirt: paper(),
      md: paper(),
      halal: endless(),
      nonHalalStatement: mostly(true, false),
      otherLicences: {},
      sniProduct: group === 'garam-konsumsi' ? 'garam-konsumsi-beryodium' : mostly('none'),
      sni: paper(),
      tkdn: mostly(
        { percent: `${next(100)}.5`, issuedOn: '2026-01-15', expiresOn: null, selfDeclared: next(2) === 0 },
        null,
      ),
      brand: paper(),
      geographicalIndication: endless(),
      materials: [material],
      forestDocument: paper(),
      bureauRelease: mostly(true, false),
      category: mostly('Produk Lokal', null),
    },
    ovop: {
      localSpecialty: mostly(true, false),
      unique: mostly(true, false),
      goodQuality: mostly(true, false),
      hasMarket: mostly(true, false),
      continuous: mostly(true, false),
      sentra: mostly('met', 'missing', 'none'),
      village: mostly('53.15.05.2001', null),
      flagship: mostly(true, false),
      proposedByDinas: mostly(true, false),
      commodity: mostly('makanan-minuman', 'sabun'),
    },
    service: { provinceCode: '53' },
  };
}

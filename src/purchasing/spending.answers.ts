import { senToDecimal } from '../shared/money.js';
import type { Ovop, PackageDetail, PackageItem, PackageLine, Umk } from './spending.js';
import type { PackageDetailDto, PackageItemDto, PackageLineDto } from './spending.dto.js';

/** One package as it leaves: every field named, amounts as decimal text. */
export function packageJson(item: PackageItem): PackageItemDto {
  return {
    id: item.id,
    batchId: item.batchId,
    source: item.source,
    sourceKey: item.sourceKey,
    packageNo: item.packageNo,
    name: item.name,
    orderedOn: item.orderedOn,
    satkerKey: item.satkerKey,
    satkerName: item.satkerName,
    perangkatDaerah: item.perangkatDaerah,
    status: item.status,
    statusKey: item.statusKey,
    standing: item.standing,
    funds: item.funds,
    rupCodes: item.rupCodes,
    suppliers: item.suppliers,
    value: senToDecimal(item.value),
    packageValue: senToDecimal(item.packageValue),
    umk: umkJson(item.umk),
    ovop: ovopJson(item.ovop),
    lines: item.lines,
    expectedLines: item.expectedLines,
  };
}

export function packageDetailJson(detail: PackageDetail): Omit<PackageDetailDto, 'definition' | 'dataVersion'> {
  return {
    ...packageJson(detail),
    feed: detail.feed,
    klpd: detail.klpd,
    year: detail.year,
    accounts: detail.accounts,
    shipmentStatus: detail.shipmentStatus,
    excluded: detail.excluded,
    rup: detail.rup.map(({ code, currentCode, name, pagu, found }) => ({ code, currentCode, name, pagu, found })),
    lineItems: detail.lineItems.map(lineJson),
  };
}

function lineJson(line: PackageLine): PackageLineDto {
  return {
    id: line.id,
    rowNo: line.rowNo,
    commodityCode: line.commodityCode,
    commodityName: line.commodityName,
    catalogue: line.catalogue,
    productIds: line.productIds,
    productName: line.productName,
    supplierKey: line.supplierKey,
    supplierName: line.supplierName,
    umk: line.umk,
    umkBasis: line.umkBasis,
    ovop: line.ovop,
    ovopEntry: entryJson(line.ovopEntry),
    ovopAmount: line.ovopAmount === null ? null : senToDecimal(line.ovopAmount),
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    shipping: line.shipping,
    value: line.value === null ? null : senToDecimal(line.value),
  };
}

function entryJson(entry: PackageLine['ovopEntry']): PackageLineDto['ovopEntry'] {
  if (!entry) return null;
  const { id, origin, label, matchedOn, product, enterpriseId } = entry;
  return { id, origin, label, matchedOn, product: product && { id: product.id, name: product.name }, enterpriseId };
}

function umkJson({ yes, no, unknown }: Record<Umk, bigint>): Record<Umk, string> {
  return { yes: senToDecimal(yes), no: senToDecimal(no), unknown: senToDecimal(unknown) };
}

function ovopJson({ yes, mixed, no }: Record<Ovop, bigint>): Record<Ovop, string> {
  return { yes: senToDecimal(yes), mixed: senToDecimal(mixed), no: senToDecimal(no) };
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Source } from '../../purchasing/intake/rows.js';
import type { Standing, Umk } from '../../purchasing/spending.js';
import { loadSql, rows } from '../../shared/sql.js';
import type { OrderLine, OrderPlan, OrderState } from './order.js';

const ORDERS = loadSql('./orders.sql', import.meta.url);

/** Which orders are asked for. */
export interface OrdersAsked {
  /** Null = of every KLPD. */
  klpd: string | null;
  /** Null = of every year. */
  year: number | null;
  /** One order alone. */
  order?: { source: string; key: string };
}

interface LineRow {
  row_no: number;
  product_ids: string[];
  product_name: string | null;
  commodity_code: string | null;
  commodity_name: string | null;
  quantity: string | null;
  unit_price: string | null;
  value: string | null;
  supplier_scheme: string;
  supplier_key: string | null;
  supplier_name: string | null;
  umk: Umk;
  enterprise_id: string | null;
  enterprise_name: string | null;
  nib: string | null;
  class: string | null;
  cooperative: boolean | null;
  ovop: 'yes' | 'mixed' | 'no';
  standing: Standing;
}

interface OrderRow {
  id: string;
  is_update: boolean;
  source: Source;
  source_key: string;
  variant: string;
  klpd: string;
  klpd_name: string | null;
  year: number;
  package_no: string | null;
  name: string | null;
  funds: string[];
  satker_ref: string;
  satker_code: string | null;
  satker_name: string | null;
  perangkat_daerah_id: string | null;
  perangkat_daerah: string | null;
  ordered_on: string | null;
  value: string | null;
  lines: LineRow[];
  presence: OrderState['presence'];
  told_at: string;
  plans: { code: string; name: string | null; pagu: string | null; umk: string | null }[] | null;
}

/** The orders on file with every state they were in, as open data tells them. */
@Injectable()
export class OrdersQueries {
  constructor(private readonly db: DataSource) {}

  /** States after `after` (an `OrderState.id`; '0' = from the start), by that id, at most `size`. */
  async page({ klpd, year, order }: OrdersAsked, after: string, size: number): Promise<OrderState[]> {
    const found = await rows<OrderRow>(this.db.manager, ORDERS, [
      klpd,
      year,
      after,
      size,
      order?.source ?? null,
      order?.key ?? null,
    ]);
    return found.map(toOrder);
  }
}

function toOrder(row: OrderRow): OrderState {
  return {
    id: row.id,
    isUpdate: row.is_update,
    source: row.source,
    key: row.source_key,
    variant: row.variant,
    klpd: row.klpd,
    klpdName: row.klpd_name,
    year: row.year,
    packageNo: row.package_no,
    name: row.name,
    funds: row.funds,
    satkerRef: row.satker_ref,
    satkerCode: row.satker_code,
    satkerName: row.satker_name,
    perangkatDaerah:
      row.perangkat_daerah_id !== null && row.perangkat_daerah !== null
        ? { id: row.perangkat_daerah_id, name: row.perangkat_daerah }
        : null,
    orderedOn: row.ordered_on,
    value: row.value,
    presence: row.presence,
    toldAt: row.told_at,
    lines: row.lines.map(toLine),
    plans: (row.plans ?? []).map(toPlan),
  };
}

function toLine(row: LineRow): OrderLine {
  return {
    rowNo: row.row_no,
    productIds: row.product_ids,
    productName: row.product_name,
    commodityCode: row.commodity_code,
    commodityName: row.commodity_name,
    quantity: row.quantity,
    unitPrice: row.unit_price,
    value: row.value,
    supplierScheme: row.supplier_scheme,
    supplierKey: row.supplier_key,
    supplierName: row.supplier_name,
    umk: row.umk,
    enterprise:
      row.enterprise_id !== null && row.enterprise_name !== null
        ? {
            id: row.enterprise_id,
            name: row.enterprise_name,
            nib: row.nib,
            class: row.class,
            cooperative: row.cooperative === true,
          }
        : null,
    ovop: row.ovop,
    standing: row.standing,
  };
}

/** The plan's flag as it is written: 'UKM', 'Non UKM'; anything else says nothing. */
function toPlan({ code, name, pagu, umk }: NonNullable<OrderRow['plans']>[number]): OrderPlan {
  const word = (umk ?? '').trim().toLowerCase();
  const flag = /^(?:non|bukan|tidak)/.test(word)
    ? false
    : /^(?:ukm|umk|usaha kecil|ya|true|1)/.test(word)
      ? true
      : null;
  return { code, name, pagu: pagu !== null && /^\d+(?:\.\d{1,2})?$/.test(pagu) ? pagu : null, umk: flag };
}

import { Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import { ProductPurchaseQueries } from '../../../purchasing/products/product-purchases.js';
import type { PageContext } from '../../context.js';
import { ProductPurchasesView } from '../spending/product-purchases.view.js';

/** The place on a product's page for who bought it. Nobody sees it who may not read spending. */
@Injectable()
export class ProductBuyers {
  constructor(private readonly purchases: ProductPurchaseQueries) {}

  /** Null = nothing to show. */
  async show(ctx: PageContext, productId: string): Promise<VNode | null> {
    if (!ctx.can('spending.read')) return null;
    const bought = await this.purchases.of(productId, ctx.instance.klpdCode, ctx.scope);
    return (
      <section id="pembeli">
        <h2>Siapa membelinya</h2>
        <ProductPurchasesView bought={bought} />
      </section>
    );
  }
}

import { Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import type { PageContext } from '../../context.js';

/** The place on a product's page for who bought it. Nobody sees it who may not read spending. */
@Injectable()
export class ProductBuyers {
  /** Null = nothing to show. */
  show(ctx: PageContext, _productId: string): Promise<VNode | null> {
    if (!ctx.can('spending.read')) return Promise.resolve(null);
    return Promise.resolve(null);
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type GradedProduct, getGradedProduct } from './graded-product.js';

/** Products as grading sees them. */
@Injectable()
export class GradedProducts {
  constructor(private readonly db: DataSource) {}

  /** Throws `product.not-found`. */
  get(id: string): Promise<GradedProduct> {
    return getGradedProduct(this.db.manager, id);
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type GivenStatements, type StatedAbout, type Statement, StatementsService } from './statements.service.js';

/** What the API and the pages ask of statements: each change in a transaction of its own. */
@Injectable()
export class StatementDesk {
  constructor(
    private readonly db: DataSource,
    private readonly statements: StatementsService,
  ) {}

  /** Throws as `StatementsService.nameOf`. */
  async list(about: StatedAbout): Promise<Statement[]> {
    await this.statements.nameOf(about);
    return this.statements.list(about);
  }

  /** Throws as `StatementsService.nameOf`. */
  nameOf(about: StatedAbout): Promise<string> {
    return this.statements.nameOf(about);
  }

  /** Throws as `StatementsService.ofEnterprise`. */
  async stateOfEnterprise(id: string, given: GivenStatements, by: string): Promise<Statement[]> {
    await this.db.transaction((tx) => this.statements.ofEnterprise(tx, id, given, by));
    return this.statements.list({ enterpriseId: id });
  }

  /** Throws as `StatementsService.ofProduct`. */
  async stateOfProduct(id: string, given: GivenStatements, by: string): Promise<Statement[]> {
    await this.db.transaction((tx) => this.statements.ofProduct(tx, id, given, by));
    return this.statements.list({ productId: id });
  }

  /** The bureau's decision on a product of a golongan that is held back. Throws as `StatementsService.release`. */
  async release(productId: string, release: boolean, given: GivenStatements, by: string): Promise<void> {
    await this.db.transaction((tx) => this.statements.release(tx, productId, release, given, by));
  }

  /** Throws as `StatementsService.withdraw`. */
  async withdraw(about: StatedAbout, facts: readonly string[], part?: string): Promise<Statement[]> {
    await this.db.transaction((tx) => this.statements.withdraw(tx, about, facts, part));
    return this.statements.list(about);
  }
}

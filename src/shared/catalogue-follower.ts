import type { EntityManager } from 'typeorm';

/**
 * Whoever makes figures that rest on the catalogue. Its services tell it, within the transaction in which they changed
 * something; it knows by itself what that means, so telling once too often costs a look and changes nothing. The class is
 * the injection token: the catalogue lies below those who follow it.
 */
export abstract class CatalogueFollower {
  /**
   * Products (their state and verification), listings, or keys of suppliers may be others now: the marks on purchases and
   * all figures are brought up to date, for the purchases concerned. Says whether anything was.
   */
  abstract linksChanged(tx: EntityManager): Promise<boolean>;
  /**
   * What counts as the class of suppliers may be another now: the bureau decided on an enterprise, or the keys under which
   * the marketplaces know it changed.
   */
  abstract classesChanged(tx: EntityManager): Promise<void>;
}

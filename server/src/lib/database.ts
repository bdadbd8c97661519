/** What services know of the database: that work can be done together or not at all. Only stores see more (`managerOf` in db.ts). */

declare const unitBrand: unique symbol;

/** One conversation with the database, inside or outside a transaction. Opaque: services hand it to stores. */
export interface Unit {
  readonly [unitBrand]: true;
}

export interface Database {
  /** Runs `work` in one transaction: what it did is kept where it resolves, and undone where it rejects. */
  transaction<T>(work: (unit: Unit) => Promise<T>): Promise<T>;
  /** Outside any transaction; for reads. */
  readonly unit: Unit;
}

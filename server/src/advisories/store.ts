import { managerOf } from '../db.ts';
import type { Unit } from '../lib/database.ts';
import type { IndexedRecord } from './advisory-index-builder.ts';
import { AdvisoryEntity, AdvisoryImportEntity } from './entity.ts';
import type { AdvisoryRecord, AffectedPackage } from './record.ts';
import type { Severity } from './severity.ts';

/** A record with what tells its text apart from other states of it. */
export interface StoredRecord extends AdvisoryRecord {
  digest: string;
}

export interface KnownRecord {
  id: string;
  modified: Date;
  digest: string;
}

export class AdvisoryStore {
  /** What is known of these records, in any order. */
  async known(unit: Unit, ids: readonly string[]): Promise<KnownRecord[]> {
    return managerOf(unit).query(`SELECT id, modified, digest FROM advisory WHERE id = ANY($1)`, [ids]);
  }

  /** Adds records or replaces them, each id once; a later state that another import wrote meanwhile stays. */
  async save(unit: Unit, records: readonly StoredRecord[]): Promise<void> {
    await managerOf(unit).query(
      `INSERT INTO advisory (id, modified, published, withdrawn, aliases, summary, details, severity, reference_urls,
         weaknesses, affected, digest)
       SELECT id, modified, published, withdrawn, aliases, summary, details, nullif(severity, 'null'), "references",
         weaknesses, affected, digest
       FROM jsonb_to_recordset($1) AS given (id text, modified timestamptz, published timestamptz, withdrawn timestamptz,
         aliases text[], summary text, details text, severity jsonb, "references" text[], weaknesses text[],
         affected jsonb, digest text)
       ORDER BY id
       ON CONFLICT (id) DO UPDATE SET modified = excluded.modified, published = excluded.published,
         withdrawn = excluded.withdrawn, aliases = excluded.aliases, summary = excluded.summary,
         details = excluded.details, severity = excluded.severity, reference_urls = excluded.reference_urls,
         weaknesses = excluded.weaknesses, affected = excluded.affected, digest = excluded.digest
       WHERE advisory.modified <= excluded.modified`,
      [JSON.stringify(records)],
    );
  }

  async remove(unit: Unit, ids: readonly string[]): Promise<void> {
    await managerOf(unit).query(`DELETE FROM advisory WHERE id = ANY($1)`, [ids]);
  }

  /** Of those that are not withdrawn, the next ones in the order of their ids. */
  async page(unit: Unit, afterId: string, count: number): Promise<IndexedRecord[]> {
    // As text: what the driver makes of lists costs more than all the rest.
    const rows: { id: string; rest: string }[] = await managerOf(unit).query(
      `SELECT id, jsonb_build_array(aliases, severity, affected)::text AS rest FROM advisory
       WHERE id > $1 AND withdrawn IS NULL ORDER BY id LIMIT $2`,
      [afterId, count],
    );
    return rows.map(({ id, rest }) => {
      const [aliases, severity, affected] = JSON.parse(rest) as [string[], Severity | null, AffectedPackage[]];
      return { id, aliases, severity, affected };
    });
  }

  /** Whole records by id, for those who show them; in any order, and without what is unknown. */
  async byIds(unit: Unit, ids: readonly string[]): Promise<AdvisoryRecord[]> {
    return managerOf(unit)
      .createQueryBuilder(AdvisoryEntity, 'advisory')
      .where('advisory.id = ANY(:ids)', { ids })
      .getMany();
  }

  /** How many advisories there are, withdrawn ones left out, and the last change of any record. */
  async extent(unit: Unit): Promise<{ count: number; newestModified: Date | null }> {
    const rows: { count: number; newest: Date | null }[] = await managerOf(unit).query(
      `SELECT count(*) FILTER (WHERE withdrawn IS NULL)::int AS count, max(modified) AS newest FROM advisory`,
    );
    return { count: rows[0]?.count ?? 0, newestModified: rows[0]?.newest ?? null };
  }

  /** Adds an import, or what became of it. */
  async saveImport(unit: Unit, run: AdvisoryImportEntity): Promise<void> {
    await managerOf(unit).save(AdvisoryImportEntity, { ...run });
  }

  /** The import that finished last. */
  async lastImport(unit: Unit): Promise<AdvisoryImportEntity | null> {
    return managerOf(unit)
      .createQueryBuilder(AdvisoryImportEntity, 'run')
      .where('run.finishedAt IS NOT NULL')
      .orderBy('run.finishedAt', 'DESC')
      .addOrderBy('run.id', 'DESC')
      .limit(1)
      .getOne();
  }
}

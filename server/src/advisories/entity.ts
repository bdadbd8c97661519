import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ImportCounts, ImportProblem } from './import-summary.ts';
import type { AffectedPackage } from './record.ts';
import type { Severity } from './severity.ts';

/** One OSV record, as far as it is of use here. */
@Entity('advisory')
export class AdvisoryEntity {
  /** The database's own, such as `GHSA-...`. */
  @PrimaryColumn('text')
  id: string;

  /** By its publisher; of two states of a record the later one counts. */
  @Column({ type: 'timestamptz', precision: 3 })
  modified: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  published: Date | null;

  /** Kept so that an older state does not bring it back; it affects nothing any more. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  withdrawn: Date | null;

  @Column('text', { array: true })
  aliases: string[];

  @Column('text')
  summary: string;

  @Column('text')
  details: string;

  @Column('jsonb', { nullable: true })
  severity: Severity | null;

  @Column('text', { array: true, name: 'reference_urls' })
  references: string[];

  @Column('text', { array: true })
  weaknesses: string[];

  @Column('jsonb')
  affected: AffectedPackage[];

  /** Of the record's text and of how it was read, to tell what is unchanged. */
  @Column('text')
  digest: string;
}

/** One run of the import command. */
@Entity('advisory_import')
@Index('IDX_advisory_import_finished', ['finishedAt'])
export class AdvisoryImportEntity {
  @PrimaryColumn('uuid')
  id: string;

  /** The file, folder or address as it was given, without user name, password and query. */
  @Column('text')
  source: string;

  @Column({ type: 'timestamptz', precision: 3, name: 'started_at' })
  startedAt: Date;

  /** Null while it runs, and for ever where it did not come to its end. */
  @Column({ type: 'timestamptz', precision: 3, name: 'finished_at', nullable: true })
  finishedAt: Date | null;

  /** The last change of any record there was at its end. */
  @Column({ type: 'timestamptz', precision: 3, name: 'newest_modified', nullable: true })
  newestModified: Date | null;

  /** Advisories there were at its end, withdrawn ones left out. */
  @Column('integer', { name: 'advisory_count', nullable: true })
  advisoryCount: number | null;

  @Column('jsonb')
  counts: ImportCounts;

  /** The first ones; `counts` says how many there were. */
  @Column('jsonb')
  problems: ImportProblem[];
}

export const ADVISORY_ENTITIES = [AdvisoryEntity, AdvisoryImportEntity];

import type { PackageType } from '@backline/shared';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { SeverityRating } from '../../advisories/index.ts';
import type { Diagnosis, Evidence } from '../../lib/diagnosis.ts';
import type { AnalysisPhase } from './analysis/result.ts';
import type { AnalysisStatus } from './types.ts';

/** Where the data of JSON columns has times, they are ISO texts. */
type Stored = object;

export interface StoredAdvisoryData {
  importedAt: string;
  newestModified: string | null;
  advisoryCount: number;
}

export interface StoredSeverityCount {
  severity: SeverityRating | null;
  count: number;
}

/** What is uploaded under one name for one integration. */
@Entity('project')
@Index('IDX_project_organization', ['organizationId', 'id'])
@Index('IDX_project_name', ['integrationId', 'name'], { unique: true })
export class ProjectEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column('uuid', { name: 'integration_id' })
  @ForeignKey('integration', { onDelete: 'CASCADE', name: 'FK_project_integration' })
  integrationId: string;

  @Column('text')
  name: string;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at' })
  createdAt: Date;
}

/** One run over the files of a project. */
@Entity('analysis')
@Index('IDX_analysis_project', ['projectId', 'id'])
@Index('IDX_analysis_under_way', ['organizationId', 'digest'], {
  unique: true,
  where: "status IN ('QUEUED', 'RUNNING')",
})
@Check('analysis_status_known', "status IN ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')")
@Check('analysis_finished_where_done', "(finished_at IS NULL) = (status IN ('QUEUED', 'RUNNING'))")
export class AnalysisEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column('uuid', { name: 'project_id' })
  @ForeignKey(() => ProjectEntity, { onDelete: 'CASCADE', name: 'FK_analysis_project' })
  projectId: string;

  /** Of integration, name and files: two that are equal are the same request. */
  @Column('text')
  digest: string;

  @Column('text')
  status: AnalysisStatus;

  /** How often it was begun. Who began it earlier, and does not know that it was begun again, writes nothing any more. */
  @Column('integer')
  attempt: number;

  @Column('text', { nullable: true })
  phase: AnalysisPhase | null;

  @Column('integer')
  done: number;

  @Column('integer')
  total: number;

  @Column('text', { name: 'requested_by' })
  requestedBy: string;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at' })
  createdAt: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'started_at', nullable: true })
  startedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'finished_at', nullable: true })
  finishedAt: Date | null;

  @Column('jsonb', { nullable: true })
  diagnosis: Diagnosis | null;

  @Column('jsonb', { nullable: true })
  evidence: Evidence | null;

  @Column('jsonb', { name: 'advisory_data', nullable: true })
  advisoryData: StoredAdvisoryData | null;

  @Column('integer', { name: 'dependency_count', nullable: true })
  dependencyCount: number | null;

  @Column('jsonb', { name: 'severity_counts', nullable: true })
  severityCounts: StoredSeverityCount[] | null;
}

/** The files of an analysis as long as they are of use. */
@Entity('analysis_upload')
export class AnalysisUploadEntity {
  @PrimaryColumn('uuid', { name: 'analysis_id' })
  @ForeignKey(() => AnalysisEntity, { onDelete: 'CASCADE', name: 'FK_analysis_upload_analysis' })
  analysisId: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  /** JSON, gzipped. */
  @Column('bytea')
  content: Buffer;
}

/** What an analysis found, but for the dependencies. */
@Entity('analysis_result')
export class AnalysisResultEntity {
  @PrimaryColumn('uuid', { name: 'analysis_id' })
  @ForeignKey(() => AnalysisEntity, { onDelete: 'CASCADE', name: 'FK_analysis_result_analysis' })
  analysisId: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column('jsonb')
  files: Stored;

  @Column('jsonb')
  findings: Stored;

  @Column('jsonb')
  proposals: Stored;

  @Column('jsonb', { nullable: true })
  combined: Stored | null;

  @Column('jsonb')
  unchecked: Stored;

  @Column('jsonb', { name: 'repository_problems', default: [] })
  repositoryProblems: Stored;
}

/** A dependency of an analysis: the rest of it as JSON, beside what lists are filtered and sorted by. */
@Entity('analysis_dependency')
@Index('IDX_analysis_dependency_by_name', ['analysisId', 'byName'])
@Index('IDX_analysis_dependency_by_severity', ['analysisId', 'bySeverity'])
@Index('IDX_analysis_dependency_by_availability', ['analysisId', 'byAvailability'])
export class AnalysisDependencyEntity {
  @PrimaryColumn('uuid', { name: 'analysis_id', primaryKeyConstraintName: 'PK_analysis_dependency' })
  @ForeignKey(() => AnalysisEntity, { onDelete: 'CASCADE', name: 'FK_analysis_dependency_analysis' })
  analysisId: string;

  /** Within the analysis. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'PK_analysis_dependency' })
  number: number;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column('text', { name: 'package_type' })
  packageType: PackageType;

  @Column('text')
  name: string;

  @Column('boolean', { name: 'is_direct' })
  isDirect: boolean;

  @Column('boolean', { nullable: true })
  available: boolean | null;

  @Column('integer', { name: 'finding_count' })
  findingCount: number;

  @Column('text', { name: 'worst_severity', nullable: true })
  worstSeverity: SeverityRating | null;

  /** Places in the three orders of the list, each from 0. */
  @Column('integer', { name: 'by_name' })
  byName: number;

  @Column('integer', { name: 'by_severity' })
  bySeverity: number;

  @Column('integer', { name: 'by_availability' })
  byAvailability: number;

  @Column('jsonb')
  data: Stored;
}

export const PROJECT_ENTITIES = [
  ProjectEntity,
  AnalysisEntity,
  AnalysisUploadEntity,
  AnalysisResultEntity,
  AnalysisDependencyEntity,
];

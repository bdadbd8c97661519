/** Advisories of known vulnerabilities in OSV form: import, index and matching. Knows package types, and no feature. */

export { AdvisoryIndex, type AdvisoryMatch, type PackageVersion } from './advisory-index.ts';
export { AdvisoryIndexBuilder, type IndexedRecord } from './advisory-index-builder.ts';
export { AdvisoryImporter, type ImportOptions } from './import.ts';
export type { ImportCounts, ImportProblem, ImportSummary } from './import-summary.ts';
export { ADVISORY_ENTITIES, AdvisoryImportEntity } from './entity.ts';
export { readRecord, type AdvisoryRecord, type AffectedPackage, type ReadRecord } from './record.ts';
export { Advisories, type AdvisoryData, type LoadedAdvisories } from './service.ts';
export { leastScoreOf, moreSevere, SEVERITY_RATINGS, type Severity, type SeverityRating } from './severity.ts';
export { SourceFailure } from './source-file.ts';
export { AdvisoryStore } from './store.ts';

/** What depends on what in the projects of a customer, what of it is vulnerable, and what change helps. */

export { AnalysisJob } from './analyses/job.ts';
export { AnalysisStore } from './analyses/store.ts';
export { ProjectAnalyzer, type AnalyzerInput, type AnalyzerOptions } from './analysis/analyzer.ts';
export type { AnalyzerParts } from './analysis/parts.ts';
export type * from './analysis/result.ts';
export { ANALYSIS_EXPORTS, analysisExports, type ExportedAnalysis } from './export/index.ts';
export type * from './reading/project-reading.ts';
export { PROJECT_ENTITIES } from './entity.ts';
export { AnalysisBuildChecks } from './build-check/analysis-build-checks.ts';
export { BuildCheckResolver } from './build-check/resolver.ts';
export type { BuildCheck, BuildCheckStatus, BuildRestore } from './build-check/result.ts';
export { BuildChecks, type BuildCheckInput } from './build-check/service.ts';
export { UploadStore } from './intake/store.ts';
export { ProjectLoaders } from './loaders.ts';
export { readProject, type ReadingLimits } from './reading/read-project.ts';
export { waysTo } from './reading/ways.ts';
export { AnalysisResolver, ProjectResolver } from './resolver.ts';
export { AnalysisResults } from './results/service.ts';
export { AnalysisResultStore } from './results/store.ts';
export { Projects } from './service.ts';
export { ProjectStore } from './store.ts';

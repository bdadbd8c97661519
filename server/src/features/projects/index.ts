/** What depends on what in the projects of a customer, what of it is vulnerable, and what change helps. */

export { ProjectAnalyzer, type AnalyzerInput, type AnalyzerOptions } from './analysis/analyzer.ts';
export type * from './analysis/result.ts';
export { ANALYSIS_EXPORTS, analysisExports, type ExportedAnalysis } from './export/index.ts';
export type * from './reading/project-reading.ts';
export { PROJECT_ENTITIES } from './entity.ts';
export type { BuildCheck, BuildCheckStatus, BuildRestore } from './build-check/result.ts';
export { BuildChecks, type BuildCheckInput } from './build-check/service.ts';
export { readProject, type ReadingLimits } from './reading/read-project.ts';
export { waysTo } from './reading/ways.ts';
export { AnalysisResolver, ProjectResolver } from './resolver.ts';
export { Projects } from './service.ts';

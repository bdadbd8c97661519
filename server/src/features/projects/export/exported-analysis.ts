import type { AnalysisResult, AnalyzedDependency, Finding } from '../analysis/result.ts';

/** A finished analysis with what a file about it has to say besides. */
export interface ExportedAnalysis {
  result: AnalysisResult;
  projectName: string;
  integrationName: string;
  /** A UUID. */
  analysisId: string;
  finishedAt: Date;
  /** The version of Backline that made the analysis. */
  toolVersion: string;
}

export const TOOL_NAME = 'Backline';

/** Findings with the dependency that each is about, as the analysis lists them. */
export function findingsOf({ result }: ExportedAnalysis): { finding: Finding; dependency: AnalyzedDependency }[] {
  const dependencies = new Map(result.dependencies.map((dependency) => [dependency.id, dependency]));
  return result.findings.flatMap((finding) => {
    const dependency = dependencies.get(finding.dependency);
    return dependency ? [{ finding, dependency }] : [];
  });
}

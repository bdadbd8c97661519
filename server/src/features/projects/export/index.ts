/** A finished analysis as a file for other tools. */

import { CSV_CONTENT_TYPE } from '../../../lib/csv.ts';
import { dependenciesCsv, findingsCsv } from './csv.ts';
import type { ExportedAnalysis } from './exported-analysis.ts';
import { toSarif } from './sarif.ts';

export type { ExportedAnalysis } from './exported-analysis.ts';

export interface AnalysisExport {
  contentType: string;
  /** What follows the project's name in the file's name. */
  fileName: string;
  write(analysis: ExportedAnalysis): string | Promise<string>;
}

/** By what the address ends in. */
export const analysisExports = {
  sarif: { contentType: 'application/sarif+json', fileName: '.sarif', write: toSarif },
  cyclonedx: {
    contentType: 'application/vnd.cyclonedx+json; version=1.6',
    fileName: '.cdx.json',
    // Its library takes longer to load than everything else of a file.
    write: async (analysis) => (await import('./cyclonedx.ts')).toCycloneDx(analysis),
  },
  'findings.csv': { contentType: CSV_CONTENT_TYPE, fileName: '-findings.csv', write: findingsCsv },
  'dependencies.csv': { contentType: CSV_CONTENT_TYPE, fileName: '-dependencies.csv', write: dependenciesCsv },
} as const satisfies Record<string, AnalysisExport>;

export const ANALYSIS_EXPORTS = Object.keys(analysisExports) as (keyof typeof analysisExports)[];

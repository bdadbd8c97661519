/** What is asked of a process that analyses a project, as JSON in the first argument. */
export interface AnalysisTask {
  /** Where the project and `advisories.ndjson` are. */
  folder: string;
  proxyUrl: string;
  /** How often the same project is analysed, one after the other. */
  passes: number;
}

export interface CredentialsTask {
  folder: string;
  proxyUrl: string;
  /** Of the stand-in for STS and CodeArtifact. */
  awsUrl: string;
  /** Analyses that start at once. */
  analyses: number;
}

export const ADVISORIES_FILE = 'advisories.ndjson';

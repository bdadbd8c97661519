/** By what the queue knows analyses. */
export const ANALYSIS_JOB = { name: 'analysis' } as const;

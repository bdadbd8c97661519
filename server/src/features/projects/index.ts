/** What depends on what in the projects of a customer. */

export type * from './reading/project-reading.ts';
export { readProject, type ReadingLimits } from './reading/read-project.ts';
export { waysTo } from './reading/ways.ts';

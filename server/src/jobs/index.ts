/** Work that outlives a request: a queue on PostgreSQL, and notices of change between servers. Knows no feature. */

export { JobQueue, type Job, type JobIds, type JobKind, type JobQueueOptions } from './job-queue.ts';
export { Notices } from './notices.ts';

/** The append-only record of who did what: written in the same transaction as the change it tells of. */

export { AuditEventEntity } from './entity.ts';
export { EXPORT_FORMATS, exportWriters, type ExportFormat } from './export.ts';
export type { AuditFilter } from './filter.ts';
export { AuditResolver } from './resolver.ts';
export { AuditLog } from './service.ts';
export { AuditStore } from './store.ts';

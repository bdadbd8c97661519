/** The append-only record of who did what: written in the same transaction as the change it tells of. */

export { AuditEventEntity } from './entity.ts';
export { AuditResolver } from './resolver.ts';
export { AuditLog } from './service.ts';
export { AuditStore } from './store.ts';

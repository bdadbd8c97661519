import type { AuditEventEntity } from './entity.ts';

/** One event as the organization's members may see it. */
export type AuditEvent = Pick<
  AuditEventEntity,
  'id' | 'at' | 'actorKind' | 'action' | 'subject' | 'detail' | 'requestId' | 'ip'
> & { actor: string };

export function toAuditEvent(row: AuditEventEntity): AuditEvent {
  const { id, at, actorKind, actorName: actor, action, subject, detail, requestId, ip } = row;
  return { id, at, actorKind, actor, action, subject, detail, requestId, ip };
}

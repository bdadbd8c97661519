/** The audit log as a download. Plain HTTP, because it is a stream of any length, and GraphQL answers in one piece. */

import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { EXPORT_FORMATS, exportWriters, type AuditLog } from '../features/audit/index.ts';
import type { RequestContext } from '../lib/context.ts';
import { InvalidInput } from '../lib/errors.ts';
import { requireSameSite } from './same-origin.ts';

const text = z.string().optional();
const time = (name: string) =>
  z.iso
    .datetime({ offset: true, error: `"${name}" must be a time such as 2026-12-01T00:00:00Z.` })
    .transform((value) => new Date(value))
    .optional();

const query = z.object({
  format: z.enum(EXPORT_FORMATS, `"format" must be ${EXPORT_FORMATS.join(' or ')}.`).default('csv'),
  actor: text,
  action: text,
  from: time('from'),
  until: time('until'),
  text,
});

export interface AuditExportOptions {
  audit: AuditLog;
  contextOf: (request: FastifyRequest) => Promise<RequestContext>;
  /** The address people open, without a slash at its end. */
  publicUrl: string;
}

/** Adds GET /audit/export with the filters of the query `auditEvents`. Refusals are those of the app. */
export function addAuditExport(app: FastifyInstance, { audit, contextOf, publicUrl }: AuditExportOptions): void {
  app.get('/audit/export', async (request, reply) => {
    requireSameSite(request, publicUrl);
    const context = await contextOf(request);
    const wanted = query.safeParse(request.query);
    if (!wanted.success) throw new InvalidInput(wanted.error.issues[0]?.message ?? 'The filter cannot be used.');
    const { format, ...filter } = wanted.data;
    const pieces = await audit.export(context, format, filter);
    const day = new Date().toISOString().slice(0, 10);
    return reply
      .headers({
        'content-type': exportWriters[format].contentType,
        'content-disposition': `attachment; filename="audit-${day}.${format}"`,
        'cache-control': 'no-store',
      })
      .send(Readable.from(pieces));
  });
}

/** A finished analysis as a download. Plain HTTP, because other tools fetch it by address and take it as a file. */

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ANALYSIS_EXPORTS, analysisExports, type ExportedAnalysis } from '../features/projects/index.ts';
import type { RequestContext } from '../lib/context.ts';
import { requireSameSite } from './same-origin.ts';

export interface AnalysisExportOptions {
  /** Says what a finished analysis holds, or refuses: needs projects:read, and NOT_FOUND for another organization's id. */
  projects: { exported(context: RequestContext, analysisId: string): Promise<ExportedAnalysis> };
  contextOf: (request: FastifyRequest) => Promise<RequestContext>;
  /** The address people open, without a slash at its end. */
  publicUrl: string;
}

/** Adds GET /exports/analyses/<id>/<format>, a format being sarif, cyclonedx, findings.csv or dependencies.csv. */
export function addAnalysisExport(
  app: FastifyInstance,
  { projects, contextOf, publicUrl }: AnalysisExportOptions,
): void {
  for (const format of ANALYSIS_EXPORTS) {
    const { contentType, fileName, write } = analysisExports[format];
    app.get<{ Params: { id: string } }>(`/exports/analyses/:id/${format}`, async (request, reply) => {
      requireSameSite(request, publicUrl);
      const analysis = await projects.exported(await contextOf(request), request.params.id);
      const name = `${plainName(analysis.projectName)}${fileName}`;
      return reply
        .headers({
          'content-type': contentType,
          'content-disposition': `attachment; filename="${name}"`,
          'cache-control': 'no-store',
        })
        .send(await write(analysis));
    });
  }
}

/** Only what every file system and header takes as it is. */
function plainName(text: string): string {
  return (
    text
      .replaceAll(/[^\w.-]+/g, '-')
      .replaceAll(/^[-.]+|-+$/g, '')
      .slice(0, 80) || 'project'
  );
}

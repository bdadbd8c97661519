import { fastify } from 'fastify';
import { describe, expect, it } from 'vitest';
import { exportedAnalysis } from '../../../tests/support/exported-analysis.ts';
import type { RequestContext } from '../lib/context.ts';
import { addAnalysisExport } from './analysis-export.ts';

const context: RequestContext = { actor: null, sessionId: null, requestId: 'request-1', ip: '192.0.2.1' };

async function get(format: string, headers: Record<string, string> = {}, projectName = 'shop/front') {
  const app = fastify();
  const asked: unknown[] = [];
  const exported = async (given: RequestContext, id: string) => {
    asked.push([given, id]);
    return { ...exportedAnalysis(), projectName };
  };
  addAnalysisExport(app, {
    projects: { exported },
    contextOf: async () => context,
    publicUrl: 'https://backline.example',
  });
  const response = await app.inject({ url: `/exports/analyses/analysis-1/${format}`, headers });
  return { response, asked };
}

describe('the export of an analysis', () => {
  it.each([
    ['sarif', 'application/sarif+json; charset=utf-8', 'shop-front.sarif', '"version": "2.1.0"'],
    [
      'cyclonedx',
      'application/vnd.cyclonedx+json; version="1.6"; charset=utf-8',
      'shop-front.cdx.json',
      '"specVersion": "1.6"',
    ],
    ['findings.csv', 'text/csv; charset=utf-8; header=present', 'shop-front-findings.csv', 'remediationVersion'],
    ['dependencies.csv', 'text/csv; charset=utf-8; header=present', 'shop-front-dependencies.csv', 'requirement'],
  ])('is a file: %s', async (format, contentType, fileName, part) => {
    const { response, asked } = await get(format);
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': contentType,
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
    });
    expect(response.body).toContain(part);
    expect(asked).toEqual([[context, 'analysis-1']]);
  });

  it.each([
    ['from a page of another site', { origin: 'https://other.example' }],
    ['through a link on one', { 'sec-fetch-site': 'cross-site' }],
  ])('is refused when asked for %s', async (_how, headers) => {
    const { response, asked } = await get('sarif', headers);
    expect(response.statusCode).toBe(500);
    expect(response.json()).toMatchObject({ message: expect.stringContaining('another site') as string });
    expect(asked).toEqual([]);
  });

  it('has a name that fits into a header, whatever the project is called', async () => {
    const { response } = await get('sarif', {}, '"\r\nset-cookie: a=b; 🛒');
    expect(response.headers['content-disposition']).toBe('attachment; filename="set-cookie-a-b.sarif"');
    expect((await get('sarif', {}, '🛒')).response.headers['content-disposition']).toBe('attachment; filename="project.sarif"'); // prettier-ignore
  });
});

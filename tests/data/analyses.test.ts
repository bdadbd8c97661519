/** Real projects against real advisories: what an analysis finds, proposes and proves is so when it is found out in another way. */

import { expect, it } from 'vitest';
import { AdvisoryIndexBuilder, readRecord } from '../../server/src/advisories/index.ts';
import { type AnalysisResult, ProjectAnalyzer, readProject } from '../../server/src/features/projects/index.ts';
import { runInSlices } from '../../server/src/lib/in-slices.ts';
import { ANALYSIS_CLOCK, analysisConnection, analysisConnector } from '../support/analysis-connection.ts';
import { AnalysisJudge, READING_LIMITS } from './analysis-judge.ts';
import { PatchFolder } from './applied-patches.ts';
import { BruteForce } from './brute-force.ts';
import { OfferedWorld, PACKAGE_TYPES } from './offered-world.ts';
import { dataFiles, dataText, describeWithData, filesBelow, tally } from './reference-data.ts';

const WORLDS = [
  { title: 'with fixed versions', offersFixes: true, tellsRequirements: true },
  { title: 'with fixed versions, needs untold', offersFixes: true, tellsRequirements: false },
  { title: 'without fixed versions', offersFixes: false, tellsRequirements: true },
] as const;

const FORMATS = ['npm', 'pypi', 'go', 'nuget'];

describeWithData('real projects, analysed', () => {
  const texts = FORMATS.flatMap((format) => dataFiles(`data/advisories/${format}`).map(dataText));
  const records = texts.flatMap((text) => readRecord(text).record ?? []).filter(({ withdrawn }) => withdrawn === null);
  const bruteForce = new BruteForce(texts);
  const projects = FORMATS.flatMap((format) => dataFiles(`data/projects/${format}`)).map((folder) => {
    const files = filesBelow(folder).map((path) => ({ path, content: dataText(`${folder}/${path}`) }));
    return { title: folder.split('/').slice(-2).join('/'), files, reading: readProject(files, READING_LIMITS) };
  });

  for (const { title: worldTitle, ...options } of WORLDS) {
    const world = new OfferedWorld(
      projects.map(({ reading }) => reading),
      records,
      options,
    );
    for (const { title, files } of projects) {
      it(`${title}, ${worldTitle}`, { timeout: 900_000 }, async ({ annotate }) => {
        const folder = new PatchFolder(files);
        try {
          const beganAt = performance.now();
          const result = await (
            await analyzerOf(world)
          ).analyze(
            { organizationId: 'organization', connection: CONNECTION, files },
            { signal: new AbortController().signal, onProgress: () => undefined },
          );
          await annotate(`${Math.round(performance.now() - beganAt)} ms: ${figuresOf(result)}`);
          const problems = new AnalysisJudge(files, result, world, bruteForce, folder).judge();
          expect(problems).toEqual([]);
        } finally {
          folder.remove();
        }
      });
    }
  }

  async function analyzerOf(world: OfferedWorld): Promise<ProjectAnalyzer> {
    const builder = new AdvisoryIndexBuilder();
    for (const record of records) builder.add(record);
    const index = await runInSlices(builder.build());
    const data = { importId: '1', importedAt: new Date(0), newestModified: null, advisoryCount: records.length };
    return new ProjectAnalyzer({
      ...world.parts(),
      advisories: {
        load: () => Promise.resolve({ data, index }),
        records: (ids) => Promise.resolve(records.filter(({ id }) => ids.includes(id))),
      },
      connector: analysisConnector(),
      clock: ANALYSIS_CLOCK,
      whyUnused: () => null,
    });
  }
});

const CONNECTION = analysisConnection(
  PACKAGE_TYPES.map((packageType) => ({ id: packageType.toLowerCase(), packageType })),
);

function figuresOf({ dependencies, findings, proposals, combined }: AnalysisResult): string {
  const blocked = findings.flatMap(({ blockedBy }) => blockedBy?.causes[0]?.code ?? []);
  const held = proposals.filter(({ proof }) => proof.status === 'HOLDS').length;
  const proposed = new Set(proposals.flatMap(({ findings: ids }) => ids)).size;
  return [
    `${dependencies.length} dependencies`,
    `${findings.length} findings`,
    `${findings.filter(({ remediationVersion }) => remediationVersion !== null).length} with remediation`,
    `${proposed} with proposal`,
    `${proposals.length} proposals, ${held} held`,
    combined ? `all ${combined.proof.status}, ${combined.remaining.length} remain` : 'none together',
    `blocked ${tally(blocked)}`,
  ].join(', ');
}

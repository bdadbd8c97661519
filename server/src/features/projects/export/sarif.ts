/** An analysis as SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html */

import { createHash } from 'node:crypto';
import type { Place } from '../../../package-types/index.ts';
import { leastScoreOf, moreSevere, type Severity } from '../../../advisories/index.ts';
import type { AnalyzedDependency, Finding } from '../analysis/result.ts';
import { advisoryPage } from './advisory-page.ts';
import { findingsOf, TOOL_NAME, type ExportedAnalysis } from './exported-analysis.ts';
import { packageUrl } from './package-url.ts';
import { remedyOf } from './remedy.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
/** What stands for the project's root, relative to which places are given. */
const ROOT = '%SRCROOT%';

/** One run with a rule for each advisory and a result for each finding. */
export function toSarif(analysis: ExportedAnalysis): string {
  const { projectName, analysisId, finishedAt, toolVersion } = analysis;
  const found = findingsOf(analysis);
  const findingsByAdvisory = Map.groupBy(found, ({ finding }) => finding.advisoryId);
  const places = new Map([...findingsByAdvisory.keys()].map((id, place) => [id, place]));
  const run = {
    tool: {
      driver: {
        name: TOOL_NAME,
        version: toolVersion,
        rules: [...findingsByAdvisory.values()].map((all) => ruleOf(all.map(({ finding }) => finding))),
      },
    },
    automationDetails: { id: `${projectName.replaceAll('/', '-')}/${analysisId}` },
    originalUriBaseIds: { [ROOT]: { description: { text: "The project's root." } } },
    invocations: [
      {
        executionSuccessful: true,
        endTimeUtc: finishedAt.toISOString(),
        toolExecutionNotifications: notificationsOf(analysis),
      },
    ],
    columnKind: 'utf16CodeUnits',
    properties: { project: projectName, integration: analysis.integrationName },
    results: found.map(({ finding, dependency }) =>
      resultOf(finding, dependency, places.get(finding.advisoryId) ?? -1, analysis),
    ),
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function ruleOf(findings: readonly Finding[]) {
  const { advisoryId, aliases, summary } = findings[0] as Finding;
  const severity = findings.map((finding) => finding.severity).reduce(moreSevere, null);
  const page = [advisoryId, ...aliases].map((id) => advisoryPage(id)).find((candidate) => candidate !== null);
  return {
    id: advisoryId,
    shortDescription: { text: escaped(summary || advisoryId) },
    fullDescription: { text: escaped([summary, aliases.join(', ')].filter(Boolean).join(' ') || advisoryId) },
    ...(page && { helpUri: page.url }),
    defaultConfiguration: { level: levelOf(severity) },
    properties: {
      tags: ['security', 'vulnerability', ...aliases],
      ...(severity && { 'security-severity': leastScoreOf(severity).toFixed(1) }),
    },
  };
}

function resultOf(finding: Finding, dependency: AnalyzedDependency, ruleIndex: number, analysis: ExportedAnalysis) {
  const [first, ...others] = dependency.places;
  const url = packageUrl(dependency);
  return {
    ruleId: finding.advisoryId,
    ruleIndex,
    level: levelOf(finding.severity),
    message: { text: escaped(messageOf(finding, dependency, analysis)) },
    locations: first ? [{ physicalLocation: physicalLocation(first) }] : [],
    ...(others.length > 0 && {
      relatedLocations: others.map((place, index) => ({ id: index + 1, physicalLocation: physicalLocation(place) })),
    }),
    partialFingerprints: { 'dependencyAdvisory/v1': fingerprintOf(finding, dependency) },
    properties: { ...(url !== null && { package: url }), way: dependency.way, fixedVersions: finding.fixedVersions },
  };
}

function messageOf(finding: Finding, dependency: AnalyzedDependency, { result }: ExportedAnalysis): string {
  const { advisoryId, summary } = finding;
  const way = dependency.way.length > 1 ? ` It comes in through ${dependency.way.slice(0, -1).join(' > ')}.` : '';
  const subject = `${dependency.name}${dependency.version === null ? '' : ` ${dependency.version}`}`;
  const what = `${subject} is affected by ${advisoryId}${summary ? `: ${summary.replace(/[.\s]+$/u, '')}` : ''}.`;
  return `${what}${way} ${remedyOf(finding, dependency, result.proposals)}`;
}

/** What could not be read or judged, so that nobody takes silence for health. */
function notificationsOf({ result }: ExportedAnalysis) {
  const unread = result.files.flatMap(({ path, problem }) =>
    problem
      ? [
          {
            level: 'error',
            message: { text: escaped(problem.reason) },
            locations: [{ physicalLocation: physicalLocation({ path, line: problem.line ?? 1 }) }],
          },
        ]
      : [],
  );
  return [...unread, ...result.unchecked.map((text) => ({ level: 'warning', message: { text: escaped(text) } }))];
}

function physicalLocation({ path, line }: Place) {
  const uri = path.split('/').map(encodeURIComponent).join('/');
  return { artifactLocation: { uri, uriBaseId: ROOT }, region: { startLine: Math.max(1, line) } };
}

/** Stays the same while lines move, so that a viewer knows a result again. */
function fingerprintOf({ advisoryId }: Finding, { packageType, name, version, places }: AnalyzedDependency): string {
  const parts = [advisoryId, packageType, name, version, places[0]?.path ?? null];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function levelOf(severity: Severity | null): 'error' | 'warning' | 'note' {
  if (!severity || severity.rating === 'MEDIUM') return 'warning';
  return severity.rating === 'CRITICAL' || severity.rating === 'HIGH' ? 'error' : 'note';
}

/** In messages, braces stand for placeholders (3.11.5), and a bracket before a parenthesis makes a link (3.11.6). */
function escaped(text: string): string {
  return text.replace(/[{}]/gu, '$&$&').replaceAll('](', '] (');
}

/** An analysis as a CycloneDX 1.6 bill of materials with its vulnerabilities: https://cyclonedx.org/docs/1.6/json/ */

import {
  ComponentScope,
  ComponentType,
  LifecyclePhase,
  Vulnerability as Words,
} from '@cyclonedx/cyclonedx-library/Enums';
import { Bom, Component, Property, Vulnerability as Models } from '@cyclonedx/cyclonedx-library/Models';
import { JSON as Json, JsonSerializer } from '@cyclonedx/cyclonedx-library/Serialize';
import { Spec1dot6 } from '@cyclonedx/cyclonedx-library/Spec';
import type { Severity, SeverityRating } from '../../../advisories/index.ts';
import type { AnalyzedDependency, Finding } from '../analysis/result.ts';
import { advisoryPage } from './advisory-page.ts';
import { findingsOf, TOOL_NAME, type ExportedAnalysis } from './exported-analysis.ts';
import { packageUrl } from './package-url.ts';
import { remedyOf } from './remedy.ts';

/** One component for each version of a package, however many lockfiles hold it. */
export function toCycloneDx(analysis: ExportedAnalysis): string {
  const { projectName, analysisId, finishedAt, toolVersion } = analysis;
  const bom = new Bom({ serialNumber: `urn:uuid:${analysisId}` });
  const project = new Component(ComponentType.Application, projectName, { bomRef: 'project' });
  bom.metadata.timestamp = finishedAt;
  bom.metadata.lifecycles.add(LifecyclePhase.PreBuild);
  bom.metadata.tools.components.add(new Component(ComponentType.Application, TOOL_NAME, { version: toolVersion }));
  bom.metadata.component = project;
  bom.metadata.properties.add(new Property('backline:integration', analysis.integrationName));
  const components = componentsOf(analysis.result.dependencies);
  for (const component of components.values()) bom.components.add(component);
  connect(project, analysis.result.dependencies, components);
  for (const vulnerability of vulnerabilitiesOf(analysis, components)) bom.vulnerabilities.add(vulnerability);
  const serializer = new JsonSerializer(new Json.Normalize.Factory(Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

/** By id of the dependency. */
function componentsOf(dependencies: readonly AnalyzedDependency[]): Map<number, Component> {
  const byId = new Map<number, Component>();
  const references = dependencies.map((dependency) => packageUrl(dependency) ?? `dependency-${dependency.id}`);
  const groups = Map.groupBy(dependencies.keys(), (place) => references[place] as string);
  for (const [reference, places] of groups) {
    const same = places.map((place) => dependencies[place] as AnalyzedDependency);
    const component = componentOf(reference, same as [AnalyzedDependency, ...AnalyzedDependency[]]);
    for (const { id } of same) byId.set(id, component);
  }
  return byId;
}

function componentOf(bomRef: string, same: [AnalyzedDependency, ...AnalyzedDependency[]]): Component {
  const [{ packageType, name, version, source, origin, available }] = same;
  const slash = packageType === 'NPM' && name.startsWith('@') ? name.indexOf('/') : -1;
  const isDevelopment = same.every((dependency) => dependency.isDevelopment);
  const component = new Component(ComponentType.Library, name.slice(slash + 1), {
    bomRef,
    // Excluded from what runs, as the specification has it for what only development and tests need.
    scope: isDevelopment ? ComponentScope.Excluded : ComponentScope.Required,
    ...(slash > 0 && { group: name.slice(0, slash) }),
    ...(version !== null && { version }),
    ...(source === 'registry' && bomRef.startsWith('pkg:') && { purl: bomRef }),
  });
  const facts = { source, origin, available: available === null ? 'unknown' : String(available) };
  for (const [fact, value] of Object.entries(facts)) component.properties.add(new Property(`backline:${fact}`, value));
  const places = same.flatMap((dependency) => dependency.places.map(({ path, line }) => `${path}:${line}`));
  for (const place of new Set(places)) component.properties.add(new Property('backline:place', place));
  return component;
}

/** Who asks for whom. */
function connect(project: Component, dependencies: readonly AnalyzedDependency[], components: Map<number, Component>) {
  for (const { id, isDirect, requires = [] } of dependencies) {
    const component = components.get(id);
    if (!component) continue;
    if (isDirect) project.dependencies.add(component.bomRef);
    for (const required of requires) {
      const other = components.get(required);
      if (other && other !== component) component.dependencies.add(other.bomRef);
    }
  }
}

function vulnerabilitiesOf(analysis: ExportedAnalysis, components: Map<number, Component>): Models.Vulnerability[] {
  const groups = Map.groupBy(findingsOf(analysis), ({ finding }) => finding.advisoryId);
  return [...groups].map(([id, found]) => {
    const [{ finding }] = found as [(typeof found)[number]];
    const vulnerability = new Models.Vulnerability({ bomRef: `advisory-${id}`, id, description: finding.summary });
    const page = advisoryPage(id);
    if (page) {
      vulnerability.source = new Models.Source({ name: page.database, url: page.url });
      vulnerability.advisories.add(new Models.Advisory(page.url));
    }
    for (const alias of finding.aliases) {
      const known = advisoryPage(alias);
      if (known) vulnerability.references.add(new Models.Reference(alias, new Models.Source({ name: known.database, url: known.url }))); // prettier-ignore
    }
    for (const rating of ratingsOf(found.map((one) => one.finding))) vulnerability.ratings.add(rating);
    const remedies = found.map((one) => remedyOf(one.finding, one.dependency, analysis.result.proposals));
    vulnerability.recommendation = [...new Set(remedies)].join('\n');
    const affected = new Map(found.flatMap(({ dependency }) => {
      const component = components.get(dependency.id);
      return component ? [[component, dependency.version] as const] : [];
    })); // prettier-ignore
    for (const [component, version] of affected) vulnerability.affects.add(affectOf(component, version));
    return vulnerability;
  });
}

function affectOf(component: Component, version: string | null): Models.Affect {
  const affect = new Models.Affect(component.bomRef);
  const status = Words.AffectStatus.Affected;
  if (version !== null) affect.versions.add(new Models.AffectedSingleVersion(version, { status }));
  return affect;
}

/** Each severity once; an advisory may rate its packages differently. */
function ratingsOf(findings: readonly Finding[]): Models.Rating[] {
  const severities = new Map(findings.map(({ severity }) => [JSON.stringify(severity), severity]));
  return [...severities.values()].map((severity) => {
    if (!severity) return new Models.Rating({ severity: Words.Severity.Unknown });
    const { rating, score, vector } = severity;
    const method = methodOf(severity);
    return new Models.Rating({
      severity: WORDS[rating],
      ...(score !== null && { score }),
      ...(vector !== null && { vector }),
      ...(method && { method }),
    });
  });
}

const WORDS: Record<SeverityRating, Words.Severity> = {
  CRITICAL: Words.Severity.Critical,
  HIGH: Words.Severity.High,
  MEDIUM: Words.Severity.Medium,
  LOW: Words.Severity.Low,
  NONE: Words.Severity.None,
};

function methodOf({ vector }: Severity): Words.RatingMethod | null {
  if (vector?.startsWith('CVSS:4.0/')) return Words.RatingMethod.CVSSv4;
  if (vector?.startsWith('CVSS:3.1/')) return Words.RatingMethod.CVSSv31;
  return vector?.startsWith('CVSS:3.0/') ? Words.RatingMethod.CVSSv3 : null;
}

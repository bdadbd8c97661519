import { yamlScalar } from '../yaml-scalar.ts';
import { pairOf, type PnpmRegion } from './lines.ts';

const SECTIONS = /^(?:dependencies|devDependencies|optionalDependencies)$/;

/** A line of `importers`, `catalogs` or, where there is one project alone, of the sections on top. */
export interface ReferenceLine {
  /** `.` and the folders of a workspace; the name of a catalog. */
  group: string;
  name: string;
  member: 'specifier' | 'version';
  value: string;
  region: PnpmRegion;
  index: number;
}

/** What the packages of the project ask for and got. */
export function referenceLines(regions: readonly PnpmRegion[]): ReferenceLine[] {
  return regions.flatMap((region) => {
    if (region.key === 'importers') return linesIn(region, 2, true);
    if (region.key === 'catalogs') return linesIn(region, 2, false);
    return SECTIONS.test(region.key) ? linesIn(region, 0, false) : [];
  });
}

/** `groupIndent` is 0 where the region itself is the group. */
function linesIn(region: PnpmRegion, groupIndent: number, hasSections: boolean): ReferenceLine[] {
  const found: ReferenceLine[] = [];
  const nameIndent = groupIndent + (hasSections ? 4 : 2);
  let [group, name] = ['.', ''];
  for (const [index, line] of region.lines.entries()) {
    const pair = pairOf(line);
    if (!pair) continue;
    const indent = line.length - line.trimStart().length;
    if (indent === groupIndent && groupIndent > 0) [group] = pair;
    else if (indent === nameIndent) [name] = pair;
    else if (indent === nameIndent + 2 && (pair[0] === 'specifier' || pair[0] === 'version')) {
      found.push({ group, name, member: pair[0], value: pair[1], region, index });
    }
  }
  return found;
}

export function setReference(reference: ReferenceLine, value: string): void {
  const { region, index, member } = reference;
  const line = region.lines[index] ?? '';
  const start = line.slice(0, line.indexOf(`${member}:`) + member.length + 1);
  region.lines[index] = `${start} ${yamlScalar(value)}`;
  reference.value = value;
}

/** `name@version` where it stands for itself, in keys, in peers behind versions, and as what an alias leads to. */
export function tokenOf(name: string, version: string): RegExp {
  return new RegExp(`(?<=^|[\\s('"]|[\\s('"]/)${escaped(name)}@${escaped(version)}(?=[()'":\\s]|$)`, 'g');
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

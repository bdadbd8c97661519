import { Random } from './random.ts';
import { PACKAGE_COUNT, packageName } from './shapes.ts';

/** OSV records in the mix of the public databases: most of npm, most of one package, a vector for nearly all. */

const ECOSYSTEMS = [
  { upTo: 0.6, ecosystem: 'npm', type: 'SEMVER', name: (word: string) => word },
  { upTo: 0.85, ecosystem: 'PyPI', type: 'ECOSYSTEM', name: (word: string) => word },
  { upTo: 0.95, ecosystem: 'Go', type: 'SEMVER', name: (word: string) => `go.bench.example/${word}` },
  { upTo: 1, ecosystem: 'NuGet', type: 'ECOSYSTEM', name: (word: string) => `Bench.${word}` },
] as const;

/** What stands in the way of reading a record is mostly its text. */
const DETAILS = 'What is sent by a stranger is taken for what it says it is, and that is not always so. '.repeat(12);

export interface WorkloadAdvisory {
  id: string;
  text: string;
}

/** Records of packages of their own, two to a package; the same ones in every run, and the first ones of more are those of fewer. */
export function* advisories(count: number): Generator<WorkloadAdvisory> {
  const random = new Random(7);
  for (let index = 0; index < count; index += 1) yield advisory(index, packageOf(random, index >> 1), random);
}

/** Records of packages that the project of the workload depends on, so that some of them affect it. */
export function* advisoriesOfProject(count: number): Generator<WorkloadAdvisory> {
  const random = new Random(11);
  for (let index = 0; index < count; index += 1) {
    yield advisory(1_000_000 + index, { ecosystem: 'npm', type: 'SEMVER', name: packageName(random.below(PACKAGE_COUNT)) }, random); // prettier-ignore
  }
}

/** Which packages of the workload are vulnerable in the rows that remedy them. */
export const VULNERABLE = Array.from({ length: 60 }, (_, place) => place * (PACKAGE_COUNT / 60));

/** One record for each of them: everything before `fixed(index)` is affected. */
export function* advisoriesToRemedy(fixed: (index: number) => string): Generator<WorkloadAdvisory> {
  const random = new Random(13);
  for (const index of VULNERABLE) {
    const events: Event[] = [{ introduced: '0' }, { fixed: fixed(index) }];
    yield record(2_000_000 + index, { ecosystem: 'npm', type: 'SEMVER', name: packageName(index) }, [events], random);
  }
}

/** The same as npm's audit endpoint tells them. */
export function auditAdvisories(fixed: (index: number) => string): Record<string, unknown[]> {
  return Object.fromEntries(
    [...advisoriesToRemedy(fixed)].map(({ id }, place) => {
      const index = VULNERABLE[place] ?? 0;
      const advisory = {
        id: index + 1,
        url: `https://github.com/advisories/${id}`,
        title: `${packageName(index)} takes the word of strangers`,
        severity: 'high',
        vulnerable_versions: `<${fixed(index)}`,
        cwe: ['CWE-20'],
        cvss: { score: 7.5, vectorString: null },
      };
      return [packageName(index), [advisory]];
    }),
  );
}

type Event = Record<string, string>;

interface Package {
  ecosystem: string;
  type: string;
  name: string;
}

function packageOf(random: Random, number: number): Package {
  const share = random.next();
  const { ecosystem, type, name } = ECOSYSTEMS.find(({ upTo }) => share < upTo) ?? ECOSYSTEMS[0];
  return { ecosystem, type, name: name(`lib-${number.toString(36)}`) };
}

function advisory(index: number, pkg: Package, random: Random): WorkloadAdvisory {
  const ranges = Array.from({ length: random.next() < 0.8 ? 1 : 3 }, (_, place): Event[] => {
    const major = place * 3 + random.below(3);
    const introduced = place === 0 && random.next() < 0.7 ? '0' : `${major}.${random.below(5)}.0`;
    const end = `${major + 1}.${random.below(20)}.${random.below(30)}`;
    return [{ introduced }, random.next() < 0.9 ? { fixed: end } : { last_affected: end }];
  });
  return record(index, pkg, ranges, random);
}

function record(
  index: number,
  { ecosystem, type, name }: Package,
  ranges: Event[][],
  random: Random,
): WorkloadAdvisory {
  const id = `GHSA-${wordOf(index, 0)}-${wordOf(index, 1)}-${wordOf(index, 2)}`;
  const modified = new Date(Date.UTC(2020, 0, 1) + random.below(2_000) * 86_400_000).toISOString();
  const text = JSON.stringify({
    schema_version: '1.7.0',
    id,
    modified,
    published: modified,
    aliases: [`CVE-${2_015 + (index % 12)}-${10_000 + index}`],
    summary: `${name} takes the word of strangers`,
    details: DETAILS,
    severity: [{ type: 'CVSS_V3', score: vectorOf(random) }],
    affected: [{ package: { ecosystem, name }, ranges: ranges.map((events) => ({ type, events })) }],
    references: [{ type: 'WEB', url: `https://advisories.bench.example/${id}` }],
    database_specific: { cwe_ids: ['CWE-20'], github_reviewed: true },
  });
  return { id, text };
}

const LETTERS = '23456789cfghjmpqrvwx';

/** Four letters, another word for each place of an id. */
function wordOf(index: number, place: number): string {
  const mixed = Math.imul(index + 1, [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35][place] as number) >>> 0;
  return [0, 1, 2, 3].map((at) => LETTERS[Math.floor(mixed / 20 ** at) % 20]).join('');
}

function vectorOf(random: Random): string {
  const impact = () => random.pick(['N', 'L', 'H']);
  return `CVSS:3.1/AV:${random.pick(['N', 'A', 'L', 'P'])}/AC:${random.pick(['L', 'H'])}/PR:${random.pick(['N', 'L', 'H'])}/UI:${random.pick(['N', 'R'])}/S:${random.pick(['U', 'C'])}/C:${impact()}/I:${impact()}/A:${impact()}`;
}

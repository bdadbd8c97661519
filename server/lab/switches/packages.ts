import type { VersionStatus } from '../registries/registry.ts';
import { changeRepositories, type Switch } from './switch.ts';

const greeting = ['npm:@acme/greeting', 'pypi:acme-greeting', 'nuget:Acme.Greeting'];
const currentStrings = ['npm:@acme/strings@1.2.0', 'pypi:acme-strings@1.2.0', 'nuget:Acme.Strings@1.2.0'];
const upstream = ['npm:semver', 'npm:ms', 'pypi:tiny-colours', 'nuget:Tiny.Colours'];

/** What can be wrong with single packages while the repository works. */
export const packageSwitches: readonly Switch[] = [
  {
    id: 'package_not_found',
    group: 'packages',
    title: 'A package is gone',
    effect: `${greeting.join(', ')} are in no repository.`,
    cause: 'package_not_found',
    apply: changeRepositories((repository) => {
      repository.missing.push(...greeting);
    }),
  },
  {
    id: 'external_connection_missing',
    group: 'packages',
    title: 'No external connection',
    effect: 'The upstream repositories have lost their connections, so only own packages are there.',
    cause: 'external_connection_missing',
    apply: changeRepositories((repository) => {
      repository.externalConnection = null;
    }),
  },
  {
    id: 'origin_control_upstream_block',
    group: 'packages',
    title: 'Origin controls block upstream versions',
    effect: `${upstream.join(', ')} may not be taken from upstream.`,
    cause: 'origin_control_upstream_block',
    apply: changeRepositories((repository) => {
      repository.upstreamBlocked.push(...upstream);
    }),
  },
  {
    id: 'version_unlisted',
    group: 'packages',
    title: 'The newest version is unlisted',
    effect: `${currentStrings.join(', ')} are in no list but can be downloaded.`,
    cause: 'version_unlisted',
    apply: changeRepositories(({ states }) => setAll(states, 'Unlisted')),
  },
  {
    id: 'version_archived',
    group: 'packages',
    title: 'The newest version is archived',
    effect: `${currentStrings.join(', ')} are in no list and cannot be downloaded.`,
    cause: 'version_archived',
    apply: changeRepositories(({ states }) => setAll(states, 'Archived')),
  },
  {
    id: 'go_served_as_claimed',
    group: 'packages',
    title: 'Go as the product page claims',
    effect: "/go/<repository>/ answers as a Go module proxy. AWS's own documents know no such format.",
    cause: null,
    apply: (world) => {
      world.settings.servesGo = true;
    },
  },
];

function setAll(states: Record<string, VersionStatus>, status: VersionStatus): void {
  for (const version of currentStrings) states[version] = status;
}

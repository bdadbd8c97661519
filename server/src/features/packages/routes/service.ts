import {
  checkRoutes,
  packageTypeDefinition,
  repositoriesFor,
  type PackageType,
  type UserError,
} from '@backline/shared';
import type { RequestContext } from '../../../lib/context.ts';
import { InvalidInput } from '../../../lib/errors.ts';
import { packageTypePlug } from '../../../package-types/index.ts';
import { authorize } from '../../identity/index.ts';
import type { Integrations } from '../../integrations/index.ts';

const MOST_REPOSITORIES = 50;

export interface RoutedInput {
  packageType: PackageType;
  url: string;
  routes?: string[] | null | undefined;
}

export interface PackageRoute {
  name: string;
  /** Null where no route claims the name. */
  route: string | null;
  /** Asked in this order. */
  repositoryUrls: string[];
  reason: string;
  problems: UserError[];
}

/** Which repository serves a name: for a saved integration, or for what somebody is still typing. */
export class PackageRoutes {
  constructor(private readonly integrations: Pick<Integrations, 'connection'>) {}

  /** `repositories` take the place of those saved. Needs packages:read. Throws InvalidInput and NotFound. */
  async preview(
    context: RequestContext,
    integrationId: string | null | undefined,
    packageType: PackageType,
    text: string,
    repositories: RoutedInput[] | null | undefined,
  ): Promise<PackageRoute> {
    const { organizationId } = authorize(context.actor, 'packages:read');
    if (!integrationId && !repositories) throw new InvalidInput('Name an integration, or give the repositories.');
    const saved = integrationId ? await this.integrations.connection(organizationId, integrationId) : null;
    const candidates: readonly RoutedInput[] = repositories ?? saved?.repositories ?? [];
    if (candidates.length > MOST_REPOSITORIES) {
      throw new InvalidInput(`An integration has at most ${MOST_REPOSITORIES} repositories.`);
    }
    const reading = packageTypePlug(packageType).names.read(text);
    if ('problem' in reading) throw new InvalidInput(reading.problem);
    const { name } = reading;
    const served = repositoriesFor(candidates, packageType, name);
    return {
      name,
      route: served.route,
      repositoryUrls: served.repositories.map(({ url }) => url),
      reason: reasonFor(served, packageType, name),
      problems: checkRoutes(candidates),
    };
  }
}

function reasonFor(
  { repositories, route }: { repositories: RoutedInput[]; route: string | null },
  packageType: PackageType,
  name: string,
): string {
  const { label } = packageTypeDefinition(packageType);
  if (route !== null) return `The route ${route} claims ${name} for this repository alone.`;
  if (repositories.length === 0) return `There is no ${label} repository, so nothing serves ${name}.`;
  if ((repositories[0]?.routes?.length ?? 0) > 0) {
    return `No route claims ${name}, and every ${label} repository has routes, so all of them are asked.`;
  }
  if (repositories.length === 1) return `No route claims ${name}, so the ${label} repository without routes serves it.`;
  return `No route claims ${name}, so the ${label} repositories without routes are asked in this order.`;
}

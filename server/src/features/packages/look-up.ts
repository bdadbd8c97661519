/** Asks the repositories of an integration for one package, all at once; what one of them cannot answer does not hide the others. */

import type { PackageListing, PackageTypePlug } from '../../package-types/index.ts';
import type { Repository, SavedConnection } from '../integrations/index.ts';
import type { RepositoryAnswer, RepositoryReader } from './repository-reader.ts';

export class PackageLookUp {
  constructor(private readonly reader: Pick<RepositoryReader, 'open' | 'listing'>) {}

  /** In the order of `repositories`. `name` is normalised. Rejects only for defects of our own. */
  ask(
    organizationId: string,
    connection: SavedConnection,
    repositories: readonly Repository[],
    plug: PackageTypePlug,
    name: string,
  ): Promise<RepositoryAnswer<PackageListing>[]> {
    return Promise.all(
      repositories.map((repository) =>
        this.reader.listing(this.reader.open(organizationId, connection, repository, plug), name),
      ),
    );
  }
}

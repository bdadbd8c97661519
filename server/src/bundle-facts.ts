/** What this installation is, as support bundles tell it. No value of a setting that could be a secret or name a person. */

import { createHash } from 'node:crypto';
import type { GraphQLSchema } from 'graphql';
import { migrations } from '../../migrations/index.ts';
import manifest from '../../package.json' with { type: 'json' };
import type { Environment } from './env.ts';
import type { BundleFacts } from './features/support/index.ts';
import { schemaText } from './graphql/schema-text.ts';

export function bundleFacts(environment: Environment, schema: GraphQLSchema): BundleFacts {
  return {
    versions: {
      product: manifest.version,
      // Enough to tell which schema.graphql it is; sha256sum of that file begins so.
      schema: createHash('sha256').update(schemaText(schema)).digest('hex').slice(0, 12),
      database: migrations.at(-1)?.name ?? 'none',
      node: process.version,
    },
    environment: {
      operatingSystem: `${process.platform} ${process.arch}`,
      region: environment.AWS_REGION,
      platformRoleArn: environment.PLATFORM_ROLE_ARN,
      hasOwnStsEndpoint: environment.AWS_ENDPOINT_URL_STS !== undefined,
      hasOwnCodeArtifactEndpoint: environment.AWS_ENDPOINT_URL_CODEARTIFACT !== undefined,
      hasProxy: environment.HTTPS_PROXY !== undefined,
      hasExtraCertificateAuthorities: environment.NODE_EXTRA_CA_CERTS !== undefined,
    },
  };
}

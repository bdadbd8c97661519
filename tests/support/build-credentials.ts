/** Credentials for a build as the API issues them, for tests that use them. */

import type { PackageType } from '@backline/shared';
import { answerOf, type UserErrorAnswer } from './code-artifact.ts';
import type { Product } from './product.ts';

export interface IssuedCredentials {
  expiresAt: string;
  files: { path: string; content: string; client: string; purpose: string }[];
  environment: { name: string; value: string }[];
}

const ISSUE = `mutation ($input: BuildCredentialsInput!) {
  issueBuildCredentials(input: $input) {
    credentials { expiresAt files { path content client purpose } environment { name value } }
    userErrors { field code message suggestion }
  }
}`;

/** Issues credentials that must come about. @throws Error with the refusal. */
export async function issueBuildCredentials(
  product: Pick<Product, 'graphql'>,
  integrationId: string,
  packageType: PackageType,
): Promise<IssuedCredentials> {
  const reply = await product.graphql(ISSUE, { input: { integrationId, packageType } });
  const { credentials, userErrors } = answerOf<{
    credentials: IssuedCredentials | null;
    userErrors: UserErrorAnswer[];
  }>(reply);
  if (!credentials) throw new Error(`Nothing was issued: ${JSON.stringify(userErrors)}`);
  return credentials;
}

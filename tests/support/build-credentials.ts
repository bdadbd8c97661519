/** Credentials for a build as the API issues them, for tests that use them. */

import type { PackageType } from '@backline/shared';
import { answerOf, type UserErrorAnswer } from './code-artifact.ts';
import type { Product } from './product.ts';

export interface IssuedCredentials {
  expiresAt: string;
  files: { path: string; content: string; client: string; purpose: string }[];
  environment: { name: string; value: string }[];
}

export interface IssueAnswer {
  credentials: IssuedCredentials | null;
  userErrors: UserErrorAnswer[];
}

export const ISSUE = `mutation ($input: BuildCredentialsInput!) {
  issueBuildCredentials(input: $input) {
    credentials { expiresAt files { path content client purpose } environment { name value } }
    userErrors { field code message suggestion }
  }
}`;

export async function issue(
  product: Pick<Product, 'graphql'>,
  integrationId: string,
  packageType: PackageType,
): Promise<IssueAnswer> {
  return answerOf(await product.graphql(ISSUE, { input: { integrationId, packageType } }));
}

/** Issues credentials that must come about. @throws Error with the refusal. */
export async function issueBuildCredentials(...parameters: Parameters<typeof issue>): Promise<IssuedCredentials> {
  const { credentials, userErrors } = await issue(...parameters);
  if (!credentials) throw new Error(`Nothing was issued: ${JSON.stringify(userErrors)}`);
  return credentials;
}

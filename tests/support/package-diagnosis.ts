/** The API's answer to why a package cannot be had, for tests. */

import type { Check } from '../../server/src/connectors/connector.ts';
import type { Diagnosis, Snippet } from '../../server/src/lib/diagnosis.ts';
import { answerOf, CHECK_FIELDS } from './code-artifact.ts';
import type { GraphqlReply, Product } from './product.ts';

export interface PackageDiagnosisAnswer {
  available: boolean;
  name: string;
  askedName: string;
  version: string | null;
  askedVersion: string | null;
  requestCount: number;
  durationMs: number;
  checks: Check[];
  diagnosis: Diagnosis | null;
  settledBy: { action: string; tells: string; statement: Snippet; command: Snippet }[];
}

export interface Question {
  integrationId: string;
  packageType: string;
  name: string;
  version?: string | null;
}

export const DIAGNOSE_PACKAGE = `query ($integrationId: ID!, $packageType: PackageType!, $name: String!, $version: String) {
  diagnosePackage(integrationId: $integrationId, packageType: $packageType, name: $name, version: $version) {
    available name askedName version askedVersion requestCount durationMs checks { ${CHECK_FIELDS} }
    diagnosis { category summary causes { code certainty side explanation steps documentationUrl snippet { language text } } }
    settledBy { action tells statement { language text } command { language text } } } }`;

export function askForDiagnosis(product: Pick<Product, 'graphql'>, question: Question): Promise<GraphqlReply> {
  return product.graphql(DIAGNOSE_PACKAGE, { ...question });
}

export async function diagnosePackage(
  product: Pick<Product, 'graphql'>,
  question: Question,
): Promise<PackageDiagnosisAnswer> {
  return answerOf(await askForDiagnosis(product, question));
}

/** Where a version is at hand but another repository lacks it, that repository's check says why. */
export function causesOf(answer: PackageDiagnosisAnswer): string[] {
  return answer.diagnosis?.causes.map(({ code, certainty }) => `${code} ${certainty}`) ?? [];
}

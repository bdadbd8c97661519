/**
 * The support bundle: what support needs to know of one integration, in one JSON file that holds no secret. The server
 * writes it, the console reads it. New members may come at any time, so readers ignore what they do not know; what would
 * mislead such a reader raises the version.
 */

import { packageTypes } from './package-types/index.ts';
import type { PackageType } from './package-types/index.ts';

export const SUPPORT_BUNDLE_FORMAT = 'backline-support-bundle';
/** Grows where a reader of the version before would misread a bundle; new members alone leave it. */
export const SUPPORT_BUNDLE_VERSION = 1;
/** Characters; a bundle of 20 reports of 50 failing repositories has less than half. */
export const LARGEST_SUPPORT_BUNDLE = 20_000_000;

export const BUNDLE_CHECK_STATUSES = ['PASSED', 'WARNING', 'FAILED', 'SKIPPED'] as const;
export type BundleCheckStatus = (typeof BUNDLE_CHECK_STATUSES)[number];

/** Times are ISO 8601 in UTC. */
export interface SupportBundle {
  format: typeof SUPPORT_BUNDLE_FORMAT;
  formatVersion: number;
  exportedAt: string;
  exportedBy: string;
  versions: { product: string; schema: string; database: string; node: string };
  environment: BundleEnvironment;
  organization: { id: string; name: string };
  integration: BundleIntegration;
  /** Null where the integration never was otherwise, and while its details are untested. */
  statusChange: BundleStatusChange | null;
  /** Newest first. */
  reports: BundleReport[];
  /** What people changed at the integration, newest first. */
  changes: BundleChange[];
}

export interface BundleEnvironment {
  operatingSystem: string;
  region: string;
  platformRoleArn: string;
  hasOwnStsEndpoint: boolean;
  hasOwnCodeArtifactEndpoint: boolean;
  hasProxy: boolean;
  hasExtraCertificateAuthorities: boolean;
}

export interface BundleIntegration {
  id: string;
  name: string;
  status: 'UNTESTED' | 'CONNECTED' | 'DEGRADED' | 'FAILING' | 'INSECURE';
  statusSince: string;
  accountId: string;
  /** Masked. */
  externalId: string;
  roleArn: string;
  version: number;
  createdAt: string;
  updatedAt: string;
  repositories: { packageType: PackageType; url: string; routes: string[] }[];
}

/** How it came from working to not working, or back. */
export interface BundleStatusChange {
  kind: 'FAILED' | 'RECOVERED';
  /** When the first report that shows it began. */
  since: string;
  /** The checks that make the difference. */
  turned: {
    code: string;
    label: string;
    repositoryUrl: string | null;
    before: BundleCheckStatus | null;
    after: BundleCheckStatus;
  }[];
  /** Settings that were changed in between, oldest first. */
  changes: {
    at: string;
    actor: string;
    setting: string;
    repositoryUrl: string | null;
    before: string | null;
    after: string | null;
    isPossibleCause: boolean;
  }[];
  /** Null where settings of that time were not kept. */
  nothingChangedHere: boolean | null;
}

export interface BundleReport {
  id: string;
  integrationVersion: number;
  status: BundleCheckStatus;
  startedAt: string;
  durationMs: number;
  requestedBy: string;
  checks: BundleCheck[];
}

export interface BundleCheck {
  code: string;
  status: BundleCheckStatus;
  label: string;
  repositoryUrl: string | null;
  domain: string | null;
  durationMs: number;
  evidence: BundleEvidence | null;
  diagnosis: BundleDiagnosis | null;
}

export interface BundleEvidence {
  httpStatus: number | null;
  errorCode: string | null;
  message: string | null;
  awsRequestId: string | null;
}

export interface BundleDiagnosis {
  category: string;
  summary: string;
  causes: BundleCause[];
}

export interface BundleCause {
  code: string;
  certainty: 'CERTAIN' | 'LIKELY' | 'POSSIBLE';
  side: 'CUSTOMER' | 'PLATFORM' | 'AWS';
  explanation: string;
  steps: string[];
  snippet: { language: string; text: string } | null;
  documentationUrl: string | null;
}

export interface BundleChange {
  at: string;
  actor: string;
  action: string;
  detail: string | null;
}

export type SupportBundleReading = { bundle: SupportBundle; problem: null } | { bundle: null; problem: string };

/** Reads a file that somebody handed over; never throws. A problem says what the file is not, and what to do. */
export function readSupportBundle(text: string): SupportBundleReading {
  if (text.length > LARGEST_SUPPORT_BUNDLE) return refuse('The file is larger than any support bundle.');
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return refuse('The file is not JSON. It may be cut off, or not a support bundle at all. Ask for it again.');
  }
  if (!isRecord(value) || value['format'] !== SUPPORT_BUNDLE_FORMAT) {
    return refuse(
      'The file is JSON, but no support bundle of Backline. One is exported on the page of an integration.',
    );
  }
  const version = value['formatVersion'];
  if (version !== SUPPORT_BUNDLE_VERSION) {
    const found = typeof version === 'number' ? `version ${version}` : 'no version that can be read';
    return refuse(`The bundle has ${found}; this console reads version ${SUPPORT_BUNDLE_VERSION}.`);
  }
  const place = misfit(value, BUNDLE, 'bundle');
  if (place) return refuse(`The bundle is damaged: ${place} is missing or not what it must be. Ask for it again.`);
  return { bundle: value as unknown as SupportBundle, problem: null };
}

function refuse(problem: string): SupportBundleReading {
  return { bundle: null, problem };
}

/** What a value must be; a function judges a single value, an object its members, an array all its entries. */
type Shape = ((value: unknown) => boolean) | readonly [Shape] | { readonly [member: string]: Shape } | Nullable;
class Nullable {
  constructor(readonly shape: Shape) {}
}

const text = (value: unknown) => typeof value === 'string';
const amount = (value: unknown) => typeof value === 'number' && Number.isFinite(value);
const yesOrNo = (value: unknown) => typeof value === 'boolean';
const time = (value: unknown) => typeof value === 'string' && !Number.isNaN(Date.parse(value));
const checkStatus = (value: unknown) => BUNDLE_CHECK_STATUSES.some((status) => status === value);
const packageType = (value: unknown) => packageTypes.some(({ id }) => id === value);
const oneOf =
  (...values: string[]) =>
  (value: unknown) =>
    values.some((known) => known === value);
/** A link that somebody may click, so nothing but https. */
const link = (value: unknown) => typeof value === 'string' && /^https:\/\/\S+$/.test(value);
const nullable = (shape: Shape) => new Nullable(shape);

const CHECK: Shape = {
  code: text,
  status: checkStatus,
  label: text,
  repositoryUrl: nullable(text),
  domain: nullable(text),
  durationMs: amount,
  evidence: nullable({
    httpStatus: nullable(amount),
    errorCode: nullable(text),
    message: nullable(text),
    awsRequestId: nullable(text),
  }),
  diagnosis: nullable({
    category: text,
    summary: text,
    causes: [
      {
        code: text,
        certainty: oneOf('CERTAIN', 'LIKELY', 'POSSIBLE'),
        side: oneOf('CUSTOMER', 'PLATFORM', 'AWS'),
        explanation: text,
        steps: [text],
        snippet: nullable({ language: text, text }),
        documentationUrl: nullable(link),
      },
    ],
  }),
};

const BUNDLE: Shape = {
  exportedAt: time,
  exportedBy: text,
  versions: { product: text, schema: text, database: text, node: text },
  environment: {
    operatingSystem: text,
    region: text,
    platformRoleArn: text,
    hasOwnStsEndpoint: yesOrNo,
    hasOwnCodeArtifactEndpoint: yesOrNo,
    hasProxy: yesOrNo,
    hasExtraCertificateAuthorities: yesOrNo,
  },
  organization: { id: text, name: text },
  integration: {
    id: text,
    name: text,
    status: oneOf('UNTESTED', 'CONNECTED', 'DEGRADED', 'FAILING', 'INSECURE'),
    statusSince: time,
    accountId: text,
    externalId: text,
    roleArn: text,
    version: amount,
    createdAt: time,
    updatedAt: time,
    repositories: [{ packageType, url: text, routes: [text] }],
  },
  statusChange: nullable({
    kind: oneOf('FAILED', 'RECOVERED'),
    since: time,
    turned: [
      { code: text, label: text, repositoryUrl: nullable(text), before: nullable(checkStatus), after: checkStatus },
    ],
    changes: [
      {
        at: time,
        actor: text,
        setting: text,
        repositoryUrl: nullable(text),
        before: nullable(text),
        after: nullable(text),
        isPossibleCause: yesOrNo,
      },
    ],
    nothingChangedHere: nullable(yesOrNo),
  }),
  reports: [
    {
      id: text,
      integrationVersion: amount,
      status: checkStatus,
      startedAt: time,
      durationMs: amount,
      requestedBy: text,
      checks: [CHECK],
    },
  ],
  changes: [{ at: time, actor: text, action: text, detail: nullable(text) }],
};

/** Where the value does not fit the shape, e.g. `reports[2].checks[0].status`; null where it does. */
function misfit(value: unknown, shape: Shape, place: string): string | null {
  if (typeof shape === 'function') return shape(value) ? null : place;
  if (shape instanceof Nullable) return value === null ? null : misfit(value, shape.shape, place);
  if (isList(shape)) {
    if (!Array.isArray(value)) return place;
    return first(value.map((entry, index) => () => misfit(entry, shape[0], `${place}[${index}]`)));
  }
  if (!isRecord(value)) return place;
  return first(
    Object.entries(shape).map(
      ([member, inner]) =>
        () =>
          misfit(value[member], inner, within(place, member)),
    ),
  );
}

function within(place: string, member: string): string {
  return place === 'bundle' ? member : `${place}.${member}`;
}

function first(attempts: (() => string | null)[]): string | null {
  for (const attempt of attempts) {
    const found = attempt();
    if (found !== null) return found;
  }
  return null;
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

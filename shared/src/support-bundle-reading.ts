/** Reads a support bundle that somebody handed over: everything that a page will show of it is checked first. */

import { packageTypes } from './package-types/index.ts';
import {
  BUNDLE_CHECK_STATUSES,
  SUPPORT_BUNDLE_FORMAT,
  SUPPORT_BUNDLE_VERSION,
  type SupportBundle,
} from './support-bundle.ts';

/** Characters; a bundle of 20 reports of 50 failing repositories has less than half. */
export const LARGEST_SUPPORT_BUNDLE = 20_000_000;

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

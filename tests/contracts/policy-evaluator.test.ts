// The evaluator against an independent one. @cloud-copilot/iam-simulate is under the AGPL: it serves these tests and never ships.
import { runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { evaluate, parsePolicy, type Principal } from '../../server/src/connectors/codeartifact/policy/index.ts';
import {
  ACCOUNT,
  callers,
  calls,
  context,
  externalId,
  identityPolicy,
  trustPolicy,
  type Context,
  type PolicyJson,
} from './policy-arbitraries.ts';

/** The same pairs in every run, so that a difference found once is found again; and as many others each time. */
const FIXED_SEED = 20261128;
const RUNS = 700;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/Target`;
const ASSUME_ANY: PolicyJson = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:*', Resource: '*' }],
};

interface Comparison {
  policies: PolicyJson[];
  context: Context;
  principal: Principal;
  action: string;
  resource: string;
  trust: PolicyJson | null;
}

/**
 * Where the two may differ, and why ours stays as it is. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 * and https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
const explanations: readonly [string, (comparison: Comparison) => boolean][] = [
  [
    'variables need Version 2012-10-17; the other fills them in for older documents too',
    ({ policies }) => policies.some((one) => one.Version !== '2012-10-17' && JSON.stringify(one).includes('${')),
  ],
  [
    'IfExists is met by a missing key, also behind ForAnyValue; for the other ForAnyValue fails first',
    (comparison) => !('aws:TagKeys' in comparison.context) && /ForAnyValue:\w+IfExists/u.test(text(comparison)),
  ],
  [
    'an IPv6 address lies outside of every IPv4 network; the other compares it with none',
    (comparison) =>
      String(comparison.context['aws:SourceIp']).includes(':') && text(comparison).includes('NotIpAddress'),
  ],
  [
    'a NotResource with a variable that has no value makes its statement mean nothing; the other compares the rest of the ARN first',
    (comparison) => /NotResource[^\]]*\$\{/u.test(text(comparison)),
  ],
];

const counts = { compared: 0, allowed: 0, differences: new Map<string, number>() };

afterAll(() => {
  const { compared, allowed, differences } = counts;
  const lines = [...differences].map(([why, number]) => `  ${number}  ${why}`);
  process.stdout.write(
    `Policy evaluator: ${compared} policy and request pairs compared (fixed seed ${FIXED_SEED}), ${allowed} allowed, explained differences:\n${lines.join('\n') || '  none'}\n`,
  );
});

describe.each([
  ['the fixed seed', FIXED_SEED],
  ['a seed of its own', undefined],
])('agrees with an independent evaluator, with %s,', (_, seed) => {
  const options = { numRuns: RUNS, ...(seed !== undefined && { seed }) };

  it("on a role's policies", async () => {
    expect.hasAssertions();
    const [principal] = callers;
    if (!principal) throw new Error('There is no caller.');
    const policies = fc.array(identityPolicy, { minLength: 1, maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(policies, fc.constantFrom(...calls), context, async (policies, call, values) => {
        await compare({ policies, context: values, principal, ...call, trust: null });
      }),
      options,
    );
  });

  it('on trust policies', async () => {
    expect.hasAssertions();
    await fc.assert(
      fc.asyncProperty(
        trustPolicy,
        fc.constantFrom(...callers),
        context,
        externalId,
        async (trust, principal, values, id) => {
          const sent = { ...values, ...(id !== undefined && { 'sts:ExternalId': id }) };
          const call = { action: 'sts:AssumeRole', resource: ROLE };
          await compare({ policies: [trust], context: sent, principal, ...call, trust });
        },
      ),
      options,
    );
  });
});

it('has compared enough, with both outcomes, and explained few', () => {
  expect(counts.compared).toBeGreaterThanOrEqual(4 * RUNS);
  expect(counts.allowed).toBeGreaterThan(counts.compared / 10);
  const explained = [...counts.differences.values()].reduce((sum, number) => sum + number, 0);
  expect(explained).toBeLessThan(counts.compared / 50);
});

async function compare(comparison: Comparison): Promise<void> {
  const [ours, theirs] = [decide(comparison), await simulate(comparison)];
  counts.compared += 1;
  if (ours) counts.allowed += 1;
  const explanation = ours === theirs ? '' : explanations.find(([, fits]) => fits(comparison))?.[0];
  expect(explanation, `ours ${ours}, theirs ${theirs}: ${JSON.stringify(comparison)}`).toBeDefined();
  if (explanation) counts.differences.set(explanation, (counts.differences.get(explanation) ?? 0) + 1);
}

function decide({ policies, context: values, principal, action, resource, trust }: Comparison): boolean {
  return evaluate({
    request: { principal, action, resource, context: values },
    sameAccount: 'accountId' in principal && principal.accountId === ACCOUNT,
    identityPolicies: (trust ? [ASSUME_ANY] : policies).map((one) => parsePolicy(one, 'identity')),
    ...(trust && { trustPolicy: parsePolicy(trust, 'trust') }),
  }).allowed;
}

async function simulate({
  policies,
  context: values,
  principal,
  action,
  resource,
  trust,
}: Comparison): Promise<boolean> {
  if (!('arn' in principal)) throw new Error('Only callers with an ARN are compared.');
  const ownKeys = {
    'aws:PrincipalArn': principal.type === 'AssumedRole' ? principal.roleArn : principal.arn,
    'aws:PrincipalAccount': principal.accountId,
  };
  const simulation: Simulation = {
    request: {
      principal: principal.arn,
      action,
      resource: { resource, accountId: ACCOUNT },
      contextVariables: { ...values, ...ownKeys },
    },
    identityPolicies: (trust ? [ASSUME_ANY] : policies).map((one, index) => ({ name: `policy-${index}`, policy: one })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    ...(trust && { resourcePolicy: trust }),
  };
  const result = await runSimulation(simulation, {});
  if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
  return result.overallResult === 'Allowed';
}

function text({ policies }: Comparison): string {
  return JSON.stringify(policies);
}

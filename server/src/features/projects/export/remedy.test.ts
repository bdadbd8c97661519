import { expect, it } from 'vitest';
import { direct, exportedAnalysis, fixable, stuck } from '../../../../../tests/support/exported-analysis.ts';
import { remedyOf } from './remedy.ts';

const blockedBy = {
  category: 'PACKAGE_RESOLUTION' as const,
  summary: '@acme/greeting 1.1.0 is archived.',
  causes: [
    {
      code: 'version_archived' as never,
      certainty: 'CERTAIN' as const,
      side: 'CUSTOMER' as const,
      explanation: '',
      steps: ['Publish it again.'],
      snippet: null,
      documentationUrl: null,
    },
  ],
};

it.each([
  ['a version that everybody accepts', fixable, 'Change @acme/greeting to 1.1.0, which the repositories offer and every dependent accepts.'],
  ['what stands in the way', { ...stuck, blockedBy }, '@acme/greeting 1.1.0 is archived. Next step: Publish it again.'],
  ['a version that a dependent refuses', { ...stuck, offeredVersion: '2.0.0' }, 'The repositories offer @acme/greeting 2.0.0, which no known advisory affects; a dependent does not accept it.'],
  ['a fix that cannot be had', { ...stuck, fixedVersions: ['1.2.0', '2.0.0'] }, 'Fixed in 1.2.0, 2.0.0, which the repositories do not offer.'],
  ['that there is none', stuck, 'There is no fixed version.'],
])('without a proposal, names %s', (_what, finding, remedy) => {
  expect(remedyOf(finding, direct, [])).toBe(remedy);
}); // prettier-ignore

it('does not advise a change that does not hold', () => {
  const [proposal] = exportedAnalysis().result.proposals;
  const failing = { ...proposal!, proof: { ...proposal!.proof, status: 'FAILS' as const } };
  expect(remedyOf(stuck, direct, [{ ...failing, findings: [stuck.id] }])).toBe('There is no fixed version.');
});

import { expect, it } from 'vitest';
import { direct, fixable, transitive } from '../../../../../tests/support/exported-analysis.ts';
import { findingsInOrder } from './stored.ts';

it('keeps findings by severity and then by name, what has no rating last', () => {
  const severities = [
    null,
    { rating: 'MEDIUM', score: 6.9, vector: null },
    { rating: 'HIGH', score: null, vector: null },
    { rating: 'CRITICAL', score: 9.8, vector: null },
  ] as const;
  const findings = severities.map((severity, id) => ({ ...fixable, id, dependency: transitive.id, severity }));
  findings.push({ ...fixable, id: 4, dependency: direct.id, severity: severities[1] });
  const result = { dependencies: [direct, transitive], findings };
  expect(findingsInOrder(result).map(({ id }) => id)).toEqual([3, 2, 4, 1, 0]);
});

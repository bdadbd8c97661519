import { expect, it } from 'vitest';
import { lines } from './report.ts';
import { atLeast, atMost } from './verdict.ts';

const standing = { name: 'product', wallMs: 1_234, cpuMs: 987, memory: 150 * 1_024 * 1_024, requests: 1_000 };

it('prints the goal beside each figure, who was not compared with, and never a goal that nothing was measured for as met', () => {
  const printed = lines({
    standings: [undefined, { ...standing, passMs: 500, passCpuMs: 400 }],
    verdicts: [
      atMost(0.85, 'CPU', 0.7123),
      atMost(1, 'wall', 1.01),
      atLeast(0.95, 'rate', 0.96),
      undefined,
      atMost(2, 'nothing', null),
    ],
    missing: [{ label: 'peer 1.0.0', reason: 'it could not be installed' }],
    notes: ['A note.'],
  });
  expect(printed.map((line) => line.trim())).toEqual([
    'product  wall 1.23 s  CPU 0.987 s  pass 0.500 s (CPU 0.400 s)  memory 150 MB  1,000 requests',
    'met     CPU: 0.712, goal at most 0.85',
    'missed  wall: 1.01, goal at most 1',
    'met     rate: 0.96, goal at least 0.95',
    'missed  nothing: NaN, goal at most 2',
    'not compared with peer 1.0.0: it could not be installed',
    'A note.',
  ]);
});

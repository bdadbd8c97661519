import { expect, it } from 'vitest';
import { phaseStates } from './phases.ts';

it.each([
  ['QUEUED', null, 'waiting waiting waiting waiting waiting'],
  ['RUNNING', null, 'waiting waiting waiting waiting waiting'],
  ['RUNNING', 'MATCH', 'done done running waiting waiting'],
  ['CANCELLED', 'MATCH', 'done done waiting waiting waiting'],
  ['SUCCEEDED', 'PROVE', 'done done done done done'],
] as const)('of an analysis that is %s in %s are %s', (status, phase, states) => {
  expect(phaseStates(status, phase).join(' ')).toBe(states);
});

/** What an analysis does, in its order, and in words. */

import type { AnalysisPhase, AnalysisStatus } from '../../../graphql/generated/graphql.ts';

export const phases: readonly { phase: AnalysisPhase; name: string; doing: string; text: string }[] = [
  { phase: 'READ', name: 'Read', doing: 'Reads the files', text: 'Manifests and lockfiles, line by line.' },
  {
    phase: 'RESOLVE',
    name: 'Resolve',
    doing: 'Asks the repositories for each dependency',
    text: 'Whether the integration offers each dependency, and from where.',
  },
  {
    phase: 'MATCH',
    name: 'Match',
    doing: 'Compares the versions with the advisories',
    text: 'Versions against the ranges that advisories affect.',
  },
  {
    phase: 'PROPOSE',
    name: 'Propose',
    doing: 'Looks for versions that help and can be had',
    text: 'The smallest changes that remove findings, written into your files.',
  },
  {
    phase: 'PROVE',
    name: 'Prove',
    doing: 'Resolves the changed project again',
    text: 'Every change is resolved and matched again.',
  },
];

export type PhaseState = 'done' | 'running' | 'waiting';

/** The state of each phase, in their order. */
export function phaseStates(status: AnalysisStatus, current: AnalysisPhase | null): PhaseState[] {
  if (status === 'SUCCEEDED') return phases.map(() => 'done');
  const place = phases.findIndex(({ phase }) => phase === current);
  return phases.map((_, index) => {
    if (index < place) return 'done';
    return index === place && status === 'RUNNING' ? 'running' : 'waiting';
  });
}

/** The wizard's steps, and which of them a problem belongs to. */

import { fieldIds, type FieldProblem } from '../details/draft.ts';

export const steps = [
  { id: 'role', title: 'Deploy the role' },
  { id: 'details', title: 'Role details' },
  { id: 'repositories', title: 'Repository URLs' },
  { id: 'test', title: 'Test connection' },
  { id: 'save', title: 'Save' },
] as const;

export type StepId = (typeof steps)[number]['id'];

export function stepOf(problem: FieldProblem): StepId {
  const { fieldId } = problem;
  if (fieldId === fieldIds.externalId) return 'role';
  if (fieldId === fieldIds.accountId || fieldId === fieldIds.roleArn) return 'details';
  return fieldId?.startsWith('url-') ? 'repositories' : 'save';
}

export function stepAfter(id: StepId): StepId {
  return steps[steps.findIndex((step) => step.id === id) + 1]?.id ?? 'save';
}

export function stepBefore(id: StepId): StepId | null {
  return steps[steps.findIndex((step) => step.id === id) - 1]?.id ?? null;
}

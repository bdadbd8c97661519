import type { DraftCheck, FieldProblem } from '../details/draft.ts';
import type { WizardDraft } from './use-draft.ts';

export interface StepProps {
  draft: WizardDraft;
  /** All that is known to be wrong, on every step. */
  check: DraftCheck;
  /** What keeps this step from being left. */
  errors: readonly FieldProblem[];
  /** How often the step was submitted. */
  attempt: number;
  onChange: (change: Partial<WizardDraft>) => void;
}

import { Button } from '@mantine/core';
import type { CheckStatus } from '../../../graphql/generated/graphql.ts';
import type { StepId } from './steps.ts';
import { keepFocus } from '../../../components/keep-focus.ts';
import styles from './connect.module.css';

export interface WizardFooterProps {
  step: StepId;
  /** Of the test of what is entered now. */
  outcome: CheckStatus | null;
  isRunning: boolean;
  isSaving: boolean;
  isTestable: boolean;
  isSavable: boolean;
  onBack: (() => void) | null;
  onSkip: () => void;
}

/** Back, on, and what to do with the outcome of the test. */
export function WizardFooter({
  step,
  outcome,
  isRunning,
  isSaving,
  isTestable,
  isSavable,
  onBack,
  onSkip,
}: WizardFooterProps) {
  return (
    <div className={styles.footer}>
      {onBack && (
        <Button variant="default" onClick={onBack}>
          Back
        </Button>
      )}
      {step === 'test' && (outcome === null || outcome === 'FAILED') ? (
        <>
          <Button type="submit" disabled={!isTestable || isRunning}>
            {outcome === null ? 'Test connection' : 'Test again'}
          </Button>
          <Button variant="subtle" onClick={onSkip}>
            {outcome === null ? 'Save without testing' : 'Save anyway'}
          </Button>
        </>
      ) : (
        <Button type="submit" loading={isSaving} disabled={step === 'save' && !isSavable} onMouseDown={keepFocus}>
          {step === 'save' ? 'Save' : 'Continue'}
        </Button>
      )}
    </div>
  );
}

import { VisuallyHidden } from '@mantine/core';
import { IconAlertCircle, IconCheck } from '@tabler/icons-react';
import { Link } from 'react-router';
import { steps, type StepId } from './steps.ts';
import styles from './connect.module.css';

export interface StepListProps {
  current: StepId;
  isDone: (id: StepId) => boolean;
  isWrong: (id: StepId) => boolean;
}

/** The steps at the side; each can be opened at any time. */
export function StepList({ current, isDone, isWrong }: StepListProps) {
  return (
    <nav aria-label="Steps" className={styles.steps}>
      <ol>
        {steps.map(({ id, title }, index) => (
          <li key={id}>
            <Link to={`?step=${id}`} className={styles.stepLink} aria-current={id === current ? 'step' : undefined}>
              <span className={styles.marker} data-wrong={isWrong(id) || undefined} data-done={isDone(id) || undefined}>
                <Marker number={index + 1} isDone={isDone(id)} isWrong={isWrong(id)} />
              </span>
              <span className={styles.stepTitle}>{title}</span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Marker({ number, isDone, isWrong }: { number: number; isDone: boolean; isWrong: boolean }) {
  if (isWrong) {
    return (
      <>
        <IconAlertCircle size={16} aria-hidden />
        <VisuallyHidden>To fix:</VisuallyHidden>
      </>
    );
  }
  if (isDone) {
    return (
      <>
        <IconCheck size={14} aria-hidden />
        <VisuallyHidden>Done:</VisuallyHidden>
      </>
    );
  }
  return number;
}

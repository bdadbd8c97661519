import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleX,
  IconShieldX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { CheckStatus, IntegrationStatus } from '../graphql/generated/graphql.ts';
import styles from './status-badge.module.css';

export type Tone = 'good' | 'warning' | 'bad' | 'neutral';

interface StatusLook {
  tone: Tone;
  label: string;
  icon: ReactNode;
}

const integrationStatuses: Record<IntegrationStatus, StatusLook> = {
  UNTESTED: { tone: 'neutral', label: 'Untested', icon: <IconCircleDashed size={16} aria-hidden /> },
  CONNECTED: { tone: 'good', label: 'Connected', icon: <IconCircleCheck size={16} aria-hidden /> },
  DEGRADED: { tone: 'warning', label: 'Degraded', icon: <IconAlertTriangle size={16} aria-hidden /> },
  FAILING: { tone: 'bad', label: 'Failing', icon: <IconCircleX size={16} aria-hidden /> },
  INSECURE: { tone: 'bad', label: 'Insecure', icon: <IconShieldX size={16} aria-hidden /> },
};

const checkStatuses: Record<CheckStatus, StatusLook> = {
  PASSED: { tone: 'good', label: 'Passed', icon: <IconCircleCheck size={16} aria-hidden /> },
  WARNING: { tone: 'warning', label: 'Warning', icon: <IconAlertTriangle size={16} aria-hidden /> },
  FAILED: { tone: 'bad', label: 'Failed', icon: <IconCircleX size={16} aria-hidden /> },
  SKIPPED: { tone: 'neutral', label: 'Skipped', icon: <IconCircleMinus size={16} aria-hidden /> },
};

export function IntegrationStatusBadge({ status }: { status: IntegrationStatus }) {
  return <StatusBadge {...integrationStatuses[status]} />;
}

export function CheckStatusBadge({ status }: { status: CheckStatus }) {
  return <StatusBadge {...checkStatuses[status]} />;
}

export function StatusBadge({ tone, label, icon }: StatusLook) {
  return (
    <span className={styles.badge} data-tone={tone}>
      {icon}
      {label}
    </span>
  );
}

/** How a check's status looks where only the icon has room; the word must stand elsewhere in the row. */
export function checkStatusLook(status: CheckStatus): StatusLook {
  return checkStatuses[status];
}

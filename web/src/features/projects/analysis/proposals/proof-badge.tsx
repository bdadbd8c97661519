import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { StatusBadge, type Tone } from '../../../../components/status-badge.tsx';
import type { ProofStatus } from '../../../../graphql/generated/graphql.ts';

const looks: Record<ProofStatus, { tone: Tone; label: string; icon: ReactNode }> = {
  HOLDS: { tone: 'good', label: 'Proof holds', icon: <IconCircleCheck size={16} aria-hidden /> },
  PARTLY: { tone: 'warning', label: 'Proved in part', icon: <IconAlertTriangle size={16} aria-hidden /> },
  FAILS: { tone: 'bad', label: 'Proof fails', icon: <IconCircleX size={16} aria-hidden /> },
};

export function ProofBadge({ status }: { status: ProofStatus }) {
  return <StatusBadge {...looks[status]} />;
}

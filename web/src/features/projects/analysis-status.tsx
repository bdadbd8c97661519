import { IconCircleCheck, IconCircleDashed, IconCircleMinus, IconCircleX, IconLoader2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { StatusBadge, type Tone } from '../../components/status-badge.tsx';
import type { AnalysisStatus } from '../../graphql/generated/graphql.ts';

const looks: Record<AnalysisStatus, { tone: Tone; label: string; icon: ReactNode }> = {
  QUEUED: { tone: 'neutral', label: 'Queued', icon: <IconCircleDashed size={16} aria-hidden /> },
  RUNNING: { tone: 'neutral', label: 'Running', icon: <IconLoader2 size={16} aria-hidden /> },
  SUCCEEDED: { tone: 'good', label: 'Done', icon: <IconCircleCheck size={16} aria-hidden /> },
  FAILED: { tone: 'bad', label: 'Failed', icon: <IconCircleX size={16} aria-hidden /> },
  CANCELLED: { tone: 'neutral', label: 'Cancelled', icon: <IconCircleMinus size={16} aria-hidden /> },
};

export function AnalysisStatusBadge({ status }: { status: AnalysisStatus }) {
  return <StatusBadge {...looks[status]} />;
}

/** Whether it still gets on. */
export function isUnderWay(status: AnalysisStatus): boolean {
  return status === 'QUEUED' || status === 'RUNNING';
}

import './notice-region.css';
import { Notifications, notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import type { Notice } from '../lib/notify.ts';

const colors = { bad: 'red', warning: 'yellow' };

export function NoticeRegion({ notices }: { notices: readonly Notice[] }) {
  const shown = useRef(0);
  useEffect(() => {
    for (const { message, title, tone } of notices.slice(shown.current)) {
      notifications.show({
        message,
        title,
        color: tone ? colors[tone] : 'accent',
        autoClose: tone ? 10_000 : 5_000,
        closeButtonProps: { 'aria-label': 'Close' },
      });
    }
    shown.current = notices.length;
  }, [notices]);
  return <Notifications position="bottom-right" />;
}

import { Suspense, lazy, useEffect, useState } from 'react';
import { onNotice, type Notice } from '../lib/notify.ts';

const NoticeRegion = lazy(() => import('./notice-region.tsx').then((m) => ({ default: m.NoticeRegion })));

/** Keeps what is to be said until the region that says it has been loaded. */
export function Notices() {
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  useEffect(() => onNotice((notice) => setNotices((earlier) => [...earlier, notice])), []);
  if (notices.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <NoticeRegion notices={notices} />
    </Suspense>
  );
}

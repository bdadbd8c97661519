import { Button } from '@mantine/core';
import styles from './new.module.css';

/** How much is sent. Once all is, the server takes the files in. */
export function SendingBar({ share, onStop }: { share: number; onStop: () => void }) {
  const percent = Math.round(share * 100);
  return (
    <div className={styles.sending}>
      <span role="status">{percent < 100 ? 'Sending the files' : 'Sent; the server takes them in'}</span>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label="Sent"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <span style={{ width: `${percent}%` }} />
      </div>
      <Button variant="default" size="compact-md" onClick={onStop}>
        Stop
      </Button>
    </div>
  );
}

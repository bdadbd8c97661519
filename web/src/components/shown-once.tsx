import { CopyButton } from './copy-button.tsx';
import styles from './shown-once.module.css';

/** A secret or link that is shown this one time, with its copy button. */
export function ShownOnce({ value, label }: { value: string; label: string }) {
  return (
    <div className={styles.box}>
      <code className={styles.value}>{value}</code>
      <CopyButton value={value} label={label} />
    </div>
  );
}

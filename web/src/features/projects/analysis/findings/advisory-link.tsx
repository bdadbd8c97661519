import { Anchor } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import styles from './findings.module.css';

/** Ids of databases that osv.dev collects; others, such as an organization's own, have no page there. */
const COLLECTED = /^(?:GHSA|CVE|GO|PYSEC|OSV|MAL|RUSTSEC)-/;

/** An advisory's id, and the way to its page where there is one. */
export function AdvisoryLink({ id }: { id: string }) {
  if (!COLLECTED.test(id)) return <span className={styles.advisoryId}>{id}</span>;
  return (
    <Anchor
      href={`https://osv.dev/vulnerability/${encodeURIComponent(id)}`}
      target="_blank"
      rel="noreferrer"
      underline="hover"
      className={styles.advisoryId}
    >
      {id}
      <IconExternalLink size={13} aria-label="(opens a new tab)" />
    </Anchor>
  );
}

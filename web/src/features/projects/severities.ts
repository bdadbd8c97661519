/** The ratings of CVSS, as people read them. */

import type { SeverityRating } from '../../graphql/generated/graphql.ts';

export interface SeverityLook {
  /** In the address, where null cannot stand. */
  key: string;
  severity: SeverityRating | null;
  label: string;
}

const unrated: SeverityLook = { key: 'unrated', severity: null, label: 'Not rated' };

/** Most severe first; what the advisory does not rate comes last. */
export const severities: readonly SeverityLook[] = [
  { key: 'critical', severity: 'CRITICAL', label: 'Critical' },
  { key: 'high', severity: 'HIGH', label: 'High' },
  { key: 'medium', severity: 'MEDIUM', label: 'Medium' },
  { key: 'low', severity: 'LOW', label: 'Low' },
  { key: 'none', severity: 'NONE', label: 'None' },
  unrated,
];

/** The look of a rating as the API writes it; one that this page does not know counts as not rated. */
export function severityLook(severity: string | null): SeverityLook {
  return severities.find((look) => look.severity === severity) ?? unrated;
}

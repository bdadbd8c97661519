/** Which findings are shown, and in which order. */

import type { FindingView } from '../../address.ts';
import { severities, severityLook } from '../../severities.ts';
import type { Finding } from './queries.ts';

/** Most severe first, then by score, name and advisory. */
export function shownFindings(findings: readonly Finding[], view: FindingView): Finding[] {
  const wanted = view.text.trim().toLowerCase();
  return findings
    .filter((finding) => {
      const { dependency, proposalIds, severity } = finding;
      return (
        (view.severity === '' || severityLook(severity).key === view.severity) &&
        (view.packageType === '' || dependency.packageType === view.packageType) &&
        (view.proposal === '' || (view.proposal === 'with') === proposalIds.length > 0) &&
        textOf(finding).includes(wanted)
      );
    })
    .toSorted(
      (a, b) =>
        rankOf(a) - rankOf(b) ||
        (b.score ?? -1) - (a.score ?? -1) ||
        a.dependency.name.localeCompare(b.dependency.name, 'en') ||
        a.advisoryId.localeCompare(b.advisoryId, 'en'),
    );
}

function rankOf({ severity }: Finding): number {
  return severities.indexOf(severityLook(severity));
}

function textOf({ dependency, advisoryId, aliases, summary }: Finding): string {
  const { name, version } = dependency;
  return [`${name}@${version ?? ''}`, advisoryId, ...aliases, summary].join(' ').toLowerCase();
}

import { matchesResource, splitArn } from '../policy/index.ts';
import type { Need } from './needs.ts';
import { isPlaceholder } from './spelling.ts';

/** Why one Resource value does not cover what is needed. */
export interface ResourceProblem {
  code: string;
  message: string;
  /** The value with its mistake mended, where it then covers the need. */
  mended: string | null;
}

/** What is wrong with a Resource value for a need that it does not cover. */
export function resourceProblem(value: string, need: Need): ResourceProblem {
  if (need.resource === '*') {
    const message = `${need.action} has no resource of its own, so ${value} never covers it.`;
    return { code: 'resource_kind', message, mended: null };
  }
  const [, partition = '', service = '', region = '', account = '', resource = ''] = splitArn(value);
  const owner = need.owner ?? '';
  const mended = mend(value, need);
  if (isPlaceholder(value) && !value.includes('${')) {
    return { code: 'resource_placeholder', message: `${value} holds a placeholder that was left in.`, mended };
  }
  if (partition !== '' && partition !== 'aws' && !/[*?]/u.test(partition)) {
    const message = `${value} is of the partition ${partition}; CodeArtifact exists in aws alone.`;
    return { code: 'resource_partition', message, mended };
  }
  if (service !== 'codeartifact' || account === '') {
    return { code: 'resource_scope', message: `${value} is no resource of CodeArtifact in account ${owner}.`, mended };
  }
  if (account !== owner && !/[*?]/u.test(account)) {
    const message = `${value} is of account ${account}, and ${need.resource} belongs to account ${owner}.`;
    // Beside a domain of another account, ARNs of the role's own account are right for themselves.
    return { code: 'resource_account', message, mended: need.isForeign ? null : mended };
  }
  const [kind = ''] = resource.split('/');
  const [wantedKind = ''] = (splitArn(need.resource)[5] ?? '').split('/');
  if (kind !== wantedKind && !/[*?]/u.test(kind)) {
    const message = `${need.action} acts on a ${wantedKind}, and ${value} is a ${kind || 'text that names none'}.`;
    return { code: 'resource_kind', message, mended: null };
  }
  const message =
    region !== need.region && !/[*?]/u.test(region)
      ? `${value} is of Region ${region || 'none'}, and ${need.resource} is in ${need.region ?? ''}.`
      : `${value} does not cover ${need.resource}.`;
  return { code: 'resource_scope', message, mended };
}

/** Puts the right partition, account or Region into a value, and keeps the rest of it. */
function mend(value: string, need: Need): string | null {
  const parts = splitArn(value);
  const wanted = splitArn(need.resource);
  if (parts.length !== 6) return null;
  const isOff = (index: number) => parts[index] !== wanted[index] && !/^[*?]+$/u.test(parts[index] ?? '');
  const next = parts.map((part, index) =>
    (index === 1 || index === 4) && isOff(index) ? (wanted[index] ?? part) : part,
  );
  // A repository without its name, or a domain with a slash too many, as hand-written ARNs have.
  const mended = next.join(':');
  return mended !== value && matchesResource(mended, need.resource, null) ? mended : null;
}

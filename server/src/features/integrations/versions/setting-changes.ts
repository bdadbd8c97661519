/** What differs between saved versions, setting by setting and in words that can be shown. */

import type { IntegrationVersionEntity, VersionRepository } from './entity.ts';

export const SETTINGS = ['ACCOUNT_ID', 'ROLE_ARN', 'EXTERNAL_ID', 'REPOSITORY', 'ROUTES'] as const;
export type Setting = (typeof SETTINGS)[number];

export interface SettingChange {
  at: Date;
  actor: string;
  requestId: string | null;
  setting: Setting;
  /** For a change of one repository's routes. */
  repositoryUrl: string | null;
  before: string | null;
  after: string | null;
  /** The version that it made. */
  version: number;
}

type Difference = Pick<SettingChange, 'setting' | 'repositoryUrl' | 'before' | 'after'>;

const SHOWN_OF_EXTERNAL_ID = 4;
const SHORTEST_THAT_SHOWS_ITS_END = 12;

/**
 * Every change from the version `from` to the version `to`, oldest first. `isComplete` is false where a version between them is
 * not known, as those are not that were saved before versions were kept.
 */
export function settingChanges(
  versions: readonly IntegrationVersionEntity[],
  from: number,
  to: number,
): { changes: SettingChange[]; isComplete: boolean } {
  const known = new Map(versions.map((version) => [version.version, version]));
  const changes: SettingChange[] = [];
  let isComplete = true;
  for (let number = from + 1; number <= to; number += 1) {
    const before = known.get(number - 1);
    const after = known.get(number);
    if (!before || !after) {
      isComplete = false;
      continue;
    }
    const { at, actor, requestId } = after;
    for (const difference of differences(before, after)) {
      changes.push({ at, actor, requestId, ...difference, version: number });
    }
  }
  return { changes, isComplete };
}

/** The end of an External ID, enough to tell two apart; nothing of a short one. */
export function maskExternalId(externalId: string): string {
  const isLong = externalId.length >= SHORTEST_THAT_SHOWS_ITS_END;
  return isLong ? `…${externalId.slice(-SHOWN_OF_EXTERNAL_ID)}` : '…';
}

function differences(before: IntegrationVersionEntity, after: IntegrationVersionEntity): Difference[] {
  const found: Difference[] = [];
  const compare = (setting: Setting, one: string, other: string, show = (text: string) => text) => {
    if (one !== other) found.push({ setting, repositoryUrl: null, before: show(one), after: show(other) });
  };
  compare('ACCOUNT_ID', before.accountId, after.accountId);
  compare('ROLE_ARN', before.roleArn, after.roleArn);
  compare('EXTERNAL_ID', before.externalId, after.externalId, maskExternalId);
  return [...found, ...repositoryDifferences(before.repositories, after.repositories)];
}

function repositoryDifferences(
  before: readonly VersionRepository[],
  after: readonly VersionRepository[],
): Difference[] {
  const found: Difference[] = [];
  const change = (one: VersionRepository | undefined, other: VersionRepository | undefined) =>
    found.push({ setting: 'REPOSITORY', repositoryUrl: null, before: one?.url ?? null, after: other?.url ?? null });
  const added = after.filter((repository) => !same(before, repository));
  before.forEach((repository, position) => {
    const kept = same(after, repository);
    if (kept) {
      const [one, other] = [repository.routes.join(', '), kept.routes.join(', ')];
      const { url } = kept;
      if (one !== other)
        found.push({ setting: 'ROUTES', repositoryUrl: url, before: one || null, after: other || null });
      return;
    }
    // Somebody who corrects a URL leaves it in its place.
    const successor = added.find((candidate) => candidate === after[position]);
    if (successor) added.splice(added.indexOf(successor), 1);
    change(repository, successor);
  });
  for (const repository of added) change(undefined, repository);
  return found;
}

function same(list: readonly VersionRepository[], { packageType, url }: VersionRepository) {
  return list.find((candidate) => candidate.packageType === packageType && candidate.url === url);
}

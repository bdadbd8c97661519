import { Random } from './random.ts';

export interface WorkloadVersion {
  version: string;
  isPrerelease: boolean;
}

/** Ascending versions as maintainers publish them: patches, minors, now and then a major with its pre-releases first. */
export function versionsOf(count: number, seed: number): WorkloadVersion[] {
  const random = new Random(seed);
  const versions: WorkloadVersion[] = [];
  let [major, minor, patch] = [0, 1, 0];
  while (versions.length < count) {
    const step = random.next();
    if (step < 0.04 && count - versions.length > 4) {
      [major, minor, patch] = [major + 1, 0, 0];
      for (let label = 1; label <= 3; label += 1) {
        versions.push({ version: `${major}.0.0-beta.${label}`, isPrerelease: true });
      }
    } else if (step < 0.34) {
      [minor, patch] = [minor + 1, 0];
    } else {
      patch += 1;
    }
    versions.push({ version: `${major}.${minor}.${patch}`, isPrerelease: false });
  }
  return versions;
}

/** The newest release; the lists above always end in one. */
export function newestOf(versions: readonly WorkloadVersion[]): string {
  return versions.findLast(({ isPrerelease }) => !isPrerelease)?.version ?? '';
}

/** The release that this share of all versions is not newer than, for a project that is somewhat behind. */
export function olderRelease(versions: readonly WorkloadVersion[], share: number): string {
  const upTo = versions.slice(0, Math.max(1, Math.ceil(versions.length * share)));
  return newestOf(upTo);
}

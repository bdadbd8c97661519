/** What one repository is asked beside the look-up, each as a check of its own. */

import { packageTypeDefinition, type PackageType } from '@backline/shared';
import type { Check } from '../../../connectors/connector.ts';
import { packageTypePlug, type ListedVersion } from '../../../package-types/index.ts';
import type { Repository } from '../../integrations/index.ts';
import { check, foundVerdict, skipped, timed, type Verdict } from './checks.ts';
import type { Answered, Inquiry } from './inquiry.ts';
import { NOT_ASKED, type Connection, type Surroundings } from './surroundings.ts';

export class ControlQuestions {
  readonly checks: Check[] = [];

  constructor(
    private readonly known: Pick<Surroundings, 'asked' | 'knownNames'>,
    private readonly inquiry: Inquiry,
  ) {}

  get #repository(): Repository {
    return this.inquiry.repository;
  }

  get #name(): string {
    return this.#repository.repository;
  }

  /** The version's own document, beside the list that lacks it; null where the protocol has none. */
  async version(version: string): Promise<Answered<ListedVersion> | null> {
    const { value: own, durationMs } = await timed(() => this.inquiry.readVersion(this.known.asked.name, version));
    if (!own) return null;
    const label =
      own.status === 'answered'
        ? `${this.#name} has ${version}, outside of its list`
        : `${this.#name} does not answer for ${version} by itself either`;
    this.checks.push(check('PACKAGE_VERSION', label, this.#repository, durationMs, foundVerdict(own)));
    return own;
  }

  /**
   * Asks for names that the public registry has. One that is there shows a connection, and that the token is good; two that are
   * not there show that there is none, if the repository is known to answer.
   */
  async publicNames(
    isReadable: boolean,
    before: Pick<Connection, 'publicNamesAsked'> = NOT_ASKED,
  ): Promise<Connection> {
    const { asked } = this.known;
    const candidates = asked.plug.publicNames.filter((name) => name !== asked.name).slice(0, 2);
    const publicNamesAsked = [...before.publicNamesAsked];
    for (const name of candidates.slice(publicNamesAsked.length)) {
      const { value: answered, durationMs } = await timed(() => this.inquiry.has(name));
      const label = {
        answered: `${this.#name} has ${name}, so it takes in public packages`,
        absent: `${this.#name} does not have ${name}, a public package`,
        failed: `${this.#name} gave no answer for ${name}, a public package`,
        unasked: `${this.#name} was not asked for a public package`,
      }[answered.status];
      this.checks.push(check('PUBLIC_PACKAGE', label, this.#repository, durationMs, publicVerdict(answered)));
      if (answered.status === 'answered') return { isConnected: true, publicNamesAsked: [name] };
      if (answered.status !== 'absent') return { isConnected: null, publicNamesAsked };
      publicNamesAsked.push(name);
      if (!isReadable) return { isConnected: null, publicNamesAsked };
    }
    return { isConnected: publicNamesAsked.length < 2 ? null : false, publicNamesAsked };
  }

  /** A request that says whether the token is accepted, whatever the repository holds. */
  async control(): Promise<Answered<null>> {
    const { value: answered, durationMs } = await timed(() => this.inquiry.control());
    const what = this.#repository.packageType === 'NUGET' ? 'service index' : 'npm ping';
    const label =
      answered.status === 'answered'
        ? `${this.#name} accepts the same token for something else (${what})`
        : `${this.#name} refuses the same token for something else too (${what})`;
    this.checks.push(check('CONTROL_REQUEST', label, this.#repository, durationMs, controlVerdict(answered)));
    return answered;
  }

  /** What was found before may have been found at another repository, so that its absence proves nothing. */
  async isKnownNameThere(): Promise<boolean> {
    const [name] = this.known.knownNames;
    if (name === undefined) return false;
    const { value: answered, durationMs } = await timed(() => this.inquiry.has(name));
    const label =
      answered.status === 'answered'
        ? `${this.#name} gives ${name}, found before, for the same token`
        : `${this.#name} does not give ${name}, found before, either`;
    this.checks.push(check('CONTROL_REQUEST', label, this.#repository, durationMs, knownVerdict(answered)));
    return answered.status === 'answered';
  }

  /** A repository that holds what is public of another type was entered for the wrong one, or holds nothing of this one. */
  async otherType(): Promise<PackageType | null> {
    if (this.known.knownNames.length > 0 && (await this.isKnownNameThere())) return null;
    const other: PackageType = this.#repository.packageType === 'NPM' ? 'PYPI' : 'NPM';
    const [name = ''] = packageTypePlug(other).publicNames;
    const { value: answered, durationMs } = await timed(() => this.inquiry.has(name, other));
    const isAnswered = answered.status === 'answered';
    const asType = `as a package for ${packageTypeDefinition(other).label}`;
    const label = isAnswered
      ? `${this.#name} has ${name}, ${asType}`
      : `${this.#name} does not have ${name}, ${asType}, either`;
    this.checks.push(check('OTHER_PACKAGE_TYPE', label, this.#repository, durationMs, foundVerdict(answered)));
    return isAnswered ? other : null;
  }
}

function publicVerdict(answered: Answered<unknown>): Verdict {
  if (answered.status === 'unasked') return skipped(answered.reason);
  // A repository without what is public may be meant so.
  return { status: answered.status === 'answered' ? 'PASSED' : 'WARNING', evidence: answered.evidence };
}

function knownVerdict(answered: Answered<unknown>): Verdict {
  if (answered.status === 'absent') return { status: 'WARNING', evidence: answered.evidence };
  return controlVerdict(answered);
}

function controlVerdict(answered: Answered<unknown>): Verdict {
  if (answered.status === 'unasked') return skipped(answered.reason);
  return { status: answered.status === 'answered' ? 'PASSED' : 'FAILED', evidence: answered.evidence };
}

/** What changed for many integrations at once: a handful of statements, however many are asked for. */

import DataLoader from 'dataloader';
import type { RequestContext } from '../../../lib/context.ts';
import type { Database } from '../../../lib/database.ts';
import type { IntegrationEntity } from '../entity.ts';
import type { ConnectionReportEntity } from '../reports/entity.ts';
import type { ConnectionReportStore } from '../reports/store.ts';
import type { IntegrationStore } from '../store.ts';
import { settingChanges, type SettingChange } from '../versions/setting-changes.ts';
import type { IntegrationVersionStore } from '../versions/store.ts';
import { findTurn, turnedChecks, type CheckTurn, type StatusChangeKind } from './comparison.ts';

/** How an integration came from working to not working, or back. */
export interface StatusChange {
  integrationId: string;
  organizationId: string;
  kind: StatusChangeKind;
  /** When the first report that shows it began. */
  since: Date;
  reportBefore: ConnectionReportEntity;
  firstReport: ConnectionReportEntity;
  turned: CheckTurn[];
  changes: (SettingChange & { isPossibleCause: boolean })[];
  /** Null where it cannot be told, because versions in between were never kept. */
  nothingChangedHere: boolean | null;
}

/** Another integration that stopped working in the same period and at the same check. */
export interface ConcurrentFailure {
  integrationId: string;
  name: string;
  accountId: string;
  since: Date;
}

interface Loaders {
  changes: DataLoader<string, StatusChange | null>;
  concurrent: DataLoader<StatusChange, ConcurrentFailure[]>;
}

/** Others that are looked at for one answer. */
const MOST_OTHERS = 100;

export class StatusChangeLoaders {
  readonly #loaders = new WeakMap<RequestContext, Loaders>();

  constructor(
    private readonly database: Database,
    private readonly integrations: IntegrationStore,
    private readonly versions: IntegrationVersionStore,
    private readonly connectionReports: ConnectionReportStore,
  ) {}

  /** Null where nothing changed, and for details that were not tested as they are. */
  async statusChange(context: RequestContext, integration: IntegrationEntity): Promise<StatusChange | null> {
    const { id, organizationId, status } = integration;
    if (status === 'UNTESTED') return null;
    return this.#of(context, organizationId).changes.load(id);
  }

  /** Those that point to a common cause; empty for a recovery. */
  async concurrentFailures(context: RequestContext, change: StatusChange): Promise<ConcurrentFailure[]> {
    if (change.kind !== 'FAILED') return [];
    return this.#of(context, change.organizationId).concurrent.load(change);
  }

  #of(context: RequestContext, organizationId: string): Loaders {
    const known = this.#loaders.get(context);
    if (known) return known;
    // Nothing is remembered within a request: a mutation may change it between two looks.
    const options = { cache: false };
    const loaders: Loaders = {
      changes: new DataLoader((ids) => this.#changes(organizationId, ids), options),
      concurrent: new DataLoader((changes) => this.#concurrent(organizationId, changes), options),
    };
    this.#loaders.set(context, loaders);
    return loaders;
  }

  async #changes(organizationId: string, ids: readonly string[]): Promise<(StatusChange | null)[]> {
    const { unit } = this.database;
    const outcomes = byIntegration(await this.connectionReports.outcomes(unit, organizationId, ids));
    const turns = ids.map((id) => findTurn(outcomes.get(id) ?? []));
    const wanted = turns.flatMap((turn) => (turn ? [turn.beforeId, turn.firstId, turn.latestId] : []));
    if (wanted.length === 0) return ids.map(() => null);
    const found = await this.connectionReports.byIds(unit, organizationId, wanted);
    const reports = new Map(found.map((report) => [report.id, report]));
    const spans = turns.map((turn) => {
      const before = turn && reports.get(turn.beforeId);
      const first = turn && reports.get(turn.firstId);
      const latest = turn && reports.get(turn.latestId);
      return before && first && latest ? { kind: turn.kind, before, first, latest } : null;
    });
    const ranges = spans.flatMap((span) => (span ? [rangeOf(span)] : [])).filter(({ from, to }) => from < to);
    const versions = byIntegration(ranges.length === 0 ? [] : await this.versions.ranges(unit, organizationId, ranges));
    return spans.map((span) => {
      if (!span) return null;
      const { integrationId, from, to } = rangeOf(span);
      return toStatusChange(span, settingChanges(versions.get(integrationId) ?? [], from, to));
    });
  }

  async #concurrent(organizationId: string, changes: readonly StatusChange[]): Promise<ConcurrentFailure[][]> {
    const { unit } = this.database;
    const since = new Date(Math.min(...changes.map(({ reportBefore }) => reportBefore.startedAt.getTime())));
    const others = await this.integrations.notWorkingSince(unit, organizationId, since, MOST_OTHERS);
    const theirs = await this.#changes(
      organizationId,
      others.map(({ id }) => id),
    );
    return changes.map((change) =>
      others.flatMap(({ id, name, accountId }, place) => {
        const other = theirs[place];
        if (!other || id === change.integrationId || !isConcurrent(change, other)) return [];
        return [{ integrationId: id, name, accountId, since: other.since }];
      }),
    );
  }
}

interface Span {
  kind: StatusChangeKind;
  before: ConnectionReportEntity;
  first: ConnectionReportEntity;
  latest: ConnectionReportEntity;
}

function byIntegration<Row extends { integrationId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.integrationId);
    if (group) group.push(row);
    else groups.set(row.integrationId, [row]);
  }
  return groups;
}

/** A failure is compared as it is now; what came after a recovery has nothing to do with it. */
function lastOf({ kind, first, latest }: Span): ConnectionReportEntity {
  return kind === 'FAILED' ? latest : first;
}

function rangeOf(span: Span): { integrationId: string; from: number; to: number } {
  const { integrationId, integrationVersion: from } = span.before;
  return { integrationId, from, to: lastOf(span).integrationVersion };
}

function toStatusChange(
  span: Span,
  { changes, isComplete }: { changes: SettingChange[]; isComplete: boolean },
): StatusChange {
  const { kind, before, first } = span;
  const marked = changes.map((change) => ({
    ...change,
    // No test uses routes, and what was changed after the first report cannot have brought it about.
    isPossibleCause: change.setting !== 'ROUTES' && change.version <= first.integrationVersion,
  }));
  const isChanged = marked.some(({ isPossibleCause }) => isPossibleCause);
  const isKnown = isChanged || isComplete || before.integrationVersion === first.integrationVersion;
  return {
    integrationId: before.integrationId,
    organizationId: before.organizationId,
    kind,
    since: first.startedAt,
    reportBefore: before,
    firstReport: first,
    turned: turnedChecks(kind, before.checks, lastOf(span).checks),
    changes: marked,
    nothingChangedHere: isKnown ? !isChanged : null,
  };
}

/** Both stopped between a report that was good and one that was not; the periods meet, and a check of the same kind turned. */
function isConcurrent(one: StatusChange, other: StatusChange): boolean {
  if (other.kind !== 'FAILED') return false;
  const doMeet = one.reportBefore.startedAt <= other.since && other.reportBefore.startedAt <= one.since;
  const codes = new Set(one.turned.map(({ code }) => code));
  return doMeet && other.turned.some(({ code }) => codes.has(code));
}

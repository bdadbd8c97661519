import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { Cause } from '../../../lib/diagnosis.ts';
import { describeCause, type Facts } from '../causes/index.ts';
import { unexpectedAnswer } from '../failure.ts';
import { FINDING_SEVERITIES, type PolicyFinding } from './finding.ts';
import { LineMap } from './line-map.ts';
import type { PermissionsPart } from './permissions-part.ts';
import type { PolicySource } from './reading/index.ts';
import type {
  PlaceInText,
  RepairedPolicy,
  ReportedFinding,
  ReportedVerdict,
  RolePoliciesReport,
} from './report-types.ts';
import type { RepairDraft, TrustPart } from './trust-part.ts';
import type { CauseDraft, Verdict } from './verdict.ts';

interface Parts {
  trust: TrustPart | null;
  permissions: PermissionsPart | null;
  others: readonly PolicyFinding[];
  notJudged: string[];
}

const CONTEXT_LINES = 3;

/** Turns offsets into lines and columns, and drafts into what is shown. */
export class Reporter {
  readonly #lines: Partial<Record<PolicySource, LineMap>>;

  constructor(
    pastes: Partial<Record<PolicySource, string>>,
    private readonly facts: Facts,
  ) {
    this.#lines = {
      TRUST_POLICY: new LineMap(pastes.TRUST_POLICY ?? ''),
      PERMISSIONS_POLICY: new LineMap(pastes.PERMISSIONS_POLICY ?? ''),
    };
  }

  report({ trust, permissions, others, notJudged }: Parts): RolePoliciesReport {
    const findings = [...others, ...(trust?.findings ?? []), ...(permissions?.findings ?? [])].map((one) =>
      this.#finding(one),
    );
    const verdicts = [...(trust ? [trust.assume] : []), ...(permissions?.verdicts ?? [])].map((one) =>
      this.#verdict(one),
    );
    const refusals = (trust?.refusals ?? []).map((one) => this.#verdict(one));
    const repairedTrust = (trust?.repaired ?? []).map(repairedPolicy);
    const repairedPermissions = (permissions?.repaired ?? []).map(repairedPolicy);
    const isWhole = findings.every(({ severity }) => severity !== 'ERROR');
    return {
      ok:
        isWhole &&
        verdicts.length > 0 &&
        verdicts.every(({ allowed }) => allowed) &&
        refusals.every(({ allowed, unknown }) => !allowed && !unknown),
      permissions: verdicts,
      refusals,
      causes: [
        ...(trust?.causes ?? []).map((draft) => this.#cause(draft, repairedTrust)),
        ...(permissions?.causes ?? []).map((draft) => this.#cause(draft, repairedPermissions)),
      ],
      findings: findings.toSorted(byImportance),
      repaired: [...repairedTrust, ...repairedPermissions],
      notJudged,
    };
  }

  #place(source: PolicySource, offset: number): PlaceInText {
    return { source, ...(this.#lines[source]?.at(offset) ?? { line: 1, column: 1 }) };
  }

  #finding({ code, severity, source, offset, message, repair }: PolicyFinding): ReportedFinding {
    return { code, severity, message, repair, ...this.#place(source, offset) };
  }

  #verdict({ action, resource, allowed, isUnknown, reason, statement, externalId }: Verdict): ReportedVerdict {
    return {
      action,
      resource,
      allowed,
      unknown: isUnknown,
      reason,
      statement: statement?.label ?? null,
      place: statement ? this.#place(statement.source, statement.offset) : null,
      externalId,
    };
  }

  #cause({ code, certainty, explanation, steps }: CauseDraft, repaired: readonly RepairedPolicy[]): Cause {
    const [first] = repaired;
    const described = describeCause(code, certainty, this.facts, unexpectedAnswer('', null, null));
    return { ...described, explanation, steps, snippet: first ? { language: 'diff', text: first.diff } : null };
  }
}

function repairedPolicy({ source, name, before, text, sufficient }: RepairDraft): RepairedPolicy {
  const file = `${name.replaceAll(/[^\w.-]+/gu, '-')}.json`;
  const diff = createTwoFilesPatch(file, file, withEnd(before), withEnd(text), undefined, undefined, {
    context: CONTEXT_LINES,
    headerOptions: FILE_HEADERS_ONLY,
  });
  return { source, name, text, diff, sufficient };
}

function withEnd(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

function byImportance(one: ReportedFinding, other: ReportedFinding): number {
  return (
    FINDING_SEVERITIES.indexOf(one.severity) - FINDING_SEVERITIES.indexOf(other.severity) ||
    other.source.localeCompare(one.source) ||
    one.line - other.line ||
    one.column - other.column
  );
}

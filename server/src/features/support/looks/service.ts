import type { AuditTrail } from '../../../lib/audit.ts';
import type { RequestContext, Scope } from '../../../lib/context.ts';
import type { Database } from '../../../lib/database.ts';
import { NotFound } from '../../../lib/errors.ts';
import { authorize } from '../../identity/index.ts';
import type { Integrations } from '../../integrations/index.ts';

type Values = Readonly<Record<string, unknown>>;

interface Look {
  scope: Scope;
  /** Names the integration that is looked at, if one is. */
  integrationOf?: (values: Values) => unknown;
  /** What else the log should say. */
  describe?: (values: Values) => string;
}

/** What concerns support people themselves, and what is the same for everybody: it tells nothing of any organization. */
const NO_LOOKS = new Set([
  'viewer',
  'scopes',
  'switchOrganization',
  'supportAccess',
  'requestSupportAccess',
  'explainFailure',
  'causes',
  'cause',
]);

/** Everything of an organization that a grant opens. What is not in this list stays shut, also what the API gains later. */
const LOOKS: Readonly<Record<string, Look>> = {
  integrations: { scope: 'integrations:read' },
  integration: { scope: 'integrations:read', integrationOf: ({ id }) => id },
  diagnoseIntegration: { scope: 'diagnostics:run', integrationOf: ({ id }) => id },
  diagnosePackage: {
    scope: 'diagnostics:run',
    integrationOf: ({ integrationId }) => integrationId,
    describe: ({ packageType, name, version }) => [packageType, name, version].filter(Boolean).map(String).join(' '),
  },
  auditEvents: { scope: 'audit:read', describe: describeFilter },
  auditLogValues: { scope: 'audit:read' },
};

/** No grant brings it, so asking for it refuses with the right words. */
const BEYOND_EVERY_GRANT: Scope = 'support:write';

/** Admits support people to what a grant covers, and leaves a line in the organization's audit log for every look. */
export class SupportLooks {
  constructor(
    private readonly database: Database,
    private readonly integrations: Pick<Integrations, 'connection'>,
    private readonly audit: AuditTrail,
  ) {}

  /** Lets everybody else pass. Called before the operation runs: what is not noted is not shown. Throws Forbidden. */
  async admit(context: RequestContext, operation: string, values: Values): Promise<void> {
    if (context.actor?.kind !== 'SUPPORT' || NO_LOOKS.has(operation)) return;
    const look = LOOKS[operation];
    const { organizationId } = authorize(context.actor, look?.scope ?? BEYOND_EVERY_GRANT);
    const subject = await this.#subject(organizationId, look?.integrationOf?.(values));
    const description = look?.describe?.(values);
    const event = {
      action: 'support.viewed',
      ...(subject !== null && { subject }),
      detail: description ? `${operation}: ${description}` : operation,
    };
    await this.audit.record(this.database.unit, context.actor, event, context);
  }

  /** The integration's name; the id as it was asked for where there is none. */
  async #subject(organizationId: string, id: unknown): Promise<string | null> {
    if (typeof id !== 'string') return null;
    try {
      return (await this.integrations.connection(organizationId, id)).name;
    } catch (error) {
      if (error instanceof NotFound) return id;
      throw error;
    }
  }
}

function describeFilter({ actor, action, from, until, text }: Values): string {
  const parts = { actor, action, from, until, text };
  return Object.entries(parts)
    .flatMap(([name, value]) => (value ? [`${name} ${textOf(value)}`] : []))
    .join(', ');
}

function textOf(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

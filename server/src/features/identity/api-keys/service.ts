import type { UserError } from '@backline/shared';
import type { AuditTrail } from '../../../lib/audit.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Actor, RequestContext, Scope } from '../../../lib/context.ts';
import type { Database } from '../../../lib/database.ts';
import { NotFound } from '../../../lib/errors.ts';
import { isId, newId } from '../../../lib/id.ts';
import type { ApiKeyEntity } from '../entity.ts';
import { nameField, readField, userError } from '../fields.ts';
import { authorize, isScope } from '../policy.ts';
import { API_KEY_PREFIX, hashToken, newToken } from '../token.ts';
import type { ApiKeyStore } from './store.ts';

const SHOWN_CHARACTERS = 8;

export type ApiKey = Pick<ApiKeyEntity, 'id' | 'name' | 'scopes' | 'prefix' | 'createdAt' | 'expiresAt' | 'lastUsedAt'>;

export interface CreateApiKeyInput {
  name: string;
  scopes: string[];
  expiresAt?: Date | null | undefined;
}
export interface CreateApiKeyResult {
  apiKey: ApiKey | null;
  /** Shown once; only its hash is kept. */
  secret: string | null;
  userErrors: UserError[];
}

/** Keys with which partner tools ask in an organization's name. */
export class ApiKeyService {
  constructor(
    private readonly database: Database,
    private readonly store: ApiKeyStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async list(viewer: Actor | null): Promise<ApiKey[]> {
    const { organizationId } = authorize(viewer, 'api-keys:read');
    return this.store.list(this.database.unit, organizationId);
  }

  async create(input: CreateApiKeyInput, context: RequestContext): Promise<CreateApiKeyResult> {
    const actor = authorize(context.actor, 'api-keys:write');
    const now = this.clock.now();
    const expiresAt = input.expiresAt ?? null;
    const name = readField(nameField, input.name, 'name');
    const userErrors = [...(name.error ? [name.error] : []), ...checkScopes(input.scopes, actor)];
    if (expiresAt && expiresAt <= now) userErrors.push(inThePast());
    if (name.error || userErrors.length > 0) return { apiKey: null, secret: null, userErrors };

    const secret = newToken(API_KEY_PREFIX);
    const apiKey: ApiKeyEntity = {
      id: newId(),
      organizationId: actor.organizationId,
      name: name.value,
      secretHash: hashToken(secret),
      prefix: secret.slice(0, API_KEY_PREFIX.length + SHOWN_CHARACTERS),
      scopes: [...new Set(input.scopes)],
      createdAt: now,
      expiresAt,
      lastUsedAt: null,
      revokedAt: null,
    };
    await this.database.transaction(async (unit) => {
      await this.store.insert(unit, apiKey);
      const detail = `${apiKey.scopes.join(' ')}; ${expiresAt ? `expires ${expiresAt.toISOString()}` : 'never expires'}`;
      await this.audit.record(unit, actor, { action: 'api_key.created', subject: apiKey.name, detail }, context);
    });
    return { apiKey, secret, userErrors: [] };
  }

  /** The key is refused from the next request on. */
  async revoke(id: string, context: RequestContext): Promise<{ deletedId: string; userErrors: UserError[] }> {
    const actor = authorize(context.actor, 'api-keys:write');
    const { organizationId } = actor;
    return this.database.transaction(async (unit) => {
      const key = isId(id) ? await this.store.find(unit, organizationId, id) : null;
      if (!key || !(await this.store.revoke(unit, organizationId, id, this.clock.now()))) {
        throw new NotFound('No such API key. It may have been revoked already.');
      }
      await this.audit.record(unit, actor, { action: 'api_key.revoked', subject: key.name }, context);
      return { deletedId: id, userErrors: [] };
    });
  }
}

/** Nobody can give away what they do not have. */
function checkScopes(scopes: string[], actor: Actor): UserError[] {
  if (scopes.length === 0) return [userError(['scopes'], 'no_scope', 'The key has no scope. Choose at least one.')];
  return scopes.flatMap((scope, index) => {
    const field = ['scopes', String(index)];
    if (!isScope(scope)) {
      return [
        userError(field, 'unknown_scope', 'There is no such scope. The query "scopes" lists those that there are.'),
      ];
    }
    return actor.scopes.has(scope) ? [] : [userError(field, 'scope_not_held', notHeld(scope))];
  });
}

function notHeld(scope: Scope): string {
  return `You do not have the scope ${scope}, so you cannot give it to a key. Leave it out, or ask an admin.`;
}

function inThePast(): UserError {
  return userError(['expiresAt'], 'expires_in_past', 'The key would have expired already. Choose a later time.');
}

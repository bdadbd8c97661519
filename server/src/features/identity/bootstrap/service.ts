import type { AuditTrail } from '../../../lib/audit.ts';
import type { Clock } from '../../../lib/clock.ts';
import { SCOPES } from '../../../lib/context.ts';
import type { Database, Unit } from '../../../lib/database.ts';
import { newId } from '../../../lib/id.ts';
import type { OrganizationEntity, PersonEntity } from '../entity.ts';
import { emailField } from '../fields.ts';
import type { Passwords } from '../password.ts';
import { hashToken } from '../token.ts';
import type { BootstrapStore } from './store.ts';

const ORGANIZATION_NAME = 'My organization';
const KEY_NAME = 'Bootstrap key';
// The shortest key has 16 characters, too few to show as many of as of a generated one.
const SHOWN_CHARACTERS = 4;

export interface BootstrapSettings {
  /** Both or neither. */
  email?: string | undefined;
  password?: string | undefined;
  /** At least 16 characters. */
  apiKey?: string | undefined;
  /** A support person; both or neither. */
  supportEmail?: string | undefined;
  supportPassword?: string | undefined;
}

/** Makes what the settings name, where it is absent; a second start changes nothing, also not what was changed meanwhile. */
export class BootstrapService {
  constructor(
    private readonly database: Database,
    private readonly store: BootstrapStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly passwords: Passwords,
  ) {}

  /** Throws an Error that names the setting where the support person is a member already. */
  async run({ email, password, apiKey, supportEmail, supportPassword }: BootstrapSettings): Promise<void> {
    if (!email && !apiKey && !supportEmail) return;
    // Slow on purpose, so it happens before the lock is taken.
    const [passwordHash, supportHash] = await Promise.all([
      password ? this.passwords.hash(password) : null,
      supportPassword ? this.passwords.hash(supportPassword) : null,
    ]);
    await this.database.transaction(async (unit) => {
      await this.store.lock(unit);
      if (supportEmail && supportHash) await this.ensureSupport(unit, emailField.parse(supportEmail), supportHash);
      if (!email && !apiKey) return;
      const organization = (await this.store.findFirstOrganization(unit)) ?? (await this.createOrganization(unit));
      if (email && passwordHash) await this.ensureOwner(unit, organization, emailField.parse(email), passwordHash);
      if (apiKey) await this.ensureApiKey(unit, organization, apiKey);
    });
  }

  private async createOrganization(unit: Unit): Promise<OrganizationEntity> {
    const organization = { id: newId(), name: ORGANIZATION_NAME, createdAt: this.clock.now() };
    await this.store.insertOrganization(unit, organization);
    await this.record(unit, organization, 'organization.created', organization.name);
    return organization;
  }

  private async ensureOwner(unit: Unit, organization: OrganizationEntity, email: string, passwordHash: string) {
    if (await this.store.findPerson(unit, email)) return;
    const now = this.clock.now();
    const person = newPerson(email, passwordHash, null, now);
    await this.store.insertOwner(unit, person, { id: newId(), organizationId: organization.id, joinedAt: now });
    await this.record(unit, organization, 'member.joined', email, 'OWNER');
  }

  /** Support people belong to no organization, so somebody who is a member cannot become one by a setting. */
  private async ensureSupport(unit: Unit, email: string, passwordHash: string) {
    const known = await this.store.findPerson(unit, email);
    if (known && known.platformRole !== 'SUPPORT') {
      throw new Error('Setting BOOTSTRAP_SUPPORT_EMAIL names somebody who has an account. Choose another address.');
    }
    if (known) return;
    await this.store.insertPerson(unit, newPerson(email, passwordHash, 'SUPPORT', this.clock.now()));
    const event = { action: 'support.joined', subject: email, organizationId: null, actorName: 'bootstrap' };
    await this.audit.record(unit, null, event, null);
  }

  private async ensureApiKey(unit: Unit, organization: OrganizationEntity, secret: string) {
    const secretHash = hashToken(secret);
    if (await this.store.hasApiKey(unit, secretHash)) return;
    await this.store.insertApiKey(unit, {
      id: newId(),
      organizationId: organization.id,
      name: KEY_NAME,
      secretHash,
      prefix: secret.slice(0, SHOWN_CHARACTERS),
      scopes: [...SCOPES],
      createdAt: this.clock.now(),
      expiresAt: null,
      lastUsedAt: null,
      revokedAt: null,
    });
    await this.record(unit, organization, 'api_key.created', KEY_NAME, 'All scopes; never expires');
  }

  private async record(unit: Unit, { id }: OrganizationEntity, action: string, subject: string, detail?: string) {
    const event = { action, subject, organizationId: id, actorName: 'bootstrap', ...(detail && { detail }) };
    await this.audit.record(unit, null, event, null);
  }
}

function newPerson(
  email: string,
  passwordHash: string,
  platformRole: PersonEntity['platformRole'],
  createdAt: Date,
): PersonEntity {
  return { id: newId(), email, name: email.slice(0, email.indexOf('@')), passwordHash, platformRole, createdAt };
}

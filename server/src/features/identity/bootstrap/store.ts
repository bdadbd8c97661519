import { managerOf } from '../../../db.ts';
import type { Unit } from '../../../lib/database.ts';
import { ApiKeyEntity, MemberEntity, OrganizationEntity, PersonEntity } from '../entity.ts';

// Any constant will do, as long as nothing else in the database uses it for an advisory lock.
const BOOTSTRAP_LOCK = 741_880_215;

/** The very first rows. Not scoped by organization: it makes the first one. */
export class BootstrapStore {
  /** Makes other servers that start at the same time wait for the end of the transaction. */
  async lock(unit: Unit): Promise<void> {
    await managerOf(unit).query('SELECT pg_advisory_xact_lock($1)', [BOOTSTRAP_LOCK]);
  }

  async findFirstOrganization(unit: Unit): Promise<OrganizationEntity | null> {
    const [first] = await managerOf(unit).find(OrganizationEntity, { order: { id: 'ASC' }, take: 1 });
    return first ?? null;
  }

  async insertOrganization(unit: Unit, organization: OrganizationEntity): Promise<void> {
    await managerOf(unit).insert(OrganizationEntity, organization);
  }

  async findPerson(unit: Unit, email: string): Promise<PersonEntity | null> {
    return managerOf(unit).findOneBy(PersonEntity, { email });
  }

  async insertPerson(unit: Unit, person: PersonEntity): Promise<void> {
    await managerOf(unit).insert(PersonEntity, person);
  }

  async insertOwner(
    unit: Unit,
    person: PersonEntity,
    member: Pick<MemberEntity, 'id' | 'organizationId' | 'joinedAt'>,
  ): Promise<void> {
    await managerOf(unit).insert(PersonEntity, person);
    await managerOf(unit).insert(MemberEntity, { ...member, personId: person.id, role: 'OWNER' });
  }

  /** Also where it was revoked. */
  async hasApiKey(unit: Unit, secretHash: Buffer): Promise<boolean> {
    return managerOf(unit).existsBy(ApiKeyEntity, { secretHash });
  }

  async insertApiKey(unit: Unit, key: ApiKeyEntity): Promise<void> {
    await managerOf(unit).insert(ApiKeyEntity, key);
  }
}

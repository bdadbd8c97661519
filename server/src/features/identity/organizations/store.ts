import { managerOf } from '../../../db.ts';
import type { Unit } from '../../../lib/database.ts';
import { MemberEntity, OrganizationEntity, SessionEntity } from '../entity.ts';

export class OrganizationStore {
  async find(unit: Unit, organizationId: string): Promise<OrganizationEntity | null> {
    return managerOf(unit).findOneBy(OrganizationEntity, { id: organizationId });
  }

  /** All memberships of a person, each with its organization and person, oldest first. */
  async listMemberships(unit: Unit, personId: string): Promise<MemberEntity[]> {
    return managerOf(unit)
      .createQueryBuilder(MemberEntity, 'member')
      .innerJoinAndSelect('member.organization', 'organization')
      .innerJoinAndSelect('member.person', 'person')
      .where('member.personId = :personId', { personId })
      .orderBy('member.id')
      .getMany();
  }

  async insert(unit: Unit, organization: OrganizationEntity): Promise<void> {
    await managerOf(unit).insert(OrganizationEntity, organization);
  }

  async insertOwner(
    unit: Unit,
    owner: Pick<MemberEntity, 'id' | 'organizationId' | 'personId' | 'joinedAt'>,
  ): Promise<void> {
    await managerOf(unit).insert(MemberEntity, { ...owner, role: 'OWNER' });
  }

  /** Points a support person's session to an organization; false where the session ended meanwhile. */
  async pointSession(unit: Unit, sessionId: string, organizationId: string): Promise<boolean> {
    const { affected } = await managerOf(unit).update(SessionEntity, { id: sessionId }, { organizationId });
    return affected === 1;
  }

  /** Moves a session to another membership of the same person; false where the session ended meanwhile. */
  async moveSession(unit: Unit, sessionId: string, memberId: string, now: Date): Promise<boolean> {
    const { affected } = await managerOf(unit).update(SessionEntity, { id: sessionId }, { memberId });
    await managerOf(unit).update(MemberEntity, { id: memberId }, { lastSignInAt: now });
    return affected === 1;
  }
}

import { MoreThan } from 'typeorm';
import { managerOf } from '../../../db.ts';
import type { Unit } from '../../../lib/database.ts';
import { InvitationEntity, MemberEntity, OrganizationEntity } from '../entity.ts';
import type { Role } from '../policy.ts';

export class MemberStore {
  /** Makes whoever else wants to change this organization's members wait for the end of the transaction. */
  async lockOrganization(unit: Unit, organizationId: string): Promise<void> {
    await managerOf(unit)
      .createQueryBuilder(OrganizationEntity, 'organization')
      .select('organization.id')
      .where('organization.id = :organizationId', { organizationId })
      .setLock('pessimistic_write')
      .getOne();
  }

  /** With their persons, in the order in which they joined. */
  async list(unit: Unit, organizationId: string): Promise<MemberEntity[]> {
    return this.membersOf(unit, organizationId).orderBy('member.id').getMany();
  }

  /** With its person. */
  async find(unit: Unit, organizationId: string, id: string): Promise<MemberEntity | null> {
    return this.membersOf(unit, organizationId).andWhere('member.id = :id', { id }).getOne();
  }

  async findByEmail(unit: Unit, organizationId: string, email: string): Promise<MemberEntity | null> {
    return this.membersOf(unit, organizationId).andWhere('person.email = :email', { email }).getOne();
  }

  async countOwners(unit: Unit, organizationId: string): Promise<number> {
    return managerOf(unit).countBy(MemberEntity, { organizationId, role: 'OWNER' });
  }

  async setRole(unit: Unit, organizationId: string, id: string, role: Role): Promise<void> {
    await managerOf(unit).update(MemberEntity, { organizationId, id }, { role });
  }

  /** Its sessions end with it. */
  async remove(unit: Unit, organizationId: string, id: string): Promise<void> {
    await managerOf(unit).delete(MemberEntity, { organizationId, id });
  }

  /** Those that have not run out, oldest first. */
  async listInvitations(unit: Unit, organizationId: string, now: Date): Promise<InvitationEntity[]> {
    return managerOf(unit).find(InvitationEntity, {
      where: { organizationId, expiresAt: MoreThan(now) },
      order: { id: 'ASC' },
    });
  }

  async findInvitation(unit: Unit, organizationId: string, id: string): Promise<InvitationEntity | null> {
    return managerOf(unit).findOneBy(InvitationEntity, { organizationId, id });
  }

  /** Takes the place of an earlier invitation of the same email address, whose link stops working. */
  async replaceInvitation(unit: Unit, invitation: Omit<InvitationEntity, 'organization'>): Promise<void> {
    const { organizationId, email } = invitation;
    await managerOf(unit).delete(InvitationEntity, { organizationId, email });
    await managerOf(unit).insert(InvitationEntity, invitation);
  }

  /** False where it was accepted or revoked meanwhile. */
  async removeInvitation(unit: Unit, organizationId: string, id: string): Promise<boolean> {
    const { affected } = await managerOf(unit).delete(InvitationEntity, { organizationId, id });
    return affected === 1;
  }

  private membersOf(unit: Unit, organizationId: string) {
    return managerOf(unit)
      .createQueryBuilder(MemberEntity, 'member')
      .innerJoinAndSelect('member.person', 'person')
      .where('member.organizationId = :organizationId', { organizationId });
  }
}

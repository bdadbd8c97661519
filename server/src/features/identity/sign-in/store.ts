import { LessThan, MoreThan } from 'typeorm';
import { managerOf } from '../../../db.ts';
import type { Unit } from '../../../lib/database.ts';
import { InvitationEntity, MemberEntity, PersonEntity, SessionEntity } from '../entity.ts';

/** To whom a session belongs: to a membership, or to a support person. */
export type SessionOwner = { memberId: string } | { personId: string };

/** Sign-in, sign-out and joining. Not scoped by organization: it is how people get into one. */
export class SignInStore {
  async findPerson(unit: Unit, email: string): Promise<PersonEntity | null> {
    return managerOf(unit).findOneBy(PersonEntity, { email });
  }

  /** The person's membership that was used last, with the person. */
  async findLastMembership(unit: Unit, email: string): Promise<MemberEntity | null> {
    return managerOf(unit)
      .createQueryBuilder(MemberEntity, 'member')
      .innerJoinAndSelect('member.person', 'person')
      .where('person.email = :email', { email })
      .orderBy('member.lastSignInAt', 'DESC', 'NULLS LAST')
      .addOrderBy('member.id')
      .limit(1)
      .getOne();
  }

  /** The member with its person. */
  async findMember(unit: Unit, organizationId: string, personId: string): Promise<MemberEntity | null> {
    return managerOf(unit)
      .createQueryBuilder(MemberEntity, 'member')
      .innerJoinAndSelect('member.person', 'person')
      .where('member.organizationId = :organizationId AND member.personId = :personId', { organizationId, personId })
      .getOne();
  }

  /** False where somebody else has the email address by now. */
  async insertPerson(unit: Unit, person: PersonEntity): Promise<boolean> {
    const { raw } = await managerOf(unit)
      .createQueryBuilder()
      .insert()
      .into(PersonEntity)
      .values(person)
      .orIgnore()
      .returning('id')
      .execute();
    return (raw as unknown[]).length === 1;
  }

  async insertMember(
    unit: Unit,
    member: Pick<MemberEntity, 'id' | 'organizationId' | 'personId' | 'role' | 'joinedAt'>,
  ): Promise<void> {
    await managerOf(unit).insert(MemberEntity, member);
  }

  /** The invitation with its organization, unless it ended before `now`. */
  async findInvitation(unit: Unit, tokenHash: Buffer, now: Date): Promise<InvitationEntity | null> {
    return managerOf(unit)
      .createQueryBuilder(InvitationEntity, 'invitation')
      .innerJoinAndSelect('invitation.organization', 'organization')
      .where('invitation.tokenHash = :tokenHash AND invitation.expiresAt > :now', { tokenHash, now })
      .getOne();
  }

  /** Uses the invitation up; false where somebody else did, or it ended or was revoked meanwhile. */
  async takeInvitation(unit: Unit, tokenHash: Buffer, now: Date): Promise<boolean> {
    const { affected } = await managerOf(unit).delete(InvitationEntity, { tokenHash, expiresAt: MoreThan(now) });
    return affected === 1;
  }

  async insertSession(
    unit: Unit,
    owner: SessionOwner,
    session: Pick<SessionEntity, 'id' | 'tokenHash' | 'createdAt'>,
  ): Promise<void> {
    await managerOf(unit).insert(SessionEntity, { ...session, ...owner, lastSeenAt: session.createdAt });
    if (!('memberId' in owner)) return;
    await managerOf(unit).update(MemberEntity, { id: owner.memberId }, { lastSignInAt: session.createdAt });
  }

  async deleteSession(unit: Unit, id: string): Promise<boolean> {
    const { affected } = await managerOf(unit).delete(SessionEntity, { id });
    return affected === 1;
  }

  /** Clears away the owner's sessions that were last seen before `before`. */
  async deleteStaleSessions(unit: Unit, owner: SessionOwner, before: Date): Promise<void> {
    await managerOf(unit).delete(SessionEntity, { ...owner, lastSeenAt: LessThan(before) });
  }
}

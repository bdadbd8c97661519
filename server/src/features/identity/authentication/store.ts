import { LessThan } from 'typeorm';
import { managerOf } from '../../../db.ts';
import type { Unit } from '../../../lib/database.ts';
import { ApiKeyEntity, SessionEntity } from '../entity.ts';

/** Looks up who holds a token or key. Not scoped by organization: it is what finds the organization. */
export class AuthenticationStore {
  /** The session with its member and that one's person, or with its support person, in one statement. */
  async findSession(unit: Unit, tokenHash: Buffer): Promise<SessionEntity | null> {
    return managerOf(unit)
      .createQueryBuilder(SessionEntity, 'session')
      .leftJoinAndSelect('session.member', 'member')
      .leftJoinAndSelect('member.person', 'person')
      .leftJoinAndSelect('session.person', 'support')
      .where('session.tokenHash = :tokenHash', { tokenHash })
      .getOne();
  }

  async findApiKey(unit: Unit, secretHash: Buffer): Promise<ApiKeyEntity | null> {
    return managerOf(unit)
      .createQueryBuilder(ApiKeyEntity, 'key')
      .where('key.secretHash = :secretHash', { secretHash })
      .getOne();
  }

  /** Notes that the session was seen `now`, unless that was noted after `before`. */
  async touchSession(unit: Unit, id: string, now: Date, before: Date): Promise<void> {
    await managerOf(unit).update(SessionEntity, { id, lastSeenAt: LessThan(before) }, { lastSeenAt: now });
  }

  /** Notes that the key was used `now`. */
  async touchApiKey(unit: Unit, id: string, now: Date): Promise<void> {
    await managerOf(unit).update(ApiKeyEntity, { id }, { lastUsedAt: now });
  }
}

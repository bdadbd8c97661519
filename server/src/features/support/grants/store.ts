import { IsNull, MoreThan } from 'typeorm';
import { managerOf } from '../../../db.ts';
import type { Unit } from '../../../lib/database.ts';
import type { Page } from '../../../lib/pagination.ts';
import type { OpenOrganization, SupportAccess } from '../../identity/index.ts';
import { SupportGrantEntity } from '../entity.ts';

export type NewSupportGrant = Pick<
  SupportGrantEntity,
  'id' | 'organizationId' | 'personId' | 'requestId' | 'reason' | 'grantedBy' | 'grantedAt' | 'expiresAt'
>;

export class SupportGrantStore implements SupportAccess {
  async insert(unit: Unit, grant: NewSupportGrant): Promise<void> {
    await managerOf(unit).insert(SupportGrantEntity, grant);
  }

  /** With whom it lets in. */
  async find(unit: Unit, organizationId: string, id: string): Promise<SupportGrantEntity | null> {
    return this.#of(unit, organizationId).andWhere('grant.id = :id', { id }).getOne();
  }

  /** With whom they let in, newest first; one row more than the page holds where there is one. */
  async list(unit: Unit, organizationId: string, { limit, afterId }: Page): Promise<SupportGrantEntity[]> {
    const query = this.#of(unit, organizationId)
      .orderBy('grant.id', 'DESC')
      .limit(limit + 1);
    if (afterId) query.andWhere('grant.id < :afterId', { afterId });
    return query.getMany();
  }

  async count(unit: Unit, organizationId: string): Promise<number> {
    return managerOf(unit).countBy(SupportGrantEntity, { organizationId });
  }

  /** False where it ended before. */
  async revoke(unit: Unit, organizationId: string, id: string, by: string, now: Date): Promise<boolean> {
    const { affected } = await managerOf(unit).update(
      SupportGrantEntity,
      { organizationId, id, revokedAt: IsNull(), expiresAt: MoreThan(now) },
      { revokedAt: now, revokedBy: by },
    );
    return affected === 1;
  }

  async openTo(unit: Unit, personId: string, now: Date): Promise<OpenOrganization[]> {
    return managerOf(unit).query(
      `SELECT organization.id, organization.name, max(support_grant.expires_at) AS until
       FROM support_grant JOIN organization ON organization.id = support_grant.organization_id
       WHERE (support_grant.person_id = $1 OR support_grant.person_id IS NULL)
         AND support_grant.revoked_at IS NULL AND support_grant.expires_at > $2
       GROUP BY organization.id ORDER BY organization.name, organization.id`,
      [personId, now],
    );
  }

  /**
   * Takes the grants that ran out and of which nobody was told yet, of all organizations; each is taken once, also where
   * several servers take at the same time.
   */
  async takeExpired(unit: Unit, now: Date): Promise<ExpiredGrant[]> {
    const [rows]: [ExpiredGrant[], number] = await managerOf(unit).query(
      `UPDATE support_grant SET expiry_noted_at = $1
       WHERE expires_at <= $1 AND revoked_at IS NULL AND expiry_noted_at IS NULL
       RETURNING organization_id AS "organizationId", expires_at AS "expiresAt", reason,
         (SELECT email FROM person WHERE person.id = support_grant.person_id) AS email`,
      [now],
    );
    return rows;
  }

  #of(unit: Unit, organizationId: string) {
    return managerOf(unit)
      .createQueryBuilder(SupportGrantEntity, 'grant')
      .leftJoinAndSelect('grant.person', 'person')
      .where('grant.organization_id = :organizationId', { organizationId });
  }
}

export interface ExpiredGrant {
  organizationId: string;
  expiresAt: Date;
  reason: string;
  /** Whom it let in; null for all of support. */
  email: string | null;
}

import { IsNull, LessThanOrEqual } from 'typeorm';
import { managerOf } from '../../../db.ts';
import type { Unit } from '../../../lib/database.ts';
import { SupportRequestEntity } from '../entity.ts';

/** Requests that a support person sees of their own; older ones are in the audit logs. */
const MOST_SHOWN = 50;

export type NewSupportRequest = Pick<
  SupportRequestEntity,
  'id' | 'askedOrganizationId' | 'personId' | 'reason' | 'minutes' | 'requestedAt'
>;

export class SupportRequestStore {
  /** Removes a request of the person that nobody answered until `before`, so that it can be made again. */
  async removeLapsed(unit: Unit, personId: string, askedOrganizationId: string, before: Date): Promise<void> {
    await managerOf(unit).delete(SupportRequestEntity, {
      personId,
      askedOrganizationId,
      answer: IsNull(),
      requestedAt: LessThanOrEqual(before),
    });
  }

  /** Keeps a request, whether or not there is such an organization; false where the person has one waiting there. */
  async insert(unit: Unit, request: NewSupportRequest): Promise<boolean> {
    const { id, askedOrganizationId, personId, reason, minutes, requestedAt } = request;
    const rows: unknown[] = await managerOf(unit).query(
      `INSERT INTO support_request (id, organization_id, asked_organization_id, person_id, reason, minutes, requested_at)
       VALUES ($1, (SELECT id FROM organization WHERE id = $2), $2, $3, $4, $5, $6)
       ON CONFLICT DO NOTHING RETURNING id`,
      [id, askedOrganizationId, personId, reason, minutes, requestedAt],
    );
    return rows.length === 1;
  }

  /** With who asks, oldest first: those that wait for an answer and were made after `after`. */
  async pending(unit: Unit, organizationId: string, after: Date): Promise<SupportRequestEntity[]> {
    return this.#pending(unit, organizationId, after).orderBy('request.id').getMany();
  }

  /** With who asks; null unless it waits for an answer and was made after `after`. */
  async findPending(unit: Unit, organizationId: string, id: string, after: Date): Promise<SupportRequestEntity | null> {
    return this.#pending(unit, organizationId, after).andWhere('request.id = :id', { id }).getOne();
  }

  /** False where somebody answered before. */
  async answer(
    unit: Unit,
    organizationId: string,
    id: string,
    answer: { answer: 'GRANTED' | 'REFUSED'; answeredAt: Date; answeredBy: string },
  ): Promise<boolean> {
    const { affected } = await managerOf(unit).update(
      SupportRequestEntity,
      { organizationId, id, answer: IsNull() },
      answer,
    );
    return affected === 1;
  }

  /** The person's own, newest first. */
  async ofPerson(unit: Unit, personId: string): Promise<SupportRequestEntity[]> {
    return managerOf(unit).find(SupportRequestEntity, {
      where: { personId },
      order: { id: 'DESC' },
      take: MOST_SHOWN,
    });
  }

  #pending(unit: Unit, organizationId: string, after: Date) {
    return managerOf(unit)
      .createQueryBuilder(SupportRequestEntity, 'request')
      .innerJoinAndSelect('request.person', 'person')
      .where('request.organization_id = :organizationId AND request.answer IS NULL', { organizationId })
      .andWhere('request.requested_at > :after', { after });
  }
}

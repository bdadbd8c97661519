import { managerOf, runStatement } from '../../db.ts';
import type { Unit } from '../../lib/database.ts';
import type { Page } from '../../lib/pagination.ts';
import { ProjectEntity } from './entity.ts';

export class ProjectStore {
  /** The project of the name, made where there is none. */
  async findOrInsert(unit: Unit, project: ProjectEntity): Promise<ProjectEntity> {
    const { id, organizationId, integrationId, name, createdAt } = project;
    // An update that changes nothing, so that there is always a row to return, and to wait for.
    const [row] = (await runStatement(
      unit,
      `INSERT INTO project (id, organization_id, integration_id, name, created_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (integration_id, name) DO UPDATE SET name = excluded.name
       WHERE project.organization_id = excluded.organization_id RETURNING id, created_at`,
      [id, organizationId, integrationId, name, createdAt],
    )) as { id: string; created_at: Date }[];
    if (!row) throw new Error('A project belongs to another organization than its integration.');
    return { ...project, id: row.id, createdAt: row.created_at };
  }

  async find(unit: Unit, organizationId: string, id: string): Promise<ProjectEntity | null> {
    return managerOf(unit).findOneBy(ProjectEntity, { id, organizationId });
  }

  /** Newest first, one row more than the page holds where there is one, and the number of all. */
  async list(
    unit: Unit,
    organizationId: string,
    integrationId: string | null,
    { limit, afterId }: Page,
  ): Promise<{ rows: ProjectEntity[]; totalCount: number }> {
    const query = managerOf(unit)
      .createQueryBuilder(ProjectEntity, 'project')
      .where('project.organization_id = :organizationId', { organizationId });
    if (integrationId) query.andWhere('project.integration_id = :integrationId', { integrationId });
    const totalCount = await query.getCount();
    if (afterId) query.andWhere('project.id < :afterId', { afterId });
    const rows = await query
      .orderBy('project.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return { rows, totalCount };
  }

  /** With all its analyses. */
  async delete(unit: Unit, organizationId: string, id: string): Promise<void> {
    await managerOf(unit).delete(ProjectEntity, { organizationId, id });
  }
}

import { managerOf } from '../../../db.ts';
import type { Unit } from '../../../lib/database.ts';
import { IntegrationVersionEntity, type VersionRepository } from './entity.ts';

/** Versions of one integration, both ends included. */
export interface VersionRange {
  integrationId: string;
  from: number;
  to: number;
}

/** Versions of one range that are read at most; of more, the latest are. */
const MOST_VERSIONS = 101;

/** A row as PostgreSQL gives it. */
interface VersionRow {
  integration_id: string;
  version: number;
  organization_id: string;
  at: Date;
  actor: string;
  request_id: string | null;
  account_id: string;
  external_id: string;
  role_arn: string;
  repositories: VersionRepository[];
}

export class IntegrationVersionStore {
  /** Keeps a version, and forgets those that no report can be compared with any more. */
  async keep(unit: Unit, version: IntegrationVersionEntity): Promise<void> {
    const manager = managerOf(unit);
    await manager.insert(IntegrationVersionEntity, version);
    await manager.query(
      `DELETE FROM integration_version WHERE organization_id = $1 AND integration_id = $2 AND version < (
         SELECT min(integration_version) FROM connection_report WHERE organization_id = $1 AND integration_id = $2)`,
      [version.organizationId, version.integrationId],
    );
  }

  /** The versions of each range, oldest first, as far as they are known: one statement. */
  async ranges(
    unit: Unit,
    organizationId: string,
    ranges: readonly VersionRange[],
  ): Promise<IntegrationVersionEntity[]> {
    const rows: VersionRow[] = await managerOf(unit).query(
      `SELECT kept.* FROM unnest($2::uuid[], $3::int[], $4::int[]) AS range (id, lowest, highest)
       CROSS JOIN LATERAL (
         SELECT * FROM integration_version
         WHERE organization_id = $1 AND integration_id = range.id AND version BETWEEN range.lowest AND range.highest
         ORDER BY version DESC LIMIT $5) AS kept
       ORDER BY kept.version`,
      [
        organizationId,
        ranges.map(({ integrationId }) => integrationId),
        ranges.map(({ from }) => from),
        ranges.map(({ to }) => to),
        MOST_VERSIONS,
      ],
    );
    return rows.map(toEntity);
  }
}

function toEntity(row: VersionRow): IntegrationVersionEntity {
  return {
    integrationId: row.integration_id,
    version: row.version,
    organizationId: row.organization_id,
    at: row.at,
    actor: row.actor,
    requestId: row.request_id,
    accountId: row.account_id,
    externalId: row.external_id,
    roleArn: row.role_arn,
    repositories: row.repositories,
  };
}

import type { IntegrationFieldsFragment } from '../../../graphql/generated/graphql.ts';

/** What every part of the integration's page is given. */
export interface IntegrationPartProps {
  integration: IntegrationFieldsFragment;
}

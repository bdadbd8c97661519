import '../../../components/form.css';
import { Alert, Button, Stack, Text } from '@mantine/core';
import type { IntegrationFieldsFragment } from '../../../graphql/generated/graphql.ts';
import styles from './integration.module.css';

export interface ConflictNoticeProps {
  base: IntegrationFieldsFragment;
  latest: IntegrationFieldsFragment;
  onReload: () => void;
  onContinue: () => void;
}

/** Somebody else saved first: shows what they changed; the own input stays in the form. */
export function ConflictNotice({ base, latest, onReload, onContinue }: ConflictNoticeProps) {
  const isReloaded = latest.version !== base.version;
  const changed = changedFields(base, latest);
  return (
    <Alert color="yellow" title="Somebody else changed this integration" role="alert" className={styles.conflict}>
      <Stack gap="sm" align="flex-start">
        {isReloaded ? (
          <>
            <Text>
              {changed.length > 0
                ? `They changed: ${changed.join(', ')}.`
                : 'Their version has the same values as yours had.'}{' '}
              Your input is still in the form. Saving it replaces their values.
            </Text>
            <Button variant="default" onClick={onContinue}>
              Keep my input and go on
            </Button>
          </>
        ) : (
          <>
            <Text>
              It was saved after you opened it, so your changes were not. Reload it to see what is different; your input
              stays in the form.
            </Text>
            <Button variant="default" onClick={onReload}>
              Reload, keep my input
            </Button>
          </>
        )}
      </Stack>
    </Alert>
  );
}

function changedFields(base: IntegrationFieldsFragment, latest: IntegrationFieldsFragment): string[] {
  const urls = ({ repositories }: IntegrationFieldsFragment) => repositories.map(({ url }) => url).join(' ');
  return [
    ...(base.name === latest.name ? [] : [`the name to "${latest.name}"`]),
    ...(base.roleArn === latest.roleArn ? [] : [`the role ARN to ${latest.roleArn}`]),
    ...(base.accountId === latest.accountId ? [] : [`the account ID to ${latest.accountId}`]),
    ...(base.externalId === latest.externalId ? [] : ['the External ID']),
    ...(urls(base) === urls(latest) ? [] : ['the repository URLs']),
  ];
}

import { Button, Group, Text } from '@mantine/core';
import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';
import { Identifier } from '../../../components/identifier.tsx';
import { describeError } from '../../../graphql/client.ts';
import { notify } from '../../../lib/notify.ts';
import { ExternalIdField } from '../details/external-id-field.tsx';
import { setupQuery } from '../details/queries.ts';
import type { DetailsFieldsProps } from '../details/role-fields.tsx';
import styles from './integration.module.css';

/** Shows the External ID; replacing it is a step of its own, because the role in AWS must change with it. */
export function ExternalIdEditor(props: DetailsFieldsProps & { saved: string }) {
  const { draft, saved, onChange } = props;
  const [isReplacing, setIsReplacing] = useState(false);
  const client = useApolloClient();

  async function makeOne() {
    try {
      const { data } = await client.query({ query: setupQuery, variables: { input: {} }, fetchPolicy: 'no-cache' });
      if (data) onChange({ externalId: data.codeArtifactSetup.externalId });
    } catch (error) {
      const { title, text } = describeError(error);
      notify({ tone: 'bad', title, message: text });
    }
  }

  if (!isReplacing) {
    return (
      <div className={styles.labelled}>
        <span className={styles.label}>External ID</span>
        <Identifier value={saved} label="External ID" />
        <Button variant="subtle" size="compact-sm" onClick={() => setIsReplacing(true)}>
          Replace
        </Button>
      </div>
    );
  }
  return (
    <div>
      <ExternalIdField {...props} />
      <Text size="sm" mt={6}>
        First put the new value into the trust policy of the role (the stack's parameter ExternalId), then save. Until a
        test with the new one has passed, the saved one stays in use.
      </Text>
      <Group gap="xs" mt={6}>
        <Button variant="default" size="compact-sm" onClick={() => void makeOne()}>
          Make a new one
        </Button>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            onChange({ externalId: saved });
            setIsReplacing(false);
          }}
        >
          Keep the saved one
        </Button>
        {draft.externalId !== saved && <Identifier value={draft.externalId} label="new External ID" />}
      </Group>
    </div>
  );
}

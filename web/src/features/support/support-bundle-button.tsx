import { Button, Stack, Text } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import { useLazyQuery } from '@apollo/client/react';
import { useState } from 'react';
import { describeError } from '../../graphql/client.ts';
import { download } from '../../lib/download.ts';
import { notify } from '../../lib/notify.ts';
import { useMay } from '../identity/viewer.tsx';
import { supportBundleQuery } from './queries.ts';

/** Exports an integration's support bundle, for admins; nothing for others. */
export function SupportBundleButton({ integrationId }: { integrationId: string }) {
  const mayExport = useMay('support:write');
  const [fetchBundle] = useLazyQuery(supportBundleQuery, { fetchPolicy: 'no-cache' });
  const [isBusy, setIsBusy] = useState(false);
  if (!mayExport) return null;

  async function onExport() {
    setIsBusy(true);
    try {
      const { data, error } = await fetchBundle({ variables: { integrationId } });
      if (!data) throw error ?? new Error('There was no answer.');
      download(data.supportBundle.fileName, data.supportBundle.content);
    } catch (error) {
      notify({ tone: 'bad', title: 'No bundle was exported', message: describeError(error).text });
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <Stack gap={6} align="flex-start">
      <Button
        variant="default"
        loading={isBusy}
        leftSection={<IconFileExport size={16} aria-hidden />}
        onClick={() => void onExport()}
      >
        Export support bundle
      </Button>
      <Text c="dimmed" size="sm">
        Settings, reports and versions in one file for Backline support, who can read it without access to this
        organization. It holds no secret, and the External ID is masked.
      </Text>
    </Stack>
  );
}

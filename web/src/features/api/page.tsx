import '@mantine/core/styles/Tabs.layer.css';
import { Anchor, Button, Tabs, Text } from '@mantine/core';
import { IconDownload, IconTerminal2 } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from 'react-router';
import { Fact, Facts } from '../../components/facts.tsx';
import { Identifier } from '../../components/identifier.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useMay } from '../identity/viewer.tsx';
import { Compatibility } from './compatibility.tsx';
import { Errors } from './errors.tsx';
import { Examples } from './examples.tsx';
import styles from './api.module.css';

/** For people who write a tool against the API: where it is, how to ask, what to rely on. */
export function ApiPage() {
  const { tab = 'examples' } = useParams();
  const navigate = useNavigate();
  const maySeeKeys = useMay('api-keys:read');
  return (
    <>
      <PageHeader
        title="API"
        action={
          <Button component="a" href="/graphiql" leftSection={<IconTerminal2 size={16} aria-hidden />}>
            Open GraphiQL
          </Button>
        }
      >
        <Text c="dimmed" maw={720} mt={4}>
          Everything that these pages do, a tool can do over GraphQL, within the scopes of its{' '}
          {maySeeKeys ? (
            <Anchor component={Link} to="/settings/api-keys">
              API key
            </Anchor>
          ) : (
            'API key'
          )}
          .
        </Text>
      </PageHeader>
      <div className={styles.facts}>
        <Facts isRow>
          <Fact term="Queries and mutations">
            <Identifier value={`${location.origin}/graphql`} label="address of the API" />
          </Fact>
          <Fact term="Subscriptions, as server-sent events">
            <Identifier value={`${location.origin}/graphql/stream`} label="address of subscriptions" />
          </Fact>
          <Fact term="Header">
            <code>Authorization: Bearer &lt;API key&gt;</code>
          </Fact>
          <Fact term="Schema">
            <Anchor href="/schema.graphql" download className={styles.download}>
              <IconDownload size={14} aria-hidden /> schema.graphql
            </Anchor>
          </Fact>
        </Facts>
      </div>
      <Tabs
        value={tab}
        keepMounted={false}
        activateTabWithKeyboard={false}
        onChange={(value) => void navigate(`/settings/api${value && value !== 'examples' ? `/${value}` : ''}`)}
      >
        <Tabs.List aria-label="Parts of the documentation" className={styles.tabs}>
          <Tabs.Tab value="examples">Examples</Tabs.Tab>
          <Tabs.Tab value="errors">Errors and limits</Tabs.Tab>
          <Tabs.Tab value="compatibility">Compatibility</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="examples">
          <Examples />
        </Tabs.Panel>
        <Tabs.Panel value="errors">
          <Errors />
        </Tabs.Panel>
        <Tabs.Panel value="compatibility">
          <Compatibility />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

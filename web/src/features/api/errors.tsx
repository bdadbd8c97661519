import { Text, Title } from '@mantine/core';
import { DataTable, type Column } from '../../components/data-table.tsx';
import { errorCodes, type ErrorCode } from './error-codes.ts';
import { limits } from './limits.ts';
import styles from './api.module.css';

type Limit = (typeof limits)[number];

const codeColumns: readonly Column<ErrorCode>[] = [
  { key: 'code', label: 'extensions.code', render: ({ code }) => <code>{code}</code> },
  { key: 'meaning', label: 'What happened', render: ({ meaning }) => meaning },
  { key: 'whatToDo', label: 'What to do', render: ({ whatToDo }) => whatToDo },
];

const limitColumns: readonly Column<Limit>[] = [
  { key: 'what', label: 'Of one request', render: ({ what }) => what },
  { key: 'most', label: 'At most', render: ({ most, unit }) => `${most.toLocaleString('en')} ${unit}`.trim() },
];

/** How a request is refused, and what it may cost. */
export function Errors() {
  return (
    <div className={styles.prose}>
      <section aria-labelledby="user-errors">
        <Title order={2} id="user-errors">
          What a person can mend is data
        </Title>
        <Text maw={720}>
          Mutations answer with <code>userErrors</code>: the path of the field, a stable code, a message, and the value
          that would be right where it can be known. With userErrors nothing was done; without any, all of it was.{' '}
          <code>warnings</code> forbid nothing.
        </Text>
      </section>
      <section aria-labelledby="refusals">
        <Title order={2} id="refusals">
          Everything else is a refusal
        </Title>
        <Text mb="sm" maw={720}>
          A GraphQL error with a code in its extensions, and the id of the request in <code>extensions.requestId</code>{' '}
          as in the header <code>x-request-id</code>.
        </Text>
        <DataTable label="Codes of refusals" rows={errorCodes} rowKey={({ code }) => code} columns={codeColumns} />
      </section>
      <section aria-labelledby="limits">
        <Title order={2} id="limits">
          Limits
        </Title>
        <Text mb="sm" maw={720}>
          Refused before anything runs, with INVALID_INPUT. A connection test or diagnosis ends within 30 s. When AWS
          throttles, that is a diagnosis with its own cause and no refusal.
        </Text>
        <DataTable label="Limits" rows={limits} rowKey={({ key }) => key} columns={limitColumns} />
      </section>
    </div>
  );
}

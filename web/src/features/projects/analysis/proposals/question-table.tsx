import { Button } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { DataTable, type Column } from '../../../../components/data-table.tsx';
import { Identifier } from '../../../../components/identifier.tsx';
import { StatusBadge } from '../../../../components/status-badge.tsx';
import type { ProofQuestionsQuery } from '../../../../graphql/generated/graphql.ts';

type Question = ProofQuestionsQuery['analysis']['proposals'][number]['proof']['asked'][number];

const PAGE_SIZE = 20;

const columns: readonly Column<Question>[] = [
  {
    key: 'version',
    label: 'Version',
    sortValue: ({ name }) => name,
    render: ({ name, version }) => (
      <code>
        {name}@{version}
      </code>
    ),
  },
  {
    key: 'repository',
    label: 'Repository',
    render: ({ repositoryUrl }) => <Identifier value={repositoryUrl} label="repository URL" />,
  },
  {
    key: 'answer',
    label: 'Answer',
    sortValue: ({ isOffered }) => String(isOffered),
    render: ({ isOffered }) => <Answer isOffered={isOffered} />,
  },
];

/** What the repositories were asked again, and what they answered: what is not offered first. */
export function QuestionTable({ asked }: { asked: readonly Question[] }) {
  const [limit, setLimit] = useState(PAGE_SIZE);
  const ordered = useMemo(() => asked.toSorted((a, b) => rankOf(a) - rankOf(b)), [asked]);
  return (
    <>
      <DataTable
        label="What was asked"
        rows={ordered.slice(0, limit)}
        rowKey={({ repositoryUrl, name, version }) => `${repositoryUrl} ${name}@${version}`}
        columns={columns}
      />
      {asked.length > limit && (
        <Button variant="default" size="compact-md" mt="sm" onClick={() => setLimit(limit + PAGE_SIZE)}>
          Show more ({limit} of {asked.length.toLocaleString('en')})
        </Button>
      )}
    </>
  );
}

function rankOf({ isOffered }: Question): number {
  if (isOffered === null) return 1;
  return isOffered ? 2 : 0;
}

function Answer({ isOffered }: { isOffered: boolean | null }) {
  if (isOffered === null)
    return <StatusBadge tone="warning" label="No answer" icon={<IconHelpCircle size={16} aria-hidden />} />;
  return isOffered ? (
    <StatusBadge tone="good" label="Offered" icon={<IconCircleCheck size={16} aria-hidden />} />
  ) : (
    <StatusBadge tone="bad" label="Not offered" icon={<IconCircleX size={16} aria-hidden />} />
  );
}

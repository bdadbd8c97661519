import { Button, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@apollo/client/react';
import { Link, useSearchParams } from 'react-router';
import { Delayed } from '../../../components/delayed.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { causesQuery, type ListedCause } from './queries.ts';
import { matching, sections, type Section } from './sections.ts';
import { sideNames } from './side-names.ts';
import styles from './troubleshooting.module.css';
import '../../../components/form.css';

/** Every cause that is known, by section. The address holds the search. */
export function TroubleshootingPage() {
  const { data, error, refetch } = useQuery(causesQuery);
  return (
    <>
      <PageHeader
        title="Troubleshooting"
        action={
          <Button component={Link} to="/diagnostics/explain" variant="default">
            Explain an error
          </Button>
        }
      />
      {data && <Causes causes={data.causes} />}
      {!data && error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && (
        <Delayed>
          <Stack role="status" aria-label="Loading">
            <Skeleton height={36} maw={420} />
            <Skeleton height={240} />
          </Stack>
        </Delayed>
      )}
    </>
  );
}

function Causes({ causes }: { causes: readonly ListedCause[] }) {
  const [address, setAddress] = useSearchParams();
  const search = address.get('search') ?? '';
  const found = matching(causes, search);
  const shown = sections.filter(({ category }) => found.some((cause) => cause.category === category));
  return (
    <div className={styles.page}>
      <div className={styles.search}>
        <TextInput
          type="search"
          aria-label="Search the causes"
          placeholder="A code, an error, a word"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={search}
          onChange={(event) => {
            const text = event.currentTarget.value;
            setAddress(text === '' ? {} : { search: text }, { replace: true });
          }}
        />
        <Text c="dimmed" size="sm" role="status">
          {found.length === causes.length ? `${causes.length} causes` : `${found.length} of ${causes.length} causes`}
        </Text>
      </div>
      <nav aria-label="Sections" className={styles.contents}>
        {shown.map(({ category, title }) => (
          <a key={category} href={`#${category.toLowerCase()}`}>
            {title}
          </a>
        ))}
      </nav>
      {shown.map((section) => (
        <SectionOfCauses
          key={section.category}
          section={section}
          causes={found.filter(({ category }) => category === section.category)}
        />
      ))}
      {found.length === 0 && (
        <div className={styles.none}>
          <Text>No cause has all of these words.</Text>
          <Text c="dimmed">
            Fewer words find more. For the text of an error, <Link to="/diagnostics/explain">Explain an error</Link>{' '}
            reads it whole.
          </Text>
        </div>
      )}
    </div>
  );
}

function SectionOfCauses({ section, causes }: { section: Section; causes: readonly ListedCause[] }) {
  return (
    <section aria-labelledby={section.category.toLowerCase()} className={styles.section}>
      <h2 id={section.category.toLowerCase()}>{section.title}</h2>
      <Text c="dimmed">{section.introduction}</Text>
      <ul className={styles.causes}>
        {causes.map(({ code, title, side, shows }) => (
          <li key={code}>
            <Link to={`/troubleshooting/${code}`} className={styles.cause}>
              <span className={styles.title}>{title}</span>
              <code className={styles.code}>{code}</code>
              <span className={styles.shows}>{shows}</span>
              <span className={styles.side}>{sideNames[side]}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

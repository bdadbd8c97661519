import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { EmptyState } from '../components/empty-state.tsx';
import { PageHeader } from '../components/page-header.tsx';

export function NotFoundPage() {
  return (
    <>
      <PageHeader title="Page not found" />
      <EmptyState
        action={
          <Button component={Link} to="/integrations" variant="default">
            Go to integrations
          </Button>
        }
      >
        There is no page at this address. The link may be old or mistyped.
      </EmptyState>
    </>
  );
}

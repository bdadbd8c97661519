import { useApolloClient } from '@apollo/client/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { dependencyFilter, type DependencyView } from '../../address.ts';
import { dependenciesQuery, type DependencyEdge } from './queries.ts';

/** The first page is small, so that it is there soon; the others are as large as the API allows. */
const FIRST_PAGE = 100;
const LATER_PAGE = 1_000;

export interface LoadedDependencies {
  edges: readonly DependencyEdge[];
  totalCount: number;
}

export interface Dependencies {
  /** Null before the first page is there. */
  loaded: LoadedDependencies | null;
  error: unknown;
  /** Loads on until the row of this index is there. */
  want: (index: number) => void;
  retry: () => void;
}

/** The dependencies that fit a filter, loaded page by page as far as somebody looks. */
export function useDependencies(id: string, view: DependencyView): Dependencies {
  const client = useApolloClient();
  const [loaded, setLoaded] = useState<LoadedDependencies | null>(null);
  const [error, setError] = useState<unknown>(null);
  const wanted = useRef(0);
  const run = useRef<() => void>(() => {});
  const filter = JSON.stringify(dependencyFilter(view));

  useEffect(() => {
    const left = new AbortController();
    let isLoading = false;
    let after: string | null = null;
    let hasNext = true;
    const edges: DependencyEdge[] = [];
    wanted.current = 0;

    async function load() {
      if (isLoading) return;
      isLoading = true;
      setError(null);
      try {
        while (hasNext && wanted.current >= edges.length) {
          const variables = {
            id,
            first: edges.length === 0 ? FIRST_PAGE : LATER_PAGE,
            after,
            ...(JSON.parse(filter) as ReturnType<typeof dependencyFilter>),
          };
          // A page begins where the one before it ends.
          // oxlint-disable-next-line no-await-in-loop
          const { data } = await client.query({ query: dependenciesQuery, variables, fetchPolicy: 'no-cache' });
          if (left.signal.aborted || !data) return;
          const page = data.analysis.dependencies;
          edges.push(...page.edges);
          after = page.pageInfo.endCursor ?? null;
          hasNext = page.pageInfo.hasNextPage && page.edges.length > 0;
          setLoaded({ edges: [...edges], totalCount: hasNext ? page.totalCount : edges.length });
        }
      } catch (problem) {
        if (!left.signal.aborted) setError(problem);
      } finally {
        isLoading = false;
      }
    }

    run.current = () => void load();
    run.current();
    return () => left.abort();
  }, [client, id, filter]);

  const want = useCallback((index: number) => {
    wanted.current = index;
    run.current();
  }, []);
  return { loaded, error, want, retry: () => run.current() };
}

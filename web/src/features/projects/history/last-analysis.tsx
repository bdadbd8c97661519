import { useQuery } from '@apollo/client/react';
import { Navigate, useParams } from 'react-router';
import { NotLoaded } from '../../../components/not-loaded.tsx';
import { lastAnalysisQuery } from './queries.ts';

/** A project's own address leads to what is known of it last. */
export function LastAnalysis() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery(lastAnalysisQuery, { variables: { id }, fetchPolicy: 'no-cache' });
  if (!data) return <NotLoaded title="Project" error={error} onRetry={() => void refetch()} />;
  const last = data.project.lastAnalysis;
  return <Navigate to={`/projects/${id}/analyses${last ? `/${last.id}` : ''}`} replace />;
}

import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { AnalyzeProjectInput, AnalyzeProjectMutation } from '../../../graphql/generated/graphql.ts';
import { analyzeProject, type Upload } from './upload.ts';

type UserError = AnalyzeProjectMutation['analyzeProject']['userErrors'][number];

export interface Sending {
  /** The share that is sent, from 0 to 1; null while nothing is on its way. */
  share: number | null;
  /** What the server does not accept. */
  userErrors: readonly UserError[];
  /** Why it was not answered. */
  problem: unknown;
  send: (input: AnalyzeProjectInput) => void;
  stop: () => void;
}

const still = { share: null, userErrors: [], problem: null };

/** Sends a project, and goes to its analysis as soon as that is accepted. What goes wrong leaves the form as it is. */
export function useUpload(): Sending {
  const [state, setState] = useState<Pick<Sending, 'share' | 'userErrors' | 'problem'>>(still);
  const upload = useRef<Upload>(undefined);
  const client = useApolloClient();
  const navigate = useNavigate();
  useEffect(() => () => upload.current?.stop(), []);

  async function send(input: AnalyzeProjectInput) {
    setState({ ...still, share: 0 });
    const current = analyzeProject(input, (share) => setState((state) => ({ ...state, share })));
    upload.current = current;
    try {
      const { analysis, userErrors } = await current.result;
      setState({ ...still, userErrors });
      if (!analysis) return;
      client.cache.evict({ id: 'ROOT_QUERY', fieldName: 'projects' });
      client.cache.evict({ id: `Project:${analysis.projectId}` });
      await navigate(`/projects/${analysis.projectId}/analyses/${analysis.id}`);
    } catch (problem) {
      const wasStopped = problem instanceof DOMException && problem.name === 'AbortError';
      setState({ ...still, problem: wasStopped ? null : problem });
    }
  }

  return { ...state, send: (input) => void send(input), stop: () => upload.current?.stop() };
}

/** Follows an analysis while it is under way: its state arrives as events, also after a reload. */

import { print } from 'graphql/language/printer';
import { createClient, type ExecutionResult } from 'graphql-sse';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AnalysisFieldsFragment, AnalysisProgressSubscription } from '../../../graphql/generated/graphql.ts';
import { isUnderWay } from '../analysis-status.tsx';
import { analysisProgressSubscription } from './queries.ts';

export interface LiveAnalysis {
  /** The last that was heard; null before anything was. */
  state: AnalysisFieldsFragment | null;
  /** Whether the stream broke off and did not come back by itself. */
  isBroken: boolean;
  followAgain: () => void;
}

const query = print(analysisProgressSubscription);
const WAITS_MS = [500, 1_000, 2_000, 4_000, 8_000];

/** Calls `onEnd` once it is over, whatever its end. Leaving the page ends the following and not the analysis. */
export function useLiveAnalysis(id: string, isLive: boolean, onEnd: () => void): LiveAnalysis {
  const [state, setState] = useState<AnalysisFieldsFragment | null>(null);
  const [isBroken, setIsBroken] = useState(false);
  const end = useRef<() => void>(() => {});
  const latestOnEnd = useRef(onEnd);
  useEffect(() => {
    latestOnEnd.current = onEnd;
  });
  const start = useCallback(() => {
    end.current();
    end.current = follow(id, {
      next: (analysis) => {
        setState(analysis);
        setIsBroken(false);
        if (!isUnderWay(analysis.status)) latestOnEnd.current();
      },
      broken: () => setIsBroken(true),
    });
  }, [id]);
  useEffect(() => {
    if (!isLive) return;
    start();
    return () => end.current();
  }, [isLive, start]);
  const followAgain = () => {
    setIsBroken(false);
    start();
  };
  return { state: state?.id === id ? state : null, isBroken, followAgain };
}

interface Follower {
  next: (analysis: AnalysisFieldsFragment) => void;
  broken: () => void;
}

/** Opens the stream, and again where it breaks off; the returned function ends it. */
function follow(id: string, { next, broken }: Follower): () => void {
  const client = createClient({ url: '/graphql/stream', retryAttempts: 0, credentials: 'same-origin' });
  let isOver = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function open() {
    client.subscribe<AnalysisProgressSubscription>(
      { query, variables: { id } },
      {
        next: ({ data }: ExecutionResult<AnalysisProgressSubscription, unknown>) => {
          if (isOver || !data) return;
          failures = 0;
          if (!isUnderWay(data.analysisProgress.status)) isOver = true;
          next(data.analysisProgress);
        },
        error: openAgain,
        complete: openAgain,
      },
    );
  }

  function openAgain() {
    if (isOver) return;
    const wait = WAITS_MS[failures];
    failures += 1;
    if (wait === undefined) broken();
    else timer = setTimeout(open, wait);
  }

  open();
  return () => {
    isOver = true;
    clearTimeout(timer);
    client.dispose();
  };
}

import { createContext, useContext, type ReactNode } from 'react';
import type { ViewerQuery } from '../../graphql/generated/graphql.ts';

export type Viewer = ViewerQuery['viewer'];

const ViewerContext = createContext<Viewer | null>(null);

export function ViewerProvider({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  return <ViewerContext value={viewer}>{children}</ViewerContext>;
}

/** Who is signed in. Only inside the frame, which shows nothing before it knows. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error('useViewer outside of the frame');
  return viewer;
}

/** Whether the viewer may do something, e.g. `integrations:write`. The server decides again. */
export function useMay(scope: string): boolean {
  return useViewer().scopes.includes(scope);
}

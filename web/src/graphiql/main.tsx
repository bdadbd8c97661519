/** GraphiQL for members, as a page of its own: the SPA loads nothing of it. */

import 'graphiql/style.css';
import './graphiql.css';
import { GraphiQL } from 'graphiql';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { findStep } from '../features/api/examples/index.ts';
import { fetcher } from './fetcher.ts';

const DEFAULT_QUERY = `# Runs with your own rights in the organization you are in. Ctrl-Enter runs, Ctrl-Space completes.
{
  viewer {
    name
    scopes
  }
}
`;

const root = document.getElementById('root');
if (!root) throw new Error('graphiql.html has no element with the id root');
createRoot(root).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);

function Page() {
  const search = new URLSearchParams(location.search);
  const step = findStep(search.get('example') ?? '', Number(search.get('step') ?? 1));
  return (
    <GraphiQL
      fetcher={fetcher}
      {...(step && { query: step.query, variables: JSON.stringify(step.variables, null, 2) })}
      defaultQuery={DEFAULT_QUERY}
      defaultEditorToolsVisibility={step ? 'variables' : true}
      forcedTheme={colorScheme()}
      isHeadersEditorEnabled={false}
      inputValueDeprecation
      // What was typed goes with the tab: somebody else may use this browser next.
      storage={sessionStorage}
    >
      <GraphiQL.Logo>
        <a href="/settings/api" className="backline-logo">
          Backline API
        </a>
      </GraphiQL.Logo>
    </GraphiQL>
  );
}

/** As chosen in the SPA. */
function colorScheme(): 'light' | 'dark' | 'system' {
  const chosen = localStorage.getItem('mantine-color-scheme-value');
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

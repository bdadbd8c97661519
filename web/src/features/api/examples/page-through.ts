import { valueAt, type ApiExample } from './example.ts';

const query = `query Integrations($first: Int!, $after: String) {
  integrations(first: $first, after: $after) {
    totalCount
    edges {
      node {
        id
        name
        status
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`;

export const pageThrough: ApiExample = {
  slug: 'page-through',
  title: 'Page through a list',
  task: 'Lists are cursor connections of at most 100 entries: ask for the first page, then go on behind its endCursor.',
  scopes: ['integrations:read'],
  steps: [
    {
      title: 'The first page',
      text: 'Newest first. totalCount counts all of them.',
      query,
      variables: () => ({ first: 2 }),
    },
    {
      title: 'The next page',
      text: 'after is the endCursor of the page before; hasNextPage says whether to go on. What is added meanwhile comes before the first page and disturbs nothing.',
      query,
      variables: (answers) => ({
        first: 2,
        after: valueAt(answers[0], 'data', 'integrations', 'pageInfo', 'endCursor'),
      }),
    },
  ],
};

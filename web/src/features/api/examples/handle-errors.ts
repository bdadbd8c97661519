import type { ApiExample } from './example.ts';
import { findIntegration, foundId } from './first-integration.ts';

export const handleErrors: ApiExample = {
  slug: 'handle-errors',
  title: 'Handle errors',
  task: 'What a person can mend in a form is data, userErrors. Everything else is a refusal with a code in extensions.',
  scopes: ['integrations:read', 'integrations:write'],
  steps: [
    findIntegration,
    {
      title: 'userErrors: nothing was saved',
      text: 'field is the path into the input, and suggestion the value that would be right, where that can be known.',
      query: `mutation Update($input: UpdateCodeArtifactIntegrationInput!) {
  updateCodeArtifactIntegration(input: $input) {
    integration {
      version
    }
    userErrors {
      field
      code
      message
      suggestion
    }
  }
}`,
      variables: (answers) => ({
        input: {
          id: foundId(answers),
          version: 1,
          repositories: [
            {
              packageType: 'NUGET',
              url: 'https://my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com/nuget/my-repo/',
            },
          ],
        },
      }),
    },
    {
      title: 'A refusal: somebody else was first',
      text: 'CONFLICT means: load it again, repeat the change. extensions.requestId names the request to support; the header x-request-id says the same.',
      query: `mutation Update($input: UpdateCodeArtifactIntegrationInput!) {
  updateCodeArtifactIntegration(input: $input) {
    integration {
      version
    }
  }
}`,
      variables: (answers) => ({ input: { id: foundId(answers), version: 7, name: 'Another name' } }),
    },
    {
      title: 'A refusal: no such id',
      text: "Another organization's id answers exactly like one that does not exist.",
      query: `query Integration($id: ID!) {
  integration(id: $id) {
    name
  }
}`,
      // Ids are not guessed: this is the one found, with its end replaced.
      variables: (answers) => ({ id: `${String(foundId(answers)).slice(0, -12)}000000000000` }),
    },
    {
      title: 'A refusal: the document costs too much',
      text: 'A document is limited in depth, aliases, tokens and in what it can cost, before anything runs. Ask for less at once, or page.',
      query: `query TooMuch {
  integrations(first: 100) {
    edges {
      node {
        reports(first: 100) {
          edges {
            node {
              checks {
                label
                diagnosis {
                  causes {
                    code
                    steps
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}`,
      variables: () => ({}),
    },
  ],
};

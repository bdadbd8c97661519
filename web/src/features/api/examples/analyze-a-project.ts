import { valueAt, type Answer, type ApiExample } from './example.ts';
import { findIntegration, foundId } from './first-integration.ts';

const manifest = {
  name: 'shop',
  version: '1.0.0',
  dependencies: { '@acme/markup': '^1.0.0' },
};
const lockfile = {
  name: 'shop',
  version: '1.0.0',
  lockfileVersion: 3,
  packages: {
    '': manifest,
    'node_modules/@acme/markup': {
      version: '1.0.0',
      resolved:
        'https://my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com/npm/my-repo/@acme/markup/-/markup-1.0.0.tgz',
      integrity: 'sha512-QmwohcHoPT+Un/sHoPbDlXrjQR2Sx4ArD8HYDLtqFGBTwCVEWEsvc50Xdzqm+IE2ADMZpmcJd4JjbuilikuY4Q==',
    },
  },
};

export const analyzeAProject: ApiExample = {
  slug: 'analyze-a-project',
  title: 'Analyse a project',
  task: 'What of a project is vulnerable, and the change that mends it: proved with what the repositories offer, and ready to apply.',
  scopes: ['integrations:read', 'projects:read', 'projects:write'],
  steps: [
    findIntegration,
    {
      title: 'Send the files',
      text: 'Manifests and lockfiles as they are. The answer comes at once, and the analysis runs on as a job; a body beyond 1 MB may wait for its turn, and may be compressed.',
      query: `mutation AnalyzeProject($input: AnalyzeProjectInput!) {
  analyzeProject(input: $input) {
    analysis {
      id
      projectId
    }
    userErrors {
      field
      code
      message
    }
  }
}`,
      variables: (answers) => ({
        input: {
          integrationId: foundId(answers),
          name: 'shop',
          files: [
            { path: 'package.json', content: textOf(manifest) },
            { path: 'package-lock.json', content: textOf(lockfile) },
          ],
        },
      }),
    },
    {
      title: 'Follow it',
      text: 'The request goes to /graphql/stream. The last event has the status SUCCEEDED, FAILED or CANCELLED; who asks later gets that one at once.',
      query: `subscription FollowAnalysis($id: ID!) {
  analysisProgress(id: $id) {
    status
    progress {
      phase
      done
      total
    }
    diagnosis {
      summary
    }
  }
}`,
      variables: (answers) => ({ id: analysisId(answers) }),
      isStream: true,
    },
    {
      title: 'Read what it found',
      text: 'A proposal brings patches for git apply, and says with its proof how far it was checked. What could not be checked at all is listed.',
      query: `query AnalysisResult($id: ID!) {
  analysis(id: $id) {
    status
    findings {
      advisoryId
      severity
      summary
      dependency {
        name
        version
        path
        line
      }
      remediationVersion
      proposalIds
    }
    proposals {
      id
      fixes
      patches {
        path
        diff
      }
      proof {
        status
        checkedAt
        unchecked
      }
    }
    unchecked
  }
}`,
      variables: (answers) => ({ id: analysisId(answers) }),
    },
  ],
};

function analysisId(answers: readonly Answer[]): unknown {
  return valueAt(answers[1], 'data', 'analyzeProject', 'analysis', 'id');
}

function textOf(file: object): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

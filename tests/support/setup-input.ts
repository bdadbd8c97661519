/** Inputs for the artefacts of the set-up: nothing named, and repositories of two accounts named. */

import * as fc from 'fast-check';
import type { CodeArtifactSetupInput } from '../../server/src/connectors/codeartifact/setup.ts';

export const base: CodeArtifactSetupInput = {
  accountId: null,
  externalId: 'bl-0123456789abcdef0123456789abcdef',
  region: 'us-east-1',
  repositoryUrls: [],
  platformRoleArn: 'arn:aws:iam::198331734661:role/BacklineIntegrationReadOnlyCodeArtifact',
  templateUrl: 'https://templates.example.com/role.yaml?version=1&x=y',
};
export const own = 'https://my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com';
const foreign = 'https://shared-999988887777.d.codeartifact.eu-west-1.amazonaws.com';
export const named = {
  ...base,
  accountId: '111122223333',
  repositoryUrls: [
    `${own}/npm/my-repo/`,
    `${own}/pypi/my-repo/simple/`,
    `${own}/npm/other/`,
    `${foreign}/nuget/Team.Feed/v3/index.json`,
    `${foreign}/npm/second/`,
  ],
};
export const namedDomains = [
  'arn:aws:codeartifact:us-east-1:111122223333:domain/my-domain',
  'arn:aws:codeartifact:eu-west-1:999988887777:domain/shared',
];
export const namedRepositories = [
  'arn:aws:codeartifact:us-east-1:111122223333:repository/my-domain/my-repo',
  'arn:aws:codeartifact:us-east-1:111122223333:repository/my-domain/other',
  'arn:aws:codeartifact:eu-west-1:999988887777:repository/shared/Team.Feed',
  'arn:aws:codeartifact:eu-west-1:999988887777:repository/shared/second',
];

export const anyExternalId = fc.stringMatching(/^[A-Za-z0-9_+=,.@:/-]{8,60}$/);

/** Commands and lines of configuration for package managers, with this repository's values filled in. */

import type { Snippet } from '../../../lib/diagnosis.ts';
import { PLACEHOLDERS, type Facts } from './facts.ts';
import { packageTypeOf } from './wording.ts';

/** What `aws codeartifact login` calls the package manager of a type; it knows none for Go. */
const TOOLS = { NPM: 'npm', PYPI: 'pip', NUGET: 'dotnet', GO: null } as const;

/** Gets a token and writes it into the package manager's configuration. */
export function loginCommand(facts: Facts): Snippet {
  const packageType = packageTypeOf(facts);
  const tool = packageType ? TOOLS[packageType] : '<npm, pip, twine, dotnet or nuget>';
  if (tool === null) return tokenCommand(facts);
  const { domain, domainOwner, region } = placeOf(facts);
  return bash(
    `aws codeartifact login --tool ${tool} --domain ${domain} --domain-owner ${domainOwner} --repository ${repositoryOf(facts)} --region ${region}`,
  );
}

/** Gets the token alone, without the JSON around it. `seconds` is how long it should live. */
export function tokenCommand(facts: Facts, seconds?: number): Snippet {
  const { domain, domainOwner, region } = placeOf(facts);
  const duration = seconds === undefined ? '' : ` --duration-seconds ${seconds}`;
  return bash(
    `export CODEARTIFACT_AUTH_TOKEN=$(aws codeartifact get-authorization-token --domain ${domain} --domain-owner ${domainOwner} --region ${region}${duration} --query authorizationToken --output text)`,
  );
}

/** How the package manager is told the token for this repository. */
export function credentialConfiguration(facts: Facts): Snippet {
  const host = hostOf(facts);
  const repository = repositoryOf(facts);
  switch (packageTypeOf(facts)) {
    case 'NPM':
      return {
        language: 'text',
        text: `registry=https://${host}/npm/${repository}/\n//${host}/npm/${repository}/:_authToken=\${CODEARTIFACT_AUTH_TOKEN}`,
      };
    case 'NUGET':
      return bash(
        `dotnet nuget add source https://${host}/nuget/${repository}/v3/index.json --name ${repository} --username aws --password "$CODEARTIFACT_AUTH_TOKEN" --store-password-in-clear-text`,
      );
    default:
      return { language: 'text', text: `machine ${host}\nlogin aws\npassword <token>` };
  }
}

/** The entry of .yarnrc.yml that also covers downloads. */
export function yarnRegistry(facts: Facts): Snippet {
  return {
    language: 'yaml',
    text: `npmRegistries:\n  "//${hostOf(facts)}/npm/${repositoryOf(facts)}":\n    npmAlwaysAuth: true\n    npmAuthToken: "\${CODEARTIFACT_AUTH_TOKEN}"`,
  };
}

function bash(text: string): Snippet {
  return { language: 'bash', text };
}

function placeOf({ domain, repository }: Facts) {
  return domain ?? repository ?? PLACEHOLDERS;
}

function repositoryOf({ repository }: Facts): string {
  return repository?.repository ?? PLACEHOLDERS.repository;
}

function hostOf(facts: Facts): string {
  const { domain, domainOwner, region } = placeOf(facts);
  return `${domain}-${domainOwner}.d.codeartifact.${region}.amazonaws.com`;
}

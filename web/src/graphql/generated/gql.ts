/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query ApiKeys {\n    apiKeys {\n      id\n      name\n      scopes\n      prefix\n      createdAt\n      expiresAt\n      lastUsedAt\n    }\n  }\n": typeof types.ApiKeysDocument,
    "\n  query Scopes {\n    scopes {\n      scope\n      description\n    }\n  }\n": typeof types.ScopesDocument,
    "\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      secret\n      apiKey {\n        id\n        name\n        prefix\n        expiresAt\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n": typeof types.CreateApiKeyDocument,
    "\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(id: $id) {\n      deletedId\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n": typeof types.RevokeApiKeyDocument,
    "\n  query Members {\n    members {\n      id\n      name\n      email\n      role\n      joinedAt\n      lastSignInAt\n      isViewer\n    }\n  }\n": typeof types.MembersDocument,
    "\n  query Invitations {\n    invitations {\n      id\n      email\n      role\n      invitedBy\n      createdAt\n      expiresAt\n    }\n  }\n": typeof types.InvitationsDocument,
    "\n  mutation InviteMember($input: InviteMemberInput!) {\n    inviteMember(input: $input) {\n      link\n      invitation {\n        id\n        email\n        expiresAt\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n": typeof types.InviteMemberDocument,
    "\n  mutation RevokeInvitation($id: ID!) {\n    revokeInvitation(id: $id) {\n      deletedId\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n": typeof types.RevokeInvitationDocument,
    "\n  mutation ChangeMemberRole($id: ID!, $role: MemberRole!) {\n    changeMemberRole(id: $id, role: $role) {\n      member {\n        id\n        role\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n": typeof types.ChangeMemberRoleDocument,
    "\n  mutation RemoveMember($id: ID!) {\n    removeMember(id: $id) {\n      deletedId\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n": typeof types.RemoveMemberDocument,
    "\n  query Viewer {\n    viewer {\n      kind\n      name\n      role\n      memberId\n      scopes\n      organization {\n        id\n        name\n      }\n      organizations {\n        id\n        name\n      }\n    }\n  }\n": typeof types.ViewerDocument,
    "\n  mutation SwitchOrganization($id: ID!) {\n    switchOrganization(id: $id) {\n      name\n    }\n  }\n": typeof types.SwitchOrganizationDocument,
    "\n  mutation CreateOrganization($name: String!) {\n    createOrganization(name: $name) {\n      organization {\n        id\n        name\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n": typeof types.CreateOrganizationDocument,
    "\n  mutation CreateIntegration($input: CodeArtifactDetailsInput!) {\n    createCodeArtifactIntegration(input: $input) {\n      integration {\n        id\n        name\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n      warnings {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n": typeof types.CreateIntegrationDocument,
    "\n  query CodeArtifactSetup($input: CodeArtifactSetupInput!) {\n    codeArtifactSetup(input: $input) {\n      externalId\n      cloudFormationUrl\n      cloudFormationTemplate\n      terraform\n      awsCli\n      trustPolicy\n      permissionsPolicy\n      roleName\n      platformPrincipalArn\n    }\n  }\n": typeof types.CodeArtifactSetupDocument,
    "\n  query RepositoryPolicies($input: CodeArtifactSetupInput!) {\n    codeArtifactSetup(input: $input) {\n      permissionsPolicy\n      domainOwnerPolicies {\n        domainOwner\n        domain\n        region\n        domainPolicy\n        repositoryPolicies {\n          repository\n          policy\n        }\n      }\n    }\n  }\n": typeof types.RepositoryPoliciesDocument,
    "\n  query IntegrationCatalog {\n    integrationCatalog {\n      id\n      name\n      description\n      packageTypes\n      connected\n    }\n  }\n": typeof types.IntegrationCatalogDocument,
    "\n  query Integrations($first: Int!, $after: String) {\n    integrations(first: $first, after: $after) {\n      totalCount\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      edges {\n        cursor\n        node {\n          id\n          name\n          status\n          statusSince\n          accountId\n          repositories {\n            id\n            packageType\n          }\n        }\n      }\n    }\n  }\n": typeof types.IntegrationsDocument,
    "\n  fragment IntegrationFields on CodeArtifactIntegration {\n    id\n    name\n    status\n    statusSince\n    accountId\n    externalId\n    roleArn\n    version\n    createdAt\n    updatedAt\n    repositories {\n      id\n      packageType\n      url\n      domain\n      domainOwner\n      region\n      repository\n    }\n    lastReport {\n      ...ReportFields\n    }\n  }\n": typeof types.IntegrationFieldsFragmentDoc,
    "\n  query Integration($id: ID!) {\n    integration(id: $id) {\n      ...IntegrationFields\n    }\n  }\n": typeof types.IntegrationDocument,
    "\n  query Reports($id: ID!, $first: Int!, $after: String) {\n    integration(id: $id) {\n      id\n      reports(first: $first, after: $after) {\n        totalCount\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        edges {\n          cursor\n          node {\n            ...ReportFields\n          }\n        }\n      }\n    }\n  }\n": typeof types.ReportsDocument,
    "\n  mutation UpdateIntegration($input: UpdateCodeArtifactIntegrationInput!) {\n    updateCodeArtifactIntegration(input: $input) {\n      integration {\n        ...IntegrationFields\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n      warnings {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n": typeof types.UpdateIntegrationDocument,
    "\n  mutation DeleteIntegration($id: ID!) {\n    deleteIntegration(id: $id) {\n      deletedId\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n": typeof types.DeleteIntegrationDocument,
    "\n  fragment CheckFields on Check {\n    code\n    status\n    label\n    repositoryUrl\n    domain\n    durationMs\n    evidence {\n      httpStatus\n      errorCode\n      message\n      awsRequestId\n    }\n    diagnosis {\n      category\n      summary\n      causes {\n        code\n        certainty\n        side\n        explanation\n        steps\n        snippet {\n          language\n          text\n        }\n        documentationUrl\n      }\n    }\n  }\n": typeof types.CheckFieldsFragmentDoc,
    "\n  fragment ReportFields on ConnectionReport {\n    id\n    status\n    startedAt\n    durationMs\n    requestedBy\n    checks {\n      ...CheckFields\n    }\n  }\n": typeof types.ReportFieldsFragmentDoc,
    "\n  subscription ConnectionTest($input: CodeArtifactDetailsInput!) {\n    codeArtifactConnectionTest(input: $input) {\n      planned {\n        code\n        label\n        domain\n        repositoryUrl\n      }\n      check {\n        ...CheckFields\n      }\n      report {\n        ...ReportFields\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n": typeof types.ConnectionTestDocument,
};
const documents: Documents = {
    "\n  query ApiKeys {\n    apiKeys {\n      id\n      name\n      scopes\n      prefix\n      createdAt\n      expiresAt\n      lastUsedAt\n    }\n  }\n": types.ApiKeysDocument,
    "\n  query Scopes {\n    scopes {\n      scope\n      description\n    }\n  }\n": types.ScopesDocument,
    "\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      secret\n      apiKey {\n        id\n        name\n        prefix\n        expiresAt\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n": types.CreateApiKeyDocument,
    "\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(id: $id) {\n      deletedId\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n": types.RevokeApiKeyDocument,
    "\n  query Members {\n    members {\n      id\n      name\n      email\n      role\n      joinedAt\n      lastSignInAt\n      isViewer\n    }\n  }\n": types.MembersDocument,
    "\n  query Invitations {\n    invitations {\n      id\n      email\n      role\n      invitedBy\n      createdAt\n      expiresAt\n    }\n  }\n": types.InvitationsDocument,
    "\n  mutation InviteMember($input: InviteMemberInput!) {\n    inviteMember(input: $input) {\n      link\n      invitation {\n        id\n        email\n        expiresAt\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n": types.InviteMemberDocument,
    "\n  mutation RevokeInvitation($id: ID!) {\n    revokeInvitation(id: $id) {\n      deletedId\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n": types.RevokeInvitationDocument,
    "\n  mutation ChangeMemberRole($id: ID!, $role: MemberRole!) {\n    changeMemberRole(id: $id, role: $role) {\n      member {\n        id\n        role\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n": types.ChangeMemberRoleDocument,
    "\n  mutation RemoveMember($id: ID!) {\n    removeMember(id: $id) {\n      deletedId\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n": types.RemoveMemberDocument,
    "\n  query Viewer {\n    viewer {\n      kind\n      name\n      role\n      memberId\n      scopes\n      organization {\n        id\n        name\n      }\n      organizations {\n        id\n        name\n      }\n    }\n  }\n": types.ViewerDocument,
    "\n  mutation SwitchOrganization($id: ID!) {\n    switchOrganization(id: $id) {\n      name\n    }\n  }\n": types.SwitchOrganizationDocument,
    "\n  mutation CreateOrganization($name: String!) {\n    createOrganization(name: $name) {\n      organization {\n        id\n        name\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n": types.CreateOrganizationDocument,
    "\n  mutation CreateIntegration($input: CodeArtifactDetailsInput!) {\n    createCodeArtifactIntegration(input: $input) {\n      integration {\n        id\n        name\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n      warnings {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n": types.CreateIntegrationDocument,
    "\n  query CodeArtifactSetup($input: CodeArtifactSetupInput!) {\n    codeArtifactSetup(input: $input) {\n      externalId\n      cloudFormationUrl\n      cloudFormationTemplate\n      terraform\n      awsCli\n      trustPolicy\n      permissionsPolicy\n      roleName\n      platformPrincipalArn\n    }\n  }\n": types.CodeArtifactSetupDocument,
    "\n  query RepositoryPolicies($input: CodeArtifactSetupInput!) {\n    codeArtifactSetup(input: $input) {\n      permissionsPolicy\n      domainOwnerPolicies {\n        domainOwner\n        domain\n        region\n        domainPolicy\n        repositoryPolicies {\n          repository\n          policy\n        }\n      }\n    }\n  }\n": types.RepositoryPoliciesDocument,
    "\n  query IntegrationCatalog {\n    integrationCatalog {\n      id\n      name\n      description\n      packageTypes\n      connected\n    }\n  }\n": types.IntegrationCatalogDocument,
    "\n  query Integrations($first: Int!, $after: String) {\n    integrations(first: $first, after: $after) {\n      totalCount\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      edges {\n        cursor\n        node {\n          id\n          name\n          status\n          statusSince\n          accountId\n          repositories {\n            id\n            packageType\n          }\n        }\n      }\n    }\n  }\n": types.IntegrationsDocument,
    "\n  fragment IntegrationFields on CodeArtifactIntegration {\n    id\n    name\n    status\n    statusSince\n    accountId\n    externalId\n    roleArn\n    version\n    createdAt\n    updatedAt\n    repositories {\n      id\n      packageType\n      url\n      domain\n      domainOwner\n      region\n      repository\n    }\n    lastReport {\n      ...ReportFields\n    }\n  }\n": types.IntegrationFieldsFragmentDoc,
    "\n  query Integration($id: ID!) {\n    integration(id: $id) {\n      ...IntegrationFields\n    }\n  }\n": types.IntegrationDocument,
    "\n  query Reports($id: ID!, $first: Int!, $after: String) {\n    integration(id: $id) {\n      id\n      reports(first: $first, after: $after) {\n        totalCount\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        edges {\n          cursor\n          node {\n            ...ReportFields\n          }\n        }\n      }\n    }\n  }\n": types.ReportsDocument,
    "\n  mutation UpdateIntegration($input: UpdateCodeArtifactIntegrationInput!) {\n    updateCodeArtifactIntegration(input: $input) {\n      integration {\n        ...IntegrationFields\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n      warnings {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n": types.UpdateIntegrationDocument,
    "\n  mutation DeleteIntegration($id: ID!) {\n    deleteIntegration(id: $id) {\n      deletedId\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n": types.DeleteIntegrationDocument,
    "\n  fragment CheckFields on Check {\n    code\n    status\n    label\n    repositoryUrl\n    domain\n    durationMs\n    evidence {\n      httpStatus\n      errorCode\n      message\n      awsRequestId\n    }\n    diagnosis {\n      category\n      summary\n      causes {\n        code\n        certainty\n        side\n        explanation\n        steps\n        snippet {\n          language\n          text\n        }\n        documentationUrl\n      }\n    }\n  }\n": types.CheckFieldsFragmentDoc,
    "\n  fragment ReportFields on ConnectionReport {\n    id\n    status\n    startedAt\n    durationMs\n    requestedBy\n    checks {\n      ...CheckFields\n    }\n  }\n": types.ReportFieldsFragmentDoc,
    "\n  subscription ConnectionTest($input: CodeArtifactDetailsInput!) {\n    codeArtifactConnectionTest(input: $input) {\n      planned {\n        code\n        label\n        domain\n        repositoryUrl\n      }\n      check {\n        ...CheckFields\n      }\n      report {\n        ...ReportFields\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n": types.ConnectionTestDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ApiKeys {\n    apiKeys {\n      id\n      name\n      scopes\n      prefix\n      createdAt\n      expiresAt\n      lastUsedAt\n    }\n  }\n"): (typeof documents)["\n  query ApiKeys {\n    apiKeys {\n      id\n      name\n      scopes\n      prefix\n      createdAt\n      expiresAt\n      lastUsedAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Scopes {\n    scopes {\n      scope\n      description\n    }\n  }\n"): (typeof documents)["\n  query Scopes {\n    scopes {\n      scope\n      description\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      secret\n      apiKey {\n        id\n        name\n        prefix\n        expiresAt\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      secret\n      apiKey {\n        id\n        name\n        prefix\n        expiresAt\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(id: $id) {\n      deletedId\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(id: $id) {\n      deletedId\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Members {\n    members {\n      id\n      name\n      email\n      role\n      joinedAt\n      lastSignInAt\n      isViewer\n    }\n  }\n"): (typeof documents)["\n  query Members {\n    members {\n      id\n      name\n      email\n      role\n      joinedAt\n      lastSignInAt\n      isViewer\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Invitations {\n    invitations {\n      id\n      email\n      role\n      invitedBy\n      createdAt\n      expiresAt\n    }\n  }\n"): (typeof documents)["\n  query Invitations {\n    invitations {\n      id\n      email\n      role\n      invitedBy\n      createdAt\n      expiresAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InviteMember($input: InviteMemberInput!) {\n    inviteMember(input: $input) {\n      link\n      invitation {\n        id\n        email\n        expiresAt\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation InviteMember($input: InviteMemberInput!) {\n    inviteMember(input: $input) {\n      link\n      invitation {\n        id\n        email\n        expiresAt\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeInvitation($id: ID!) {\n    revokeInvitation(id: $id) {\n      deletedId\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeInvitation($id: ID!) {\n    revokeInvitation(id: $id) {\n      deletedId\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeMemberRole($id: ID!, $role: MemberRole!) {\n    changeMemberRole(id: $id, role: $role) {\n      member {\n        id\n        role\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ChangeMemberRole($id: ID!, $role: MemberRole!) {\n    changeMemberRole(id: $id, role: $role) {\n      member {\n        id\n        role\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveMember($id: ID!) {\n    removeMember(id: $id) {\n      deletedId\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RemoveMember($id: ID!) {\n    removeMember(id: $id) {\n      deletedId\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer {\n    viewer {\n      kind\n      name\n      role\n      memberId\n      scopes\n      organization {\n        id\n        name\n      }\n      organizations {\n        id\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  query Viewer {\n    viewer {\n      kind\n      name\n      role\n      memberId\n      scopes\n      organization {\n        id\n        name\n      }\n      organizations {\n        id\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SwitchOrganization($id: ID!) {\n    switchOrganization(id: $id) {\n      name\n    }\n  }\n"): (typeof documents)["\n  mutation SwitchOrganization($id: ID!) {\n    switchOrganization(id: $id) {\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateOrganization($name: String!) {\n    createOrganization(name: $name) {\n      organization {\n        id\n        name\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateOrganization($name: String!) {\n    createOrganization(name: $name) {\n      organization {\n        id\n        name\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateIntegration($input: CodeArtifactDetailsInput!) {\n    createCodeArtifactIntegration(input: $input) {\n      integration {\n        id\n        name\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n      warnings {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateIntegration($input: CodeArtifactDetailsInput!) {\n    createCodeArtifactIntegration(input: $input) {\n      integration {\n        id\n        name\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n      warnings {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CodeArtifactSetup($input: CodeArtifactSetupInput!) {\n    codeArtifactSetup(input: $input) {\n      externalId\n      cloudFormationUrl\n      cloudFormationTemplate\n      terraform\n      awsCli\n      trustPolicy\n      permissionsPolicy\n      roleName\n      platformPrincipalArn\n    }\n  }\n"): (typeof documents)["\n  query CodeArtifactSetup($input: CodeArtifactSetupInput!) {\n    codeArtifactSetup(input: $input) {\n      externalId\n      cloudFormationUrl\n      cloudFormationTemplate\n      terraform\n      awsCli\n      trustPolicy\n      permissionsPolicy\n      roleName\n      platformPrincipalArn\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RepositoryPolicies($input: CodeArtifactSetupInput!) {\n    codeArtifactSetup(input: $input) {\n      permissionsPolicy\n      domainOwnerPolicies {\n        domainOwner\n        domain\n        region\n        domainPolicy\n        repositoryPolicies {\n          repository\n          policy\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query RepositoryPolicies($input: CodeArtifactSetupInput!) {\n    codeArtifactSetup(input: $input) {\n      permissionsPolicy\n      domainOwnerPolicies {\n        domainOwner\n        domain\n        region\n        domainPolicy\n        repositoryPolicies {\n          repository\n          policy\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query IntegrationCatalog {\n    integrationCatalog {\n      id\n      name\n      description\n      packageTypes\n      connected\n    }\n  }\n"): (typeof documents)["\n  query IntegrationCatalog {\n    integrationCatalog {\n      id\n      name\n      description\n      packageTypes\n      connected\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Integrations($first: Int!, $after: String) {\n    integrations(first: $first, after: $after) {\n      totalCount\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      edges {\n        cursor\n        node {\n          id\n          name\n          status\n          statusSince\n          accountId\n          repositories {\n            id\n            packageType\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Integrations($first: Int!, $after: String) {\n    integrations(first: $first, after: $after) {\n      totalCount\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      edges {\n        cursor\n        node {\n          id\n          name\n          status\n          statusSince\n          accountId\n          repositories {\n            id\n            packageType\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment IntegrationFields on CodeArtifactIntegration {\n    id\n    name\n    status\n    statusSince\n    accountId\n    externalId\n    roleArn\n    version\n    createdAt\n    updatedAt\n    repositories {\n      id\n      packageType\n      url\n      domain\n      domainOwner\n      region\n      repository\n    }\n    lastReport {\n      ...ReportFields\n    }\n  }\n"): (typeof documents)["\n  fragment IntegrationFields on CodeArtifactIntegration {\n    id\n    name\n    status\n    statusSince\n    accountId\n    externalId\n    roleArn\n    version\n    createdAt\n    updatedAt\n    repositories {\n      id\n      packageType\n      url\n      domain\n      domainOwner\n      region\n      repository\n    }\n    lastReport {\n      ...ReportFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Integration($id: ID!) {\n    integration(id: $id) {\n      ...IntegrationFields\n    }\n  }\n"): (typeof documents)["\n  query Integration($id: ID!) {\n    integration(id: $id) {\n      ...IntegrationFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Reports($id: ID!, $first: Int!, $after: String) {\n    integration(id: $id) {\n      id\n      reports(first: $first, after: $after) {\n        totalCount\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        edges {\n          cursor\n          node {\n            ...ReportFields\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Reports($id: ID!, $first: Int!, $after: String) {\n    integration(id: $id) {\n      id\n      reports(first: $first, after: $after) {\n        totalCount\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        edges {\n          cursor\n          node {\n            ...ReportFields\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateIntegration($input: UpdateCodeArtifactIntegrationInput!) {\n    updateCodeArtifactIntegration(input: $input) {\n      integration {\n        ...IntegrationFields\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n      warnings {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateIntegration($input: UpdateCodeArtifactIntegrationInput!) {\n    updateCodeArtifactIntegration(input: $input) {\n      integration {\n        ...IntegrationFields\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n      warnings {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteIntegration($id: ID!) {\n    deleteIntegration(id: $id) {\n      deletedId\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteIntegration($id: ID!) {\n    deleteIntegration(id: $id) {\n      deletedId\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CheckFields on Check {\n    code\n    status\n    label\n    repositoryUrl\n    domain\n    durationMs\n    evidence {\n      httpStatus\n      errorCode\n      message\n      awsRequestId\n    }\n    diagnosis {\n      category\n      summary\n      causes {\n        code\n        certainty\n        side\n        explanation\n        steps\n        snippet {\n          language\n          text\n        }\n        documentationUrl\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment CheckFields on Check {\n    code\n    status\n    label\n    repositoryUrl\n    domain\n    durationMs\n    evidence {\n      httpStatus\n      errorCode\n      message\n      awsRequestId\n    }\n    diagnosis {\n      category\n      summary\n      causes {\n        code\n        certainty\n        side\n        explanation\n        steps\n        snippet {\n          language\n          text\n        }\n        documentationUrl\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ReportFields on ConnectionReport {\n    id\n    status\n    startedAt\n    durationMs\n    requestedBy\n    checks {\n      ...CheckFields\n    }\n  }\n"): (typeof documents)["\n  fragment ReportFields on ConnectionReport {\n    id\n    status\n    startedAt\n    durationMs\n    requestedBy\n    checks {\n      ...CheckFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ConnectionTest($input: CodeArtifactDetailsInput!) {\n    codeArtifactConnectionTest(input: $input) {\n      planned {\n        code\n        label\n        domain\n        repositoryUrl\n      }\n      check {\n        ...CheckFields\n      }\n      report {\n        ...ReportFields\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription ConnectionTest($input: CodeArtifactDetailsInput!) {\n    codeArtifactConnectionTest(input: $input) {\n      planned {\n        code\n        label\n        domain\n        repositoryUrl\n      }\n      check {\n        ...CheckFields\n      }\n      report {\n        ...ReportFields\n      }\n      userErrors {\n        field\n        code\n        message\n        suggestion\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;
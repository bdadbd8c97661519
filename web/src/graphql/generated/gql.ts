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
    "\n  query AuditEvents(\n    $first: Int!\n    $after: String\n    $actor: String\n    $action: String\n    $from: DateTime\n    $until: DateTime\n    $text: String\n  ) {\n    auditEvents(first: $first, after: $after, actor: $actor, action: $action, from: $from, until: $until, text: $text) {\n      totalCount\n      pageInfo {\n        ...PageInfoFields\n      }\n      edges {\n        cursor\n        node {\n          id\n          at\n          actor\n          actorKind\n          action\n          subject\n          detail\n          requestId\n          ip\n        }\n      }\n    }\n  }\n": typeof types.AuditEventsDocument,
    "\n  query AuditLogValues {\n    auditLogValues {\n      actors\n      actions\n    }\n  }\n": typeof types.AuditLogValuesDocument,
    "\n  query ExplainFailure($input: ExplainFailureInput!) {\n    explainFailure(input: $input) {\n      ...DiagnosisFields\n      reading {\n        lines {\n          number\n          text\n        }\n        action\n        resource\n        host\n        package\n        version\n        httpStatus\n        errorCode\n        awsRequestId\n      }\n    }\n  }\n": typeof types.ExplainFailureDocument,
    "\n  query PolicyIntegrations($first: Int!) {\n    integrations(first: $first) {\n      edges {\n        cursor\n        node {\n          id\n          name\n          accountId\n          externalId\n          roleArn\n          repositories {\n            id\n            url\n          }\n        }\n      }\n      pageInfo {\n        ...PageInfoFields\n      }\n    }\n  }\n": typeof types.PolicyIntegrationsDocument,
    "\n  query CheckRolePolicies($input: RolePoliciesInput!) {\n    checkRolePolicies(input: $input) {\n      ok\n      permissions {\n        ...VerdictFields\n      }\n      refusals {\n        ...VerdictFields\n      }\n      causes {\n        ...CauseFields\n      }\n      findings {\n        code\n        severity\n        source\n        line\n        column\n        message\n        repair\n      }\n      repaired {\n        source\n        name\n        text\n        diff\n        sufficient\n      }\n      notJudged\n    }\n  }\n": typeof types.CheckRolePoliciesDocument,
    "\n  fragment VerdictFields on PermissionVerdict {\n    action\n    resource\n    allowed\n    unknown\n    reason\n    externalId\n    place {\n      source\n      line\n      column\n    }\n  }\n": typeof types.VerdictFieldsFragmentDoc,
    "\n  query Causes {\n    causes {\n      code\n      title\n      category\n      side\n      shows\n      explanation\n    }\n  }\n": typeof types.CausesDocument,
    "\n  query Cause($code: String!) {\n    cause(code: $code) {\n      code\n      title\n      category\n      side\n      explanation\n      shows\n      decidedBy\n      steps\n      snippet {\n        language\n        text\n      }\n      documentationUrl\n    }\n  }\n": typeof types.CauseDocument,
    "\n  query ApiKeys {\n    apiKeys {\n      id\n      name\n      scopes\n      prefix\n      createdAt\n      expiresAt\n      lastUsedAt\n    }\n  }\n": typeof types.ApiKeysDocument,
    "\n  query Scopes {\n    scopes {\n      scope\n      description\n    }\n  }\n": typeof types.ScopesDocument,
    "\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      secret\n      apiKey {\n        id\n        name\n        prefix\n        expiresAt\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.CreateApiKeyDocument,
    "\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(id: $id) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.RevokeApiKeyDocument,
    "\n  query Members {\n    members {\n      id\n      name\n      email\n      role\n      joinedAt\n      lastSignInAt\n      isViewer\n    }\n  }\n": typeof types.MembersDocument,
    "\n  query Invitations {\n    invitations {\n      id\n      email\n      role\n      invitedBy\n      createdAt\n      expiresAt\n    }\n  }\n": typeof types.InvitationsDocument,
    "\n  mutation InviteMember($input: InviteMemberInput!) {\n    inviteMember(input: $input) {\n      link\n      invitation {\n        id\n        email\n        expiresAt\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.InviteMemberDocument,
    "\n  mutation RevokeInvitation($id: ID!) {\n    revokeInvitation(id: $id) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.RevokeInvitationDocument,
    "\n  mutation ChangeMemberRole($id: ID!, $role: MemberRole!) {\n    changeMemberRole(id: $id, role: $role) {\n      member {\n        id\n        role\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.ChangeMemberRoleDocument,
    "\n  mutation RemoveMember($id: ID!) {\n    removeMember(id: $id) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.RemoveMemberDocument,
    "\n  query Viewer {\n    viewer {\n      kind\n      name\n      role\n      memberId\n      scopes\n      organization {\n        id\n        name\n      }\n      organizations {\n        id\n        name\n      }\n    }\n  }\n": typeof types.ViewerDocument,
    "\n  mutation SwitchOrganization($id: ID!) {\n    switchOrganization(id: $id) {\n      name\n    }\n  }\n": typeof types.SwitchOrganizationDocument,
    "\n  mutation CreateOrganization($name: String!) {\n    createOrganization(name: $name) {\n      organization {\n        id\n        name\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.CreateOrganizationDocument,
    "\n  mutation IssueBuildCredentials($input: BuildCredentialsInput!) {\n    issueBuildCredentials(input: $input) {\n      credentials {\n        packageType\n        expiresAt\n        files {\n          path\n          content\n          client\n          purpose\n        }\n        environment {\n          name\n          value\n        }\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.IssueBuildCredentialsDocument,
    "\n  mutation CreateIntegration($input: CodeArtifactDetailsInput!) {\n    createCodeArtifactIntegration(input: $input) {\n      integration {\n        id\n        name\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n      warnings {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.CreateIntegrationDocument,
    "\n  query CodeArtifactSetup($input: CodeArtifactSetupInput!) {\n    codeArtifactSetup(input: $input) {\n      externalId\n      cloudFormationUrl\n      cloudFormationTemplate\n      terraform\n      awsCli\n      trustPolicy\n      permissionsPolicy\n      roleName\n      platformPrincipalArn\n    }\n  }\n": typeof types.CodeArtifactSetupDocument,
    "\n  query RepositoryPolicies($input: CodeArtifactSetupInput!) {\n    codeArtifactSetup(input: $input) {\n      permissionsPolicy\n      domainOwnerPolicies {\n        domainOwner\n        domain\n        region\n        domainPolicy\n        repositoryPolicies {\n          repository\n          policy\n        }\n      }\n    }\n  }\n": typeof types.RepositoryPoliciesDocument,
    "\n  query IntegrationCatalog {\n    integrationCatalog {\n      id\n      name\n      description\n      packageTypes\n      connected\n    }\n  }\n": typeof types.IntegrationCatalogDocument,
    "\n  query Integrations($first: Int!, $after: String) {\n    integrations(first: $first, after: $after) {\n      totalCount\n      pageInfo {\n        ...PageInfoFields\n      }\n      edges {\n        cursor\n        node {\n          id\n          name\n          status\n          statusSince\n          accountId\n          repositories {\n            id\n            packageType\n          }\n        }\n      }\n    }\n  }\n": typeof types.IntegrationsDocument,
    "\n  fragment IntegrationFields on CodeArtifactIntegration {\n    id\n    name\n    status\n    statusSince\n    accountId\n    externalId\n    roleArn\n    version\n    createdAt\n    updatedAt\n    repositories {\n      id\n      packageType\n      url\n      domain\n      domainOwner\n      region\n      repository\n      routes\n    }\n    lastReport {\n      ...ReportFields\n    }\n  }\n": typeof types.IntegrationFieldsFragmentDoc,
    "\n  fragment StatusChangeFields on StatusChange {\n    kind\n    since\n    reportBefore {\n      id\n      startedAt\n    }\n    firstReport {\n      id\n    }\n    turned {\n      code\n      label\n      domain\n      repositoryUrl\n      before\n      after\n    }\n    changes {\n      at\n      actor\n      requestId\n      setting\n      repositoryUrl\n      before\n      after\n      isPossibleCause\n    }\n    nothingChangedHere\n    concurrentFailures {\n      integrationId\n      name\n      accountId\n      since\n    }\n  }\n": typeof types.StatusChangeFieldsFragmentDoc,
    "\n  query Integration($id: ID!) {\n    integration(id: $id) {\n      ...IntegrationFields\n      statusChange {\n        ...StatusChangeFields\n      }\n    }\n  }\n": typeof types.IntegrationDocument,
    "\n  query Reports($id: ID!, $first: Int!, $after: String) {\n    integration(id: $id) {\n      id\n      reports(first: $first, after: $after) {\n        totalCount\n        pageInfo {\n          ...PageInfoFields\n        }\n        edges {\n          cursor\n          node {\n            ...ReportFields\n          }\n        }\n      }\n    }\n  }\n": typeof types.ReportsDocument,
    "\n  mutation UpdateIntegration($input: UpdateCodeArtifactIntegrationInput!) {\n    updateCodeArtifactIntegration(input: $input) {\n      integration {\n        ...IntegrationFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n      warnings {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.UpdateIntegrationDocument,
    "\n  mutation DeleteIntegration($id: ID!) {\n    deleteIntegration(id: $id) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.DeleteIntegrationDocument,
    "\n  fragment CheckFields on Check {\n    code\n    status\n    label\n    repositoryUrl\n    domain\n    durationMs\n    evidence {\n      ...EvidenceFields\n    }\n    diagnosis {\n      ...DiagnosisFields\n    }\n  }\n": typeof types.CheckFieldsFragmentDoc,
    "\n  fragment ReportFields on ConnectionReport {\n    id\n    status\n    startedAt\n    durationMs\n    requestedBy\n    checks {\n      ...CheckFields\n    }\n  }\n": typeof types.ReportFieldsFragmentDoc,
    "\n  subscription ConnectionTest($input: CodeArtifactDetailsInput!) {\n    codeArtifactConnectionTest(input: $input) {\n      planned {\n        code\n        label\n        domain\n        repositoryUrl\n      }\n      check {\n        ...CheckFields\n      }\n      report {\n        ...ReportFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.ConnectionTestDocument,
    "\n  query TrustPolicyCheck($input: RolePoliciesInput!) {\n    checkRolePolicies(input: $input) {\n      permissions {\n        action\n        allowed\n        reason\n      }\n      causes {\n        ...CauseFields\n      }\n      findings {\n        severity\n        line\n        column\n        message\n        repair\n      }\n    }\n  }\n": typeof types.TrustPolicyCheckDocument,
    "\n  query RoutePackage(\n    $integrationId: ID\n    $packageType: PackageType!\n    $name: String!\n    $repositories: [RepositoryInput!]\n  ) {\n    routePackage(integrationId: $integrationId, packageType: $packageType, name: $name, repositories: $repositories) {\n      name\n      route\n      reason\n      repositoryUrls\n      problems {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.RoutePackageDocument,
    "\n  query PackageIntegrations($first: Int!) {\n    integrations(first: $first) {\n      edges {\n        cursor\n        node {\n          id\n          name\n          repositories {\n            id\n            packageType\n          }\n        }\n      }\n      pageInfo {\n        ...PageInfoFields\n      }\n    }\n  }\n": typeof types.PackageIntegrationsDocument,
    "\n  query Package($integrationId: ID!, $packageType: PackageType!, $name: String!) {\n    package(integrationId: $integrationId, packageType: $packageType, name: $name) {\n      name\n      packageType\n      latest\n      requestCount\n      repositories {\n        id\n        domain\n        repository\n        url\n      }\n      versions {\n        version\n        isPrerelease\n        publishedAt\n        withdrawn\n        repositoryUrl\n      }\n      problems {\n        repository {\n          id\n          domain\n          repository\n          url\n        }\n        diagnosis {\n          ...DiagnosisFields\n        }\n        evidence {\n          ...EvidenceFields\n        }\n      }\n    }\n  }\n": typeof types.PackageDocument,
    "\n  query RecentPackages($integrationId: ID!, $packageType: PackageType!, $prefix: String) {\n    recentPackages(integrationId: $integrationId, packageType: $packageType, prefix: $prefix)\n  }\n": typeof types.RecentPackagesDocument,
    "\n  query DiagnosePackage($integrationId: ID!, $packageType: PackageType!, $name: String!, $version: String) {\n    diagnosePackage(integrationId: $integrationId, packageType: $packageType, name: $name, version: $version) {\n      available\n      name\n      version\n      askedVersion\n      requestCount\n      durationMs\n      checks {\n        ...CheckFields\n      }\n      diagnosis {\n        ...DiagnosisFields\n      }\n      settledBy {\n        action\n        tells\n        statement {\n          language\n          text\n        }\n        command {\n          language\n          text\n        }\n      }\n    }\n  }\n": typeof types.DiagnosePackageDocument,
    "\n  query SupportRequests {\n    supportRequests {\n      id\n      requestedBy\n      reason\n      minutes\n      requestedAt\n      lapsesAt\n    }\n  }\n": typeof types.SupportRequestsDocument,
    "\n  fragment SupportGrantFields on SupportGrant {\n    id\n    grantedTo\n    reason\n    grantedBy\n    grantedAt\n    expiresAt\n    revokedAt\n    revokedBy\n    status\n  }\n": typeof types.SupportGrantFieldsFragmentDoc,
    "\n  query SupportGrants($first: Int!, $after: String) {\n    supportGrants(first: $first, after: $after) {\n      totalCount\n      pageInfo {\n        ...PageInfoFields\n      }\n      edges {\n        cursor\n        node {\n          ...SupportGrantFields\n        }\n      }\n    }\n  }\n": typeof types.SupportGrantsDocument,
    "\n  mutation GrantSupportAccess($input: GrantSupportAccessInput!) {\n    grantSupportAccess(input: $input) {\n      grant {\n        ...SupportGrantFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.GrantSupportAccessDocument,
    "\n  mutation RevokeSupportGrant($id: ID!) {\n    revokeSupportGrant(id: $id) {\n      grant {\n        ...SupportGrantFields\n      }\n    }\n  }\n": typeof types.RevokeSupportGrantDocument,
    "\n  mutation RefuseSupportRequest($id: ID!) {\n    refuseSupportRequest(id: $id) {\n      refusedId\n    }\n  }\n": typeof types.RefuseSupportRequestDocument,
    "\n  query SupportBundle($integrationId: ID!) {\n    supportBundle(integrationId: $integrationId) {\n      fileName\n      content\n    }\n  }\n": typeof types.SupportBundleDocument,
    "\n  query SupportAccess {\n    supportAccess {\n      requests {\n        id\n        organizationId\n        reason\n        minutes\n        requestedAt\n        status\n        answeredAt\n      }\n      organizations {\n        id\n        name\n        until\n      }\n    }\n  }\n": typeof types.SupportAccessDocument,
    "\n  mutation RequestSupportAccess($input: RequestSupportAccessInput!) {\n    requestSupportAccess(input: $input) {\n      request {\n        id\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": typeof types.RequestSupportAccessDocument,
    "\n  query DiagnoseIntegration($id: ID!) {\n    diagnoseIntegration(id: $id) {\n      ...ReportFields\n    }\n  }\n": typeof types.DiagnoseIntegrationDocument,
    "\n  fragment PageInfoFields on PageInfo {\n    hasNextPage\n    endCursor\n  }\n": typeof types.PageInfoFieldsFragmentDoc,
    "\n  fragment UserErrorFields on UserError {\n    field\n    code\n    message\n    suggestion\n  }\n": typeof types.UserErrorFieldsFragmentDoc,
    "\n  fragment CauseFields on Cause {\n    code\n    certainty\n    side\n    explanation\n    steps\n    snippet {\n      language\n      text\n    }\n    documentationUrl\n  }\n": typeof types.CauseFieldsFragmentDoc,
    "\n  fragment DiagnosisFields on Diagnosis {\n    category\n    summary\n    causes {\n      ...CauseFields\n    }\n  }\n": typeof types.DiagnosisFieldsFragmentDoc,
    "\n  fragment EvidenceFields on Evidence {\n    httpStatus\n    errorCode\n    message\n    awsRequestId\n  }\n": typeof types.EvidenceFieldsFragmentDoc,
};
const documents: Documents = {
    "\n  query AuditEvents(\n    $first: Int!\n    $after: String\n    $actor: String\n    $action: String\n    $from: DateTime\n    $until: DateTime\n    $text: String\n  ) {\n    auditEvents(first: $first, after: $after, actor: $actor, action: $action, from: $from, until: $until, text: $text) {\n      totalCount\n      pageInfo {\n        ...PageInfoFields\n      }\n      edges {\n        cursor\n        node {\n          id\n          at\n          actor\n          actorKind\n          action\n          subject\n          detail\n          requestId\n          ip\n        }\n      }\n    }\n  }\n": types.AuditEventsDocument,
    "\n  query AuditLogValues {\n    auditLogValues {\n      actors\n      actions\n    }\n  }\n": types.AuditLogValuesDocument,
    "\n  query ExplainFailure($input: ExplainFailureInput!) {\n    explainFailure(input: $input) {\n      ...DiagnosisFields\n      reading {\n        lines {\n          number\n          text\n        }\n        action\n        resource\n        host\n        package\n        version\n        httpStatus\n        errorCode\n        awsRequestId\n      }\n    }\n  }\n": types.ExplainFailureDocument,
    "\n  query PolicyIntegrations($first: Int!) {\n    integrations(first: $first) {\n      edges {\n        cursor\n        node {\n          id\n          name\n          accountId\n          externalId\n          roleArn\n          repositories {\n            id\n            url\n          }\n        }\n      }\n      pageInfo {\n        ...PageInfoFields\n      }\n    }\n  }\n": types.PolicyIntegrationsDocument,
    "\n  query CheckRolePolicies($input: RolePoliciesInput!) {\n    checkRolePolicies(input: $input) {\n      ok\n      permissions {\n        ...VerdictFields\n      }\n      refusals {\n        ...VerdictFields\n      }\n      causes {\n        ...CauseFields\n      }\n      findings {\n        code\n        severity\n        source\n        line\n        column\n        message\n        repair\n      }\n      repaired {\n        source\n        name\n        text\n        diff\n        sufficient\n      }\n      notJudged\n    }\n  }\n": types.CheckRolePoliciesDocument,
    "\n  fragment VerdictFields on PermissionVerdict {\n    action\n    resource\n    allowed\n    unknown\n    reason\n    externalId\n    place {\n      source\n      line\n      column\n    }\n  }\n": types.VerdictFieldsFragmentDoc,
    "\n  query Causes {\n    causes {\n      code\n      title\n      category\n      side\n      shows\n      explanation\n    }\n  }\n": types.CausesDocument,
    "\n  query Cause($code: String!) {\n    cause(code: $code) {\n      code\n      title\n      category\n      side\n      explanation\n      shows\n      decidedBy\n      steps\n      snippet {\n        language\n        text\n      }\n      documentationUrl\n    }\n  }\n": types.CauseDocument,
    "\n  query ApiKeys {\n    apiKeys {\n      id\n      name\n      scopes\n      prefix\n      createdAt\n      expiresAt\n      lastUsedAt\n    }\n  }\n": types.ApiKeysDocument,
    "\n  query Scopes {\n    scopes {\n      scope\n      description\n    }\n  }\n": types.ScopesDocument,
    "\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      secret\n      apiKey {\n        id\n        name\n        prefix\n        expiresAt\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.CreateApiKeyDocument,
    "\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(id: $id) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.RevokeApiKeyDocument,
    "\n  query Members {\n    members {\n      id\n      name\n      email\n      role\n      joinedAt\n      lastSignInAt\n      isViewer\n    }\n  }\n": types.MembersDocument,
    "\n  query Invitations {\n    invitations {\n      id\n      email\n      role\n      invitedBy\n      createdAt\n      expiresAt\n    }\n  }\n": types.InvitationsDocument,
    "\n  mutation InviteMember($input: InviteMemberInput!) {\n    inviteMember(input: $input) {\n      link\n      invitation {\n        id\n        email\n        expiresAt\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.InviteMemberDocument,
    "\n  mutation RevokeInvitation($id: ID!) {\n    revokeInvitation(id: $id) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.RevokeInvitationDocument,
    "\n  mutation ChangeMemberRole($id: ID!, $role: MemberRole!) {\n    changeMemberRole(id: $id, role: $role) {\n      member {\n        id\n        role\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.ChangeMemberRoleDocument,
    "\n  mutation RemoveMember($id: ID!) {\n    removeMember(id: $id) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.RemoveMemberDocument,
    "\n  query Viewer {\n    viewer {\n      kind\n      name\n      role\n      memberId\n      scopes\n      organization {\n        id\n        name\n      }\n      organizations {\n        id\n        name\n      }\n    }\n  }\n": types.ViewerDocument,
    "\n  mutation SwitchOrganization($id: ID!) {\n    switchOrganization(id: $id) {\n      name\n    }\n  }\n": types.SwitchOrganizationDocument,
    "\n  mutation CreateOrganization($name: String!) {\n    createOrganization(name: $name) {\n      organization {\n        id\n        name\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.CreateOrganizationDocument,
    "\n  mutation IssueBuildCredentials($input: BuildCredentialsInput!) {\n    issueBuildCredentials(input: $input) {\n      credentials {\n        packageType\n        expiresAt\n        files {\n          path\n          content\n          client\n          purpose\n        }\n        environment {\n          name\n          value\n        }\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.IssueBuildCredentialsDocument,
    "\n  mutation CreateIntegration($input: CodeArtifactDetailsInput!) {\n    createCodeArtifactIntegration(input: $input) {\n      integration {\n        id\n        name\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n      warnings {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.CreateIntegrationDocument,
    "\n  query CodeArtifactSetup($input: CodeArtifactSetupInput!) {\n    codeArtifactSetup(input: $input) {\n      externalId\n      cloudFormationUrl\n      cloudFormationTemplate\n      terraform\n      awsCli\n      trustPolicy\n      permissionsPolicy\n      roleName\n      platformPrincipalArn\n    }\n  }\n": types.CodeArtifactSetupDocument,
    "\n  query RepositoryPolicies($input: CodeArtifactSetupInput!) {\n    codeArtifactSetup(input: $input) {\n      permissionsPolicy\n      domainOwnerPolicies {\n        domainOwner\n        domain\n        region\n        domainPolicy\n        repositoryPolicies {\n          repository\n          policy\n        }\n      }\n    }\n  }\n": types.RepositoryPoliciesDocument,
    "\n  query IntegrationCatalog {\n    integrationCatalog {\n      id\n      name\n      description\n      packageTypes\n      connected\n    }\n  }\n": types.IntegrationCatalogDocument,
    "\n  query Integrations($first: Int!, $after: String) {\n    integrations(first: $first, after: $after) {\n      totalCount\n      pageInfo {\n        ...PageInfoFields\n      }\n      edges {\n        cursor\n        node {\n          id\n          name\n          status\n          statusSince\n          accountId\n          repositories {\n            id\n            packageType\n          }\n        }\n      }\n    }\n  }\n": types.IntegrationsDocument,
    "\n  fragment IntegrationFields on CodeArtifactIntegration {\n    id\n    name\n    status\n    statusSince\n    accountId\n    externalId\n    roleArn\n    version\n    createdAt\n    updatedAt\n    repositories {\n      id\n      packageType\n      url\n      domain\n      domainOwner\n      region\n      repository\n      routes\n    }\n    lastReport {\n      ...ReportFields\n    }\n  }\n": types.IntegrationFieldsFragmentDoc,
    "\n  fragment StatusChangeFields on StatusChange {\n    kind\n    since\n    reportBefore {\n      id\n      startedAt\n    }\n    firstReport {\n      id\n    }\n    turned {\n      code\n      label\n      domain\n      repositoryUrl\n      before\n      after\n    }\n    changes {\n      at\n      actor\n      requestId\n      setting\n      repositoryUrl\n      before\n      after\n      isPossibleCause\n    }\n    nothingChangedHere\n    concurrentFailures {\n      integrationId\n      name\n      accountId\n      since\n    }\n  }\n": types.StatusChangeFieldsFragmentDoc,
    "\n  query Integration($id: ID!) {\n    integration(id: $id) {\n      ...IntegrationFields\n      statusChange {\n        ...StatusChangeFields\n      }\n    }\n  }\n": types.IntegrationDocument,
    "\n  query Reports($id: ID!, $first: Int!, $after: String) {\n    integration(id: $id) {\n      id\n      reports(first: $first, after: $after) {\n        totalCount\n        pageInfo {\n          ...PageInfoFields\n        }\n        edges {\n          cursor\n          node {\n            ...ReportFields\n          }\n        }\n      }\n    }\n  }\n": types.ReportsDocument,
    "\n  mutation UpdateIntegration($input: UpdateCodeArtifactIntegrationInput!) {\n    updateCodeArtifactIntegration(input: $input) {\n      integration {\n        ...IntegrationFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n      warnings {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.UpdateIntegrationDocument,
    "\n  mutation DeleteIntegration($id: ID!) {\n    deleteIntegration(id: $id) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.DeleteIntegrationDocument,
    "\n  fragment CheckFields on Check {\n    code\n    status\n    label\n    repositoryUrl\n    domain\n    durationMs\n    evidence {\n      ...EvidenceFields\n    }\n    diagnosis {\n      ...DiagnosisFields\n    }\n  }\n": types.CheckFieldsFragmentDoc,
    "\n  fragment ReportFields on ConnectionReport {\n    id\n    status\n    startedAt\n    durationMs\n    requestedBy\n    checks {\n      ...CheckFields\n    }\n  }\n": types.ReportFieldsFragmentDoc,
    "\n  subscription ConnectionTest($input: CodeArtifactDetailsInput!) {\n    codeArtifactConnectionTest(input: $input) {\n      planned {\n        code\n        label\n        domain\n        repositoryUrl\n      }\n      check {\n        ...CheckFields\n      }\n      report {\n        ...ReportFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.ConnectionTestDocument,
    "\n  query TrustPolicyCheck($input: RolePoliciesInput!) {\n    checkRolePolicies(input: $input) {\n      permissions {\n        action\n        allowed\n        reason\n      }\n      causes {\n        ...CauseFields\n      }\n      findings {\n        severity\n        line\n        column\n        message\n        repair\n      }\n    }\n  }\n": types.TrustPolicyCheckDocument,
    "\n  query RoutePackage(\n    $integrationId: ID\n    $packageType: PackageType!\n    $name: String!\n    $repositories: [RepositoryInput!]\n  ) {\n    routePackage(integrationId: $integrationId, packageType: $packageType, name: $name, repositories: $repositories) {\n      name\n      route\n      reason\n      repositoryUrls\n      problems {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.RoutePackageDocument,
    "\n  query PackageIntegrations($first: Int!) {\n    integrations(first: $first) {\n      edges {\n        cursor\n        node {\n          id\n          name\n          repositories {\n            id\n            packageType\n          }\n        }\n      }\n      pageInfo {\n        ...PageInfoFields\n      }\n    }\n  }\n": types.PackageIntegrationsDocument,
    "\n  query Package($integrationId: ID!, $packageType: PackageType!, $name: String!) {\n    package(integrationId: $integrationId, packageType: $packageType, name: $name) {\n      name\n      packageType\n      latest\n      requestCount\n      repositories {\n        id\n        domain\n        repository\n        url\n      }\n      versions {\n        version\n        isPrerelease\n        publishedAt\n        withdrawn\n        repositoryUrl\n      }\n      problems {\n        repository {\n          id\n          domain\n          repository\n          url\n        }\n        diagnosis {\n          ...DiagnosisFields\n        }\n        evidence {\n          ...EvidenceFields\n        }\n      }\n    }\n  }\n": types.PackageDocument,
    "\n  query RecentPackages($integrationId: ID!, $packageType: PackageType!, $prefix: String) {\n    recentPackages(integrationId: $integrationId, packageType: $packageType, prefix: $prefix)\n  }\n": types.RecentPackagesDocument,
    "\n  query DiagnosePackage($integrationId: ID!, $packageType: PackageType!, $name: String!, $version: String) {\n    diagnosePackage(integrationId: $integrationId, packageType: $packageType, name: $name, version: $version) {\n      available\n      name\n      version\n      askedVersion\n      requestCount\n      durationMs\n      checks {\n        ...CheckFields\n      }\n      diagnosis {\n        ...DiagnosisFields\n      }\n      settledBy {\n        action\n        tells\n        statement {\n          language\n          text\n        }\n        command {\n          language\n          text\n        }\n      }\n    }\n  }\n": types.DiagnosePackageDocument,
    "\n  query SupportRequests {\n    supportRequests {\n      id\n      requestedBy\n      reason\n      minutes\n      requestedAt\n      lapsesAt\n    }\n  }\n": types.SupportRequestsDocument,
    "\n  fragment SupportGrantFields on SupportGrant {\n    id\n    grantedTo\n    reason\n    grantedBy\n    grantedAt\n    expiresAt\n    revokedAt\n    revokedBy\n    status\n  }\n": types.SupportGrantFieldsFragmentDoc,
    "\n  query SupportGrants($first: Int!, $after: String) {\n    supportGrants(first: $first, after: $after) {\n      totalCount\n      pageInfo {\n        ...PageInfoFields\n      }\n      edges {\n        cursor\n        node {\n          ...SupportGrantFields\n        }\n      }\n    }\n  }\n": types.SupportGrantsDocument,
    "\n  mutation GrantSupportAccess($input: GrantSupportAccessInput!) {\n    grantSupportAccess(input: $input) {\n      grant {\n        ...SupportGrantFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.GrantSupportAccessDocument,
    "\n  mutation RevokeSupportGrant($id: ID!) {\n    revokeSupportGrant(id: $id) {\n      grant {\n        ...SupportGrantFields\n      }\n    }\n  }\n": types.RevokeSupportGrantDocument,
    "\n  mutation RefuseSupportRequest($id: ID!) {\n    refuseSupportRequest(id: $id) {\n      refusedId\n    }\n  }\n": types.RefuseSupportRequestDocument,
    "\n  query SupportBundle($integrationId: ID!) {\n    supportBundle(integrationId: $integrationId) {\n      fileName\n      content\n    }\n  }\n": types.SupportBundleDocument,
    "\n  query SupportAccess {\n    supportAccess {\n      requests {\n        id\n        organizationId\n        reason\n        minutes\n        requestedAt\n        status\n        answeredAt\n      }\n      organizations {\n        id\n        name\n        until\n      }\n    }\n  }\n": types.SupportAccessDocument,
    "\n  mutation RequestSupportAccess($input: RequestSupportAccessInput!) {\n    requestSupportAccess(input: $input) {\n      request {\n        id\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n": types.RequestSupportAccessDocument,
    "\n  query DiagnoseIntegration($id: ID!) {\n    diagnoseIntegration(id: $id) {\n      ...ReportFields\n    }\n  }\n": types.DiagnoseIntegrationDocument,
    "\n  fragment PageInfoFields on PageInfo {\n    hasNextPage\n    endCursor\n  }\n": types.PageInfoFieldsFragmentDoc,
    "\n  fragment UserErrorFields on UserError {\n    field\n    code\n    message\n    suggestion\n  }\n": types.UserErrorFieldsFragmentDoc,
    "\n  fragment CauseFields on Cause {\n    code\n    certainty\n    side\n    explanation\n    steps\n    snippet {\n      language\n      text\n    }\n    documentationUrl\n  }\n": types.CauseFieldsFragmentDoc,
    "\n  fragment DiagnosisFields on Diagnosis {\n    category\n    summary\n    causes {\n      ...CauseFields\n    }\n  }\n": types.DiagnosisFieldsFragmentDoc,
    "\n  fragment EvidenceFields on Evidence {\n    httpStatus\n    errorCode\n    message\n    awsRequestId\n  }\n": types.EvidenceFieldsFragmentDoc,
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
export function graphql(source: "\n  query AuditEvents(\n    $first: Int!\n    $after: String\n    $actor: String\n    $action: String\n    $from: DateTime\n    $until: DateTime\n    $text: String\n  ) {\n    auditEvents(first: $first, after: $after, actor: $actor, action: $action, from: $from, until: $until, text: $text) {\n      totalCount\n      pageInfo {\n        ...PageInfoFields\n      }\n      edges {\n        cursor\n        node {\n          id\n          at\n          actor\n          actorKind\n          action\n          subject\n          detail\n          requestId\n          ip\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query AuditEvents(\n    $first: Int!\n    $after: String\n    $actor: String\n    $action: String\n    $from: DateTime\n    $until: DateTime\n    $text: String\n  ) {\n    auditEvents(first: $first, after: $after, actor: $actor, action: $action, from: $from, until: $until, text: $text) {\n      totalCount\n      pageInfo {\n        ...PageInfoFields\n      }\n      edges {\n        cursor\n        node {\n          id\n          at\n          actor\n          actorKind\n          action\n          subject\n          detail\n          requestId\n          ip\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuditLogValues {\n    auditLogValues {\n      actors\n      actions\n    }\n  }\n"): (typeof documents)["\n  query AuditLogValues {\n    auditLogValues {\n      actors\n      actions\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ExplainFailure($input: ExplainFailureInput!) {\n    explainFailure(input: $input) {\n      ...DiagnosisFields\n      reading {\n        lines {\n          number\n          text\n        }\n        action\n        resource\n        host\n        package\n        version\n        httpStatus\n        errorCode\n        awsRequestId\n      }\n    }\n  }\n"): (typeof documents)["\n  query ExplainFailure($input: ExplainFailureInput!) {\n    explainFailure(input: $input) {\n      ...DiagnosisFields\n      reading {\n        lines {\n          number\n          text\n        }\n        action\n        resource\n        host\n        package\n        version\n        httpStatus\n        errorCode\n        awsRequestId\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PolicyIntegrations($first: Int!) {\n    integrations(first: $first) {\n      edges {\n        cursor\n        node {\n          id\n          name\n          accountId\n          externalId\n          roleArn\n          repositories {\n            id\n            url\n          }\n        }\n      }\n      pageInfo {\n        ...PageInfoFields\n      }\n    }\n  }\n"): (typeof documents)["\n  query PolicyIntegrations($first: Int!) {\n    integrations(first: $first) {\n      edges {\n        cursor\n        node {\n          id\n          name\n          accountId\n          externalId\n          roleArn\n          repositories {\n            id\n            url\n          }\n        }\n      }\n      pageInfo {\n        ...PageInfoFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CheckRolePolicies($input: RolePoliciesInput!) {\n    checkRolePolicies(input: $input) {\n      ok\n      permissions {\n        ...VerdictFields\n      }\n      refusals {\n        ...VerdictFields\n      }\n      causes {\n        ...CauseFields\n      }\n      findings {\n        code\n        severity\n        source\n        line\n        column\n        message\n        repair\n      }\n      repaired {\n        source\n        name\n        text\n        diff\n        sufficient\n      }\n      notJudged\n    }\n  }\n"): (typeof documents)["\n  query CheckRolePolicies($input: RolePoliciesInput!) {\n    checkRolePolicies(input: $input) {\n      ok\n      permissions {\n        ...VerdictFields\n      }\n      refusals {\n        ...VerdictFields\n      }\n      causes {\n        ...CauseFields\n      }\n      findings {\n        code\n        severity\n        source\n        line\n        column\n        message\n        repair\n      }\n      repaired {\n        source\n        name\n        text\n        diff\n        sufficient\n      }\n      notJudged\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment VerdictFields on PermissionVerdict {\n    action\n    resource\n    allowed\n    unknown\n    reason\n    externalId\n    place {\n      source\n      line\n      column\n    }\n  }\n"): (typeof documents)["\n  fragment VerdictFields on PermissionVerdict {\n    action\n    resource\n    allowed\n    unknown\n    reason\n    externalId\n    place {\n      source\n      line\n      column\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Causes {\n    causes {\n      code\n      title\n      category\n      side\n      shows\n      explanation\n    }\n  }\n"): (typeof documents)["\n  query Causes {\n    causes {\n      code\n      title\n      category\n      side\n      shows\n      explanation\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Cause($code: String!) {\n    cause(code: $code) {\n      code\n      title\n      category\n      side\n      explanation\n      shows\n      decidedBy\n      steps\n      snippet {\n        language\n        text\n      }\n      documentationUrl\n    }\n  }\n"): (typeof documents)["\n  query Cause($code: String!) {\n    cause(code: $code) {\n      code\n      title\n      category\n      side\n      explanation\n      shows\n      decidedBy\n      steps\n      snippet {\n        language\n        text\n      }\n      documentationUrl\n    }\n  }\n"];
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
export function graphql(source: "\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      secret\n      apiKey {\n        id\n        name\n        prefix\n        expiresAt\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      secret\n      apiKey {\n        id\n        name\n        prefix\n        expiresAt\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(id: $id) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(id: $id) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
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
export function graphql(source: "\n  mutation InviteMember($input: InviteMemberInput!) {\n    inviteMember(input: $input) {\n      link\n      invitation {\n        id\n        email\n        expiresAt\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation InviteMember($input: InviteMemberInput!) {\n    inviteMember(input: $input) {\n      link\n      invitation {\n        id\n        email\n        expiresAt\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeInvitation($id: ID!) {\n    revokeInvitation(id: $id) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeInvitation($id: ID!) {\n    revokeInvitation(id: $id) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeMemberRole($id: ID!, $role: MemberRole!) {\n    changeMemberRole(id: $id, role: $role) {\n      member {\n        id\n        role\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ChangeMemberRole($id: ID!, $role: MemberRole!) {\n    changeMemberRole(id: $id, role: $role) {\n      member {\n        id\n        role\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveMember($id: ID!) {\n    removeMember(id: $id) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RemoveMember($id: ID!) {\n    removeMember(id: $id) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
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
export function graphql(source: "\n  mutation CreateOrganization($name: String!) {\n    createOrganization(name: $name) {\n      organization {\n        id\n        name\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateOrganization($name: String!) {\n    createOrganization(name: $name) {\n      organization {\n        id\n        name\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation IssueBuildCredentials($input: BuildCredentialsInput!) {\n    issueBuildCredentials(input: $input) {\n      credentials {\n        packageType\n        expiresAt\n        files {\n          path\n          content\n          client\n          purpose\n        }\n        environment {\n          name\n          value\n        }\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation IssueBuildCredentials($input: BuildCredentialsInput!) {\n    issueBuildCredentials(input: $input) {\n      credentials {\n        packageType\n        expiresAt\n        files {\n          path\n          content\n          client\n          purpose\n        }\n        environment {\n          name\n          value\n        }\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateIntegration($input: CodeArtifactDetailsInput!) {\n    createCodeArtifactIntegration(input: $input) {\n      integration {\n        id\n        name\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n      warnings {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateIntegration($input: CodeArtifactDetailsInput!) {\n    createCodeArtifactIntegration(input: $input) {\n      integration {\n        id\n        name\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n      warnings {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
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
export function graphql(source: "\n  query Integrations($first: Int!, $after: String) {\n    integrations(first: $first, after: $after) {\n      totalCount\n      pageInfo {\n        ...PageInfoFields\n      }\n      edges {\n        cursor\n        node {\n          id\n          name\n          status\n          statusSince\n          accountId\n          repositories {\n            id\n            packageType\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Integrations($first: Int!, $after: String) {\n    integrations(first: $first, after: $after) {\n      totalCount\n      pageInfo {\n        ...PageInfoFields\n      }\n      edges {\n        cursor\n        node {\n          id\n          name\n          status\n          statusSince\n          accountId\n          repositories {\n            id\n            packageType\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment IntegrationFields on CodeArtifactIntegration {\n    id\n    name\n    status\n    statusSince\n    accountId\n    externalId\n    roleArn\n    version\n    createdAt\n    updatedAt\n    repositories {\n      id\n      packageType\n      url\n      domain\n      domainOwner\n      region\n      repository\n      routes\n    }\n    lastReport {\n      ...ReportFields\n    }\n  }\n"): (typeof documents)["\n  fragment IntegrationFields on CodeArtifactIntegration {\n    id\n    name\n    status\n    statusSince\n    accountId\n    externalId\n    roleArn\n    version\n    createdAt\n    updatedAt\n    repositories {\n      id\n      packageType\n      url\n      domain\n      domainOwner\n      region\n      repository\n      routes\n    }\n    lastReport {\n      ...ReportFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment StatusChangeFields on StatusChange {\n    kind\n    since\n    reportBefore {\n      id\n      startedAt\n    }\n    firstReport {\n      id\n    }\n    turned {\n      code\n      label\n      domain\n      repositoryUrl\n      before\n      after\n    }\n    changes {\n      at\n      actor\n      requestId\n      setting\n      repositoryUrl\n      before\n      after\n      isPossibleCause\n    }\n    nothingChangedHere\n    concurrentFailures {\n      integrationId\n      name\n      accountId\n      since\n    }\n  }\n"): (typeof documents)["\n  fragment StatusChangeFields on StatusChange {\n    kind\n    since\n    reportBefore {\n      id\n      startedAt\n    }\n    firstReport {\n      id\n    }\n    turned {\n      code\n      label\n      domain\n      repositoryUrl\n      before\n      after\n    }\n    changes {\n      at\n      actor\n      requestId\n      setting\n      repositoryUrl\n      before\n      after\n      isPossibleCause\n    }\n    nothingChangedHere\n    concurrentFailures {\n      integrationId\n      name\n      accountId\n      since\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Integration($id: ID!) {\n    integration(id: $id) {\n      ...IntegrationFields\n      statusChange {\n        ...StatusChangeFields\n      }\n    }\n  }\n"): (typeof documents)["\n  query Integration($id: ID!) {\n    integration(id: $id) {\n      ...IntegrationFields\n      statusChange {\n        ...StatusChangeFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Reports($id: ID!, $first: Int!, $after: String) {\n    integration(id: $id) {\n      id\n      reports(first: $first, after: $after) {\n        totalCount\n        pageInfo {\n          ...PageInfoFields\n        }\n        edges {\n          cursor\n          node {\n            ...ReportFields\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Reports($id: ID!, $first: Int!, $after: String) {\n    integration(id: $id) {\n      id\n      reports(first: $first, after: $after) {\n        totalCount\n        pageInfo {\n          ...PageInfoFields\n        }\n        edges {\n          cursor\n          node {\n            ...ReportFields\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateIntegration($input: UpdateCodeArtifactIntegrationInput!) {\n    updateCodeArtifactIntegration(input: $input) {\n      integration {\n        ...IntegrationFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n      warnings {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateIntegration($input: UpdateCodeArtifactIntegrationInput!) {\n    updateCodeArtifactIntegration(input: $input) {\n      integration {\n        ...IntegrationFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n      warnings {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteIntegration($id: ID!) {\n    deleteIntegration(id: $id) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteIntegration($id: ID!) {\n    deleteIntegration(id: $id) {\n      deletedId\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CheckFields on Check {\n    code\n    status\n    label\n    repositoryUrl\n    domain\n    durationMs\n    evidence {\n      ...EvidenceFields\n    }\n    diagnosis {\n      ...DiagnosisFields\n    }\n  }\n"): (typeof documents)["\n  fragment CheckFields on Check {\n    code\n    status\n    label\n    repositoryUrl\n    domain\n    durationMs\n    evidence {\n      ...EvidenceFields\n    }\n    diagnosis {\n      ...DiagnosisFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ReportFields on ConnectionReport {\n    id\n    status\n    startedAt\n    durationMs\n    requestedBy\n    checks {\n      ...CheckFields\n    }\n  }\n"): (typeof documents)["\n  fragment ReportFields on ConnectionReport {\n    id\n    status\n    startedAt\n    durationMs\n    requestedBy\n    checks {\n      ...CheckFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ConnectionTest($input: CodeArtifactDetailsInput!) {\n    codeArtifactConnectionTest(input: $input) {\n      planned {\n        code\n        label\n        domain\n        repositoryUrl\n      }\n      check {\n        ...CheckFields\n      }\n      report {\n        ...ReportFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription ConnectionTest($input: CodeArtifactDetailsInput!) {\n    codeArtifactConnectionTest(input: $input) {\n      planned {\n        code\n        label\n        domain\n        repositoryUrl\n      }\n      check {\n        ...CheckFields\n      }\n      report {\n        ...ReportFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TrustPolicyCheck($input: RolePoliciesInput!) {\n    checkRolePolicies(input: $input) {\n      permissions {\n        action\n        allowed\n        reason\n      }\n      causes {\n        ...CauseFields\n      }\n      findings {\n        severity\n        line\n        column\n        message\n        repair\n      }\n    }\n  }\n"): (typeof documents)["\n  query TrustPolicyCheck($input: RolePoliciesInput!) {\n    checkRolePolicies(input: $input) {\n      permissions {\n        action\n        allowed\n        reason\n      }\n      causes {\n        ...CauseFields\n      }\n      findings {\n        severity\n        line\n        column\n        message\n        repair\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RoutePackage(\n    $integrationId: ID\n    $packageType: PackageType!\n    $name: String!\n    $repositories: [RepositoryInput!]\n  ) {\n    routePackage(integrationId: $integrationId, packageType: $packageType, name: $name, repositories: $repositories) {\n      name\n      route\n      reason\n      repositoryUrls\n      problems {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  query RoutePackage(\n    $integrationId: ID\n    $packageType: PackageType!\n    $name: String!\n    $repositories: [RepositoryInput!]\n  ) {\n    routePackage(integrationId: $integrationId, packageType: $packageType, name: $name, repositories: $repositories) {\n      name\n      route\n      reason\n      repositoryUrls\n      problems {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PackageIntegrations($first: Int!) {\n    integrations(first: $first) {\n      edges {\n        cursor\n        node {\n          id\n          name\n          repositories {\n            id\n            packageType\n          }\n        }\n      }\n      pageInfo {\n        ...PageInfoFields\n      }\n    }\n  }\n"): (typeof documents)["\n  query PackageIntegrations($first: Int!) {\n    integrations(first: $first) {\n      edges {\n        cursor\n        node {\n          id\n          name\n          repositories {\n            id\n            packageType\n          }\n        }\n      }\n      pageInfo {\n        ...PageInfoFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Package($integrationId: ID!, $packageType: PackageType!, $name: String!) {\n    package(integrationId: $integrationId, packageType: $packageType, name: $name) {\n      name\n      packageType\n      latest\n      requestCount\n      repositories {\n        id\n        domain\n        repository\n        url\n      }\n      versions {\n        version\n        isPrerelease\n        publishedAt\n        withdrawn\n        repositoryUrl\n      }\n      problems {\n        repository {\n          id\n          domain\n          repository\n          url\n        }\n        diagnosis {\n          ...DiagnosisFields\n        }\n        evidence {\n          ...EvidenceFields\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Package($integrationId: ID!, $packageType: PackageType!, $name: String!) {\n    package(integrationId: $integrationId, packageType: $packageType, name: $name) {\n      name\n      packageType\n      latest\n      requestCount\n      repositories {\n        id\n        domain\n        repository\n        url\n      }\n      versions {\n        version\n        isPrerelease\n        publishedAt\n        withdrawn\n        repositoryUrl\n      }\n      problems {\n        repository {\n          id\n          domain\n          repository\n          url\n        }\n        diagnosis {\n          ...DiagnosisFields\n        }\n        evidence {\n          ...EvidenceFields\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RecentPackages($integrationId: ID!, $packageType: PackageType!, $prefix: String) {\n    recentPackages(integrationId: $integrationId, packageType: $packageType, prefix: $prefix)\n  }\n"): (typeof documents)["\n  query RecentPackages($integrationId: ID!, $packageType: PackageType!, $prefix: String) {\n    recentPackages(integrationId: $integrationId, packageType: $packageType, prefix: $prefix)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DiagnosePackage($integrationId: ID!, $packageType: PackageType!, $name: String!, $version: String) {\n    diagnosePackage(integrationId: $integrationId, packageType: $packageType, name: $name, version: $version) {\n      available\n      name\n      version\n      askedVersion\n      requestCount\n      durationMs\n      checks {\n        ...CheckFields\n      }\n      diagnosis {\n        ...DiagnosisFields\n      }\n      settledBy {\n        action\n        tells\n        statement {\n          language\n          text\n        }\n        command {\n          language\n          text\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query DiagnosePackage($integrationId: ID!, $packageType: PackageType!, $name: String!, $version: String) {\n    diagnosePackage(integrationId: $integrationId, packageType: $packageType, name: $name, version: $version) {\n      available\n      name\n      version\n      askedVersion\n      requestCount\n      durationMs\n      checks {\n        ...CheckFields\n      }\n      diagnosis {\n        ...DiagnosisFields\n      }\n      settledBy {\n        action\n        tells\n        statement {\n          language\n          text\n        }\n        command {\n          language\n          text\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SupportRequests {\n    supportRequests {\n      id\n      requestedBy\n      reason\n      minutes\n      requestedAt\n      lapsesAt\n    }\n  }\n"): (typeof documents)["\n  query SupportRequests {\n    supportRequests {\n      id\n      requestedBy\n      reason\n      minutes\n      requestedAt\n      lapsesAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SupportGrantFields on SupportGrant {\n    id\n    grantedTo\n    reason\n    grantedBy\n    grantedAt\n    expiresAt\n    revokedAt\n    revokedBy\n    status\n  }\n"): (typeof documents)["\n  fragment SupportGrantFields on SupportGrant {\n    id\n    grantedTo\n    reason\n    grantedBy\n    grantedAt\n    expiresAt\n    revokedAt\n    revokedBy\n    status\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SupportGrants($first: Int!, $after: String) {\n    supportGrants(first: $first, after: $after) {\n      totalCount\n      pageInfo {\n        ...PageInfoFields\n      }\n      edges {\n        cursor\n        node {\n          ...SupportGrantFields\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query SupportGrants($first: Int!, $after: String) {\n    supportGrants(first: $first, after: $after) {\n      totalCount\n      pageInfo {\n        ...PageInfoFields\n      }\n      edges {\n        cursor\n        node {\n          ...SupportGrantFields\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GrantSupportAccess($input: GrantSupportAccessInput!) {\n    grantSupportAccess(input: $input) {\n      grant {\n        ...SupportGrantFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation GrantSupportAccess($input: GrantSupportAccessInput!) {\n    grantSupportAccess(input: $input) {\n      grant {\n        ...SupportGrantFields\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeSupportGrant($id: ID!) {\n    revokeSupportGrant(id: $id) {\n      grant {\n        ...SupportGrantFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeSupportGrant($id: ID!) {\n    revokeSupportGrant(id: $id) {\n      grant {\n        ...SupportGrantFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefuseSupportRequest($id: ID!) {\n    refuseSupportRequest(id: $id) {\n      refusedId\n    }\n  }\n"): (typeof documents)["\n  mutation RefuseSupportRequest($id: ID!) {\n    refuseSupportRequest(id: $id) {\n      refusedId\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SupportBundle($integrationId: ID!) {\n    supportBundle(integrationId: $integrationId) {\n      fileName\n      content\n    }\n  }\n"): (typeof documents)["\n  query SupportBundle($integrationId: ID!) {\n    supportBundle(integrationId: $integrationId) {\n      fileName\n      content\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SupportAccess {\n    supportAccess {\n      requests {\n        id\n        organizationId\n        reason\n        minutes\n        requestedAt\n        status\n        answeredAt\n      }\n      organizations {\n        id\n        name\n        until\n      }\n    }\n  }\n"): (typeof documents)["\n  query SupportAccess {\n    supportAccess {\n      requests {\n        id\n        organizationId\n        reason\n        minutes\n        requestedAt\n        status\n        answeredAt\n      }\n      organizations {\n        id\n        name\n        until\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestSupportAccess($input: RequestSupportAccessInput!) {\n    requestSupportAccess(input: $input) {\n      request {\n        id\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RequestSupportAccess($input: RequestSupportAccessInput!) {\n    requestSupportAccess(input: $input) {\n      request {\n        id\n      }\n      userErrors {\n        ...UserErrorFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DiagnoseIntegration($id: ID!) {\n    diagnoseIntegration(id: $id) {\n      ...ReportFields\n    }\n  }\n"): (typeof documents)["\n  query DiagnoseIntegration($id: ID!) {\n    diagnoseIntegration(id: $id) {\n      ...ReportFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PageInfoFields on PageInfo {\n    hasNextPage\n    endCursor\n  }\n"): (typeof documents)["\n  fragment PageInfoFields on PageInfo {\n    hasNextPage\n    endCursor\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserErrorFields on UserError {\n    field\n    code\n    message\n    suggestion\n  }\n"): (typeof documents)["\n  fragment UserErrorFields on UserError {\n    field\n    code\n    message\n    suggestion\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CauseFields on Cause {\n    code\n    certainty\n    side\n    explanation\n    steps\n    snippet {\n      language\n      text\n    }\n    documentationUrl\n  }\n"): (typeof documents)["\n  fragment CauseFields on Cause {\n    code\n    certainty\n    side\n    explanation\n    steps\n    snippet {\n      language\n      text\n    }\n    documentationUrl\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DiagnosisFields on Diagnosis {\n    category\n    summary\n    causes {\n      ...CauseFields\n    }\n  }\n"): (typeof documents)["\n  fragment DiagnosisFields on Diagnosis {\n    category\n    summary\n    causes {\n      ...CauseFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment EvidenceFields on Evidence {\n    httpStatus\n    errorCode\n    message\n    awsRequestId\n  }\n"): (typeof documents)["\n  fragment EvidenceFields on Evidence {\n    httpStatus\n    errorCode\n    message\n    awsRequestId\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;
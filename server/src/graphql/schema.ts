/** The executable schema, built from the resolvers of all features. */

import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { buildSchemaSync, type NonEmptyArray, type PubSub } from 'type-graphql';
import { AuditResolver } from '../features/audit/index.ts';
import { FailureTextResolver, PackageDiagnosisResolver, RolePolicyResolver } from '../features/diagnostics/index.ts';
import { ApiKeyResolver, MemberResolver, OrganizationResolver } from '../features/identity/index.ts';
import {
  ConnectionTestResolver,
  IntegrationResolver,
  IntegrationSetupResolver,
  IntegrationStatusChangeResolver,
  StatusChangeResolver,
} from '../features/integrations/index.ts';
import { BuildCredentialsResolver, PackageResolver, PackageRouteResolver } from '../features/packages/index.ts';
import { AnalysisResolver, BuildCheckResolver, ProjectResolver } from '../features/projects/index.ts';
import { SupportBundleResolver, SupportGrantResolver, SupportRequestResolver } from '../features/support/index.ts';
import type { Services } from './context.ts';

// eslint-disable-next-line typescript/no-unsafe-function-type -- type-graphql's own type for a list of classes
const resolvers: NonEmptyArray<Function> = [
  OrganizationResolver,
  MemberResolver,
  ApiKeyResolver,
  AuditResolver,
  IntegrationResolver,
  IntegrationSetupResolver,
  IntegrationStatusChangeResolver,
  StatusChangeResolver,
  ConnectionTestResolver,
  PackageResolver,
  PackageRouteResolver,
  BuildCredentialsResolver,
  FailureTextResolver,
  PackageDiagnosisResolver,
  RolePolicyResolver,
  ProjectResolver,
  AnalysisResolver,
  BuildCheckResolver,
  SupportRequestResolver,
  SupportGrantResolver,
  SupportBundleResolver,
];

/** type-graphql asks for one as soon as there is a subscription; ours bring their own events and use no topics. */
const noTopics: PubSub = {
  publish: refuseTopics,
  subscribe: refuseTopics,
};

/** Every resolver must be in `services` under its class by the time a request comes. */
export function createSchema(services: Services): GraphQLSchema {
  return buildSchemaSync({
    resolvers,
    container: { get: (type: unknown) => services.get(type) as object },
    scalarsMap: [{ type: Date, scalar: GraphQLDateTime }],
    pubSub: noTopics,
    // Input is checked by the services, whose messages name the field.
    validate: false,
  });
}

function refuseTopics(): never {
  throw new Error('A subscription names its own source of events.');
}

import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { ConnectorDefinition } from '../../connectors/connector.ts';
import type { RequestContext } from '../../lib/context.ts';
import type { Connection } from '../../lib/pagination.ts';
import { DeletePayloadType } from '../../lib/types.ts';
import { toRepository } from './details.ts';
import type { IntegrationEntity } from './entity.ts';
import type { IntegrationLoaders } from './loaders.ts';
import type { ConnectionReportEntity } from './reports/entity.ts';
import { ConnectionReportConnectionType, ConnectionReportType } from './reports/types.ts';
import type { IntegrationResult, Integrations } from './service.ts';
import {
  CodeArtifactDetailsInputType,
  CodeArtifactIntegrationConnectionType,
  CodeArtifactIntegrationPayloadType,
  CodeArtifactIntegrationType,
  CodeArtifactRepositoryType,
  IntegrationTypeType,
  UpdateCodeArtifactIntegrationInputType,
} from './types.ts';

@Resolver(() => CodeArtifactIntegrationType)
export class IntegrationResolver {
  constructor(
    private readonly integrations: Integrations,
    private readonly loaders: IntegrationLoaders,
    private readonly definitions: readonly ConnectorDefinition[],
  ) {}

  @Query(() => [IntegrationTypeType], { description: 'What can be connected. Needs integrations:read.' })
  async integrationCatalog(@Ctx() context: RequestContext): Promise<IntegrationTypeType[]> {
    const connected = await this.integrations.count(context);
    return this.definitions.map((definition) => ({
      ...definition,
      packageTypes: [...definition.packageTypes],
      connected,
    }));
  }

  @Query(() => CodeArtifactIntegrationConnectionType, {
    name: 'integrations',
    description: "The organization's integrations, newest first. Needs integrations:read.",
  })
  list(
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'From 1 to 100.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before.' })
    after: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Connection<IntegrationEntity>> {
    return this.integrations.list(context, first ?? 20, after);
  }

  @Query(() => CodeArtifactIntegrationType, {
    description: "One integration. NOT_FOUND also for another organization's id. Needs integrations:read.",
  })
  integration(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<IntegrationEntity> {
    return this.integrations.get(context, id);
  }

  @Mutation(() => CodeArtifactIntegrationPayloadType, {
    description: 'Saves a new integration, untested. Needs integrations:write.',
  })
  createCodeArtifactIntegration(
    @Arg('input', () => CodeArtifactDetailsInputType) input: CodeArtifactDetailsInputType,
    @Ctx() context: RequestContext,
  ): Promise<IntegrationResult> {
    return this.integrations.create(context, input);
  }

  @Mutation(() => CodeArtifactIntegrationPayloadType, {
    description:
      'Changes what is given. Anything but the name makes the status UNTESTED; a replaced External ID is tested first. Needs integrations:write.',
  })
  updateCodeArtifactIntegration(
    @Arg('input', () => UpdateCodeArtifactIntegrationInputType) input: UpdateCodeArtifactIntegrationInputType,
    @Ctx() context: RequestContext,
  ): Promise<IntegrationResult> {
    return this.integrations.update(context, input);
  }

  @Mutation(() => DeletePayloadType, {
    description: 'Removes an integration with its reports. Needs integrations:write.',
  })
  deleteIntegration(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<DeletePayloadType> {
    return this.integrations.delete(context, id);
  }

  @FieldResolver(() => [CodeArtifactRepositoryType], { description: 'In the order of the form.' })
  async repositories(
    @Root() integration: IntegrationEntity,
    @Ctx() context: RequestContext,
  ): Promise<CodeArtifactRepositoryType[]> {
    const rows = await this.loaders.repositories(context, integration);
    return rows.map(toRepository);
  }

  @FieldResolver(() => ConnectionReportType, { nullable: true, description: 'Null before the first test.' })
  lastReport(
    @Root() integration: IntegrationEntity,
    @Ctx() context: RequestContext,
  ): Promise<ConnectionReportEntity | null> {
    return this.loaders.lastReport(context, integration);
  }

  @FieldResolver(() => ConnectionReportConnectionType, { description: 'Earlier reports, newest first.' })
  reports(
    @Root() integration: IntegrationEntity,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'From 1 to 100.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before.' })
    after: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Connection<ConnectionReportEntity>> {
    return this.loaders.reports(context, integration, first ?? 20, after);
  }
}

import type { PackageType } from '@backline/shared';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../lib/context.ts';
import { PackageTypeEnum } from '../types.ts';
import type { IntegrationSetup } from './service.ts';
import { CodeArtifactSetupInputType, CodeArtifactSetupType, RepositoryUrlCheckType } from './types.ts';

@Resolver()
export class IntegrationSetupResolver {
  constructor(private readonly setup: IntegrationSetup) {}

  @Query(() => CodeArtifactSetupType, {
    description: 'Template, link, Terraform, commands and policies for the role. Needs integrations:write.',
  })
  codeArtifactSetup(
    @Arg('input', () => CodeArtifactSetupInputType) input: CodeArtifactSetupInputType,
    @Ctx() context: RequestContext,
  ): Promise<CodeArtifactSetupType> {
    return this.setup.artefacts(context, input);
  }

  @Query(() => RepositoryUrlCheckType, {
    description: 'Reads one URL; without a package type, finds it from the URL. Needs integrations:read.',
  })
  checkRepositoryUrl(
    @Arg('url', () => String) url: string,
    @Arg('packageType', () => PackageTypeEnum, { nullable: true }) packageType: PackageType | null | undefined,
    @Ctx() context: RequestContext,
  ): RepositoryUrlCheckType {
    return this.setup.checkUrl(context, url, packageType);
  }

  @Query(() => [RepositoryUrlCheckType], {
    description:
      "Reads repository URLs out of anything pasted: .npmrc, .yarnrc.yml, pip.conf, NuGet.Config, go env, the console's connection instructions. At most 64 KB. Needs integrations:read.",
  })
  readClientConfiguration(
    @Arg('text', () => String) text: string,
    @Ctx() context: RequestContext,
  ): RepositoryUrlCheckType[] {
    return this.setup.readConfiguration(context, text);
  }
}

import type { PackageType } from '@backline/shared';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../lib/context.ts';
import { PackageTypeEnum } from '../../integrations/index.ts';
import type { PackageDiagnoses, PackageDiagnosis } from './service.ts';
import { PackageDiagnosisType } from './types.ts';

@Resolver()
export class PackageDiagnosisResolver {
  constructor(private readonly diagnoses: PackageDiagnoses) {}

  @Query(() => PackageDiagnosisType, {
    description:
      'Why can this package, or this version of it, not be had? Asks every repository of the package type and tells the causes apart with at most 12 requests, none of which fetches a package. Ends within 30 s. Needs diagnostics:run.',
  })
  diagnosePackage(
    @Arg('integrationId', () => ID) integrationId: string,
    @Arg('packageType', () => PackageTypeEnum) packageType: PackageType,
    @Arg('name', () => String) name: string,
    @Arg('version', () => String, { nullable: true, description: 'An exact version.' })
    version: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<PackageDiagnosis> {
    return this.diagnoses.diagnose(context, integrationId, packageType, name, version);
  }
}

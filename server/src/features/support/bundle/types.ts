import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('SupportBundle', {
  description:
    'What support needs to know of one integration, as a file to hand over: settings, reports, what changed, versions. It holds no secret, and External IDs are masked.',
})
export class SupportBundleType {
  @Field(() => String)
  fileName: string;

  @Field(() => Int, { description: 'Grows where a reader of the version before would misread the file.' })
  formatVersion: number;

  @Field(() => String, {
    description: 'JSON in the form of the interface SupportBundle in shared/src/support-bundle.ts. It holds no secret.',
  })
  content: string;
}

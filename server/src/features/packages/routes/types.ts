import { Field, ObjectType } from 'type-graphql';
import { UserErrorType } from '../../../lib/types.ts';

@ObjectType('PackageRoute', { description: 'Which repository serves a name, and why.' })
export class PackageRouteType {
  @Field(() => String, { description: 'Normalised as its package type demands.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'The route that claims the name; null where none does.' })
  route: string | null;

  @Field(() => [String], { description: 'Repositories that are asked for the name, nearest first.' })
  repositoryUrls: string[];

  @Field(() => String, { description: 'One sentence.' })
  reason: string;

  @Field(() => [UserErrorType], {
    description: 'Routes that cannot be used or claim the same names, which forbids saving.',
  })
  problems: UserErrorType[];
}

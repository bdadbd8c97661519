import { registerEnumType } from 'type-graphql';

export const MemberRoleType = { OWNER: 'OWNER', ADMIN: 'ADMIN', VIEWER: 'VIEWER' } as const;

registerEnumType(MemberRoleType, {
  name: 'MemberRole',
  description: 'What a member may do.',
  valuesConfig: {
    OWNER: { description: 'Everything, also making and unmaking owners. Each organization has at least one.' },
    ADMIN: { description: 'Everything except making and unmaking owners.' },
    VIEWER: { description: 'See everything and test connections; change nothing.' },
  },
});

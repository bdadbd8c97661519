import type { MemberRole } from '../../graphql/generated/graphql.ts';

/** Roles as people read them, weakest first. */
export const roles: readonly { value: MemberRole; label: string; description: string }[] = [
  { value: 'VIEWER', label: 'Viewer', description: 'Sees integrations and reports, changes nothing.' },
  { value: 'ADMIN', label: 'Admin', description: 'Manages integrations, members and API keys.' },
  { value: 'OWNER', label: 'Owner', description: 'Does what an admin does, and names other owners.' },
];

export function roleLabel(role: MemberRole): string {
  return roles.find(({ value }) => value === role)?.label ?? role;
}

/** Says why: what a role's policies allow. */

export { RolePolicyResolver } from './role-policies/resolver.ts';
export { RolePolicies } from './role-policies/service.ts';

/** Say exactly why: explain a failure from its text, list every known cause, find out why a package cannot be had, judge a role's policies. */

export { FailureTextResolver } from './failure-text/resolver.ts';
export { FailureTexts } from './failure-text/service.ts';
export { PackageDiagnosisResolver } from './packages/resolver.ts';
export { PackageDiagnoses } from './packages/service.ts';
export { RolePolicyResolver } from './role-policies/resolver.ts';
export { RolePolicies } from './role-policies/service.ts';

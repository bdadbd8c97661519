/** Say exactly why: explain a failure from its text, list every known cause, find out why a package cannot be had. */

export { FailureTextResolver } from './failure-text/resolver.ts';
export { FailureTexts } from './failure-text/service.ts';
export { PackageDiagnosisResolver } from './packages/resolver.ts';
export { PackageDiagnoses } from './packages/service.ts';

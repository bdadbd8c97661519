/** Say exactly why: explain a failure from its text, list every known cause. */

export { FailureTextResolver } from './failure-text/resolver.ts';
export { FailureTexts } from './failure-text/service.ts';

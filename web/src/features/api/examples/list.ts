import { analyzeAProject } from './analyze-a-project.ts';
import { checkPolicies } from './check-policies.ts';
import { connectAnAccount } from './connect-an-account.ts';
import { diagnoseAPackage } from './diagnose-a-package.ts';
import type { ApiExample } from './example.ts';
import { explainAFailure } from './explain-a-failure.ts';
import { followATest } from './follow-a-test.ts';
import { handleErrors } from './handle-errors.ts';
import { issueCredentials } from './issue-credentials.ts';
import { lookUpAPackage } from './look-up-a-package.ts';
import { pageThrough } from './page-through.ts';
import { readAReport } from './read-a-report.ts';

/** In the order of the page. */
export const apiExamples: readonly ApiExample[] = [
  connectAnAccount,
  readAReport,
  followATest,
  explainAFailure,
  diagnoseAPackage,
  checkPolicies,
  lookUpAPackage,
  issueCredentials,
  analyzeAProject,
  pageThrough,
  handleErrors,
];

/** What a text says about a failure, ahead of any judgement. */

import type { PackageType } from '@backline/shared';
import type { Address, RepositoryMention } from './addresses.ts';
import type { Line } from './lines.ts';

export interface TextReading {
  lines: Line[];
  /** The relevant lines and what stands around them, with line breaks. */
  context: string;
  /** The same as one line, for sentences that were wrapped. */
  sentence: string;
  /** Said by the text, or by whoever pasted it. */
  httpStatus: number | null;
  packageType: PackageType | null;
  /** Whoever pasted it named a package type or a status, so it is about packages. */
  hasHints: boolean;
  /** `AccessDenied` ... */
  awsCode: string | null;
  /** Of a package manager, a network or an operating system: `E401`, `ENOTFOUND`, `WinError 1783`. */
  clientCode: string | null;
  awsRequestId: string | null;
  /** Of an AWS call, e.g. `AssumeRole`. */
  operation: string | null;
  /** ARN of whoever sent the request. */
  callerArn: string | null;
  packageName: string | null;
  version: string | null;
  /** The CodeArtifact repository that the failure is about, or that is named anywhere near it. */
  repository: RepositoryMention | null;
  /** The address nearest to the failure, whosever it is. */
  address: Address | null;
  /** Every host of the context. */
  hosts: string[];
}

/** The request that tells a repository without packages from one that lets nobody read. */

import { bodyText } from '../../lib/answer-text.ts';
import { redact } from '../../lib/redact.ts';
import { RegistryFailure, type RegistryAnswer } from '../../package-types/index.ts';
import type { Repository } from '../integrations/index.ts';

/**
 * What every repository answers with the token, whatever it holds: NuGet's service index, and for the others npm's ping, which
 * AWS made for it: https://docs.aws.amazon.com/codeartifact/latest/ug/npm-auth.html
 */
export function controlAddress({ url, packageType, repository }: Repository): string {
  return packageType === 'NUGET' ? url : `${new URL(url).origin}/npm/${repository}/-/ping`;
}

/** Throws RegistryFailure where the answer is not the one that a working repository gives. */
export function takeControl(answer: RegistryAnswer): null {
  if (answer.status === 200 && isJson(answer)) return null;
  const { body, headers, status } = answer;
  const words = redact(bodyText(body, headers).slice(0, 500)) || `HTTP ${status}`;
  if (status === 200) throw new RegistryFailure('unexpected-content', `No JSON was answered: ${words}`, 200);
  throw new RegistryFailure(status === 410 ? 'gone' : 'not-found', words, status);
}

function isJson({ body }: RegistryAnswer): boolean {
  try {
    // The answer to a ping is two braces; a service index has some kilobytes.
    JSON.parse(body.toString('utf8'));
    return true;
  } catch {
    return body.length === 0;
  }
}

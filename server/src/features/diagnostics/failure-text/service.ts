import type { PackageType } from '@backline/shared';
import type { CodeArtifactConnector } from '../../../connectors/codeartifact/index.ts';
import type { RequestContext } from '../../../lib/context.ts';
import type { CauseDescription, Diagnosis } from '../../../lib/diagnosis.ts';
import { InvalidInput, NotFound } from '../../../lib/errors.ts';
import { authorize, requireActor } from '../../identity/index.ts';

/** Bytes of UTF-8. */
const LONGEST_MESSAGE = 65_536;

interface FailureText {
  message: string;
  packageType?: PackageType | null;
  httpStatus?: number | null;
}

/** Explains failures from their texts alone. Nothing of a text is stored or logged. */
export class FailureTexts {
  constructor(private readonly connector: Pick<CodeArtifactConnector, 'explainText' | 'causes'>) {}

  /** Needs diagnostics:run, of support people nothing. Throws InvalidInput where the text is longer than 64 KB or the status is none of HTTP's. */
  explain(context: RequestContext, { message, packageType, httpStatus }: FailureText): Diagnosis {
    // A text tells support people nothing of an organization but what they were sent.
    if (context.actor?.kind !== 'SUPPORT') authorize(context.actor, 'diagnostics:run');
    if (Buffer.byteLength(message) > LONGEST_MESSAGE) {
      throw new InvalidInput('The text is longer than 64 KB. Paste the part around the error.');
    }
    if (typeof httpStatus === 'number' && (httpStatus < 100 || httpStatus > 599)) {
      throw new InvalidInput('httpStatus must be an HTTP status, from 100 to 599.');
    }
    return this.connector.explainText(message, { packageType: packageType ?? null, httpStatus: httpStatus ?? null });
  }

  /** For every actor. */
  causes(context: RequestContext): CauseDescription[] {
    requireActor(context.actor);
    return this.connector.causes();
  }

  /** For every actor. Throws NotFound for a code that does not exist. */
  cause(context: RequestContext, code: string): CauseDescription {
    const known = this.causes(context).find((cause) => cause.code === code);
    if (!known) throw new NotFound('There is no cause with this code. The query "causes" lists them all.');
    return known;
  }
}

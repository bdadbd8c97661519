/** Sends a project for its analysis: compressed where the browser can, and with its progress, which fetch does not tell. */

import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { print } from 'graphql/language/printer';
import type {
  AnalyzeProjectInput,
  AnalyzeProjectMutation,
  AnalyzeProjectMutationVariables,
} from '../../../graphql/generated/graphql.ts';
import { analyzeProjectMutation } from './queries.ts';

export interface Upload {
  /** Rejects with what `describeError` explains, and with an AbortError after `stop`. */
  result: Promise<AnalyzeProjectMutation['analyzeProject']>;
  stop: () => void;
}

/** Calls `onProgress` with the share that is sent, from 0 to 1. */
export function analyzeProject(input: AnalyzeProjectInput, onProgress: (share: number) => void): Upload {
  const stopping = new AbortController();
  return { result: run(input, onProgress, stopping.signal), stop: () => stopping.abort() };
}

async function run(input: AnalyzeProjectInput, onProgress: (share: number) => void, signal: AbortSignal) {
  const variables: AnalyzeProjectMutationVariables = { input };
  const text = JSON.stringify({ operationName: 'AnalyzeProject', query: print(analyzeProjectMutation), variables });
  const body = await compressed(text);
  signal.throwIfAborted();
  const { status, answer } = await send(body, onProgress, signal);
  const result = parsed(answer);
  if (result?.errors) throw new CombinedGraphQLErrors({ errors: result.errors });
  if (result?.data) return result.data.analyzeProject;
  throw new ServerError(`The server answered with HTTP ${status}.`, {
    response: new Response(null, { status: status === 0 ? 502 : status }),
    bodyText: answer,
  });
}

interface Answer {
  data?: AnalyzeProjectMutation | null;
  errors?: ConstructorParameters<typeof CombinedGraphQLErrors>[0]['errors'] & object;
}

function parsed(answer: string): Answer | null {
  try {
    return JSON.parse(answer) as Answer;
  } catch {
    return null;
  }
}

interface Body {
  blob: Blob;
  encoding: 'gzip' | null;
}

async function compressed(text: string): Promise<Body> {
  const plain = new Blob([text]);
  if (!('CompressionStream' in window)) return { blob: plain, encoding: null };
  const stream = plain.stream().pipeThrough(new CompressionStream('gzip'));
  return { blob: await new Response(stream).blob(), encoding: 'gzip' };
}

function send({ blob, encoding }: Body, onProgress: (share: number) => void, signal: AbortSignal) {
  return new Promise<{ status: number; answer: string }>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/graphql');
    request.setRequestHeader('content-type', 'application/json');
    request.setRequestHeader('accept', 'application/graphql-response+json, application/json');
    if (encoding) request.setRequestHeader('content-encoding', encoding);
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener('load', () => resolve({ status: request.status, answer: request.responseText }));
    request.addEventListener('error', () => reject(new TypeError('The request got no answer.')));
    request.addEventListener('abort', () => reject(new DOMException('Stopped.', 'AbortError')));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(blob);
  });
}

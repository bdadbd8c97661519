import { randomUUID } from 'node:crypto';
import type { LabAnswer, LabRequest } from './exchange.ts';
import type { LabState } from './state.ts';

const HTML =
  '<!DOCTYPE html><html><head><title>Blocked</title></head><body><h1>This page is blocked</h1></body></html>';

/** The answer of a package endpoint that has the fault which is switched on; null where it works. */
export function readAnswer(state: LabState, request: LabRequest): LabAnswer | null {
  const fault = state.world.settings.readFault;
  const json = { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID() };
  switch (fault) {
    case 'throttled':
      return { status: 429, headers: { ...json, 'retry-after': '1' }, body: '{"message":"Rate exceeded"}' };
    case 'internal-error':
      return { status: 500, headers: json, body: '{"message":"Internal server error"}' };
    case 'internal-error-once':
      return isFirstTime(state, request)
        ? { status: 500, headers: json, body: '{"message":"Internal server error"}' }
        : null;
    case 'hangs':
    case 'drips':
    case 'endless':
    case 'cut-short':
      return { status: 200, headers: json, body: null, manner: fault };
    case 'redirects':
      return { status: 302, headers: { location: `https://elsewhere.invalid${request.path}` }, body: null };
    case 'html':
      return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: HTML };
    // The rest are faults of the network, or none.
    default:
      return null;
  }
}

function isFirstTime(state: LabState, request: LabRequest): boolean {
  const address = `${request.host}${request.path}`;
  if (state.failedOnce.has(address)) return false;
  state.failedOnce.add(address);
  return true;
}

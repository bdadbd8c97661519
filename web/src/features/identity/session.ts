/** Signing in and out over HTTP; the session itself is a cookie that no script can read. */

export type SignInOutcome = { ok: true } | { ok: false; message: string; retryAfterSeconds: number | null };

export interface InvitationDetails {
  email: string;
  organization: string;
  needsPassword: boolean;
}

const UNREACHED = 'The server was not reached. Check the network connection, then try again.';

export async function signIn(email: string, password: string): Promise<SignInOutcome> {
  return send('/auth/sign-in', { email, password });
}

export async function signOut(): Promise<SignInOutcome> {
  return send('/auth/sign-out', {});
}

/** Accepts an invitation; afterwards the browser is signed in. */
export async function join(token: string, name: string, password: string): Promise<SignInOutcome> {
  return send('/auth/join', { token, name, password });
}

/** What an invitation's link says, or why it says nothing any more. */
export async function readInvitation(token: string): Promise<InvitationDetails | { message: string }> {
  try {
    // In the body, not in the address: addresses end up in logs.
    const response = await fetch('/auth/invitation', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    const body = (await response.json()) as Partial<InvitationDetails> & { message?: string };
    if (response.ok && body.email !== undefined) {
      return { email: body.email, organization: body.organization ?? '', needsPassword: body.needsPassword ?? true };
    }
    return { message: body.message ?? 'This invitation cannot be used.' };
  } catch {
    return { message: UNREACHED };
  }
}

/** The sign-in page that leads back to where somebody wanted to go. */
export function signInAddress({ pathname, search }: { pathname: string; search: string }): string {
  const wanted = pathname + search;
  return wanted === '/' ? '/sign-in' : `/sign-in?return=${encodeURIComponent(wanted)}`;
}

/** An address of this site from the sign-in page's query; anything else leads to the start page. */
export function returnAddress(search: URLSearchParams): string {
  const wanted = search.get('return') ?? '';
  return /^\/(?![/\\])/.test(wanted) ? wanted : '/integrations';
}

/** Whether the address is a page of this server that is no part of the SPA, so that the browser itself must go there. */
export function isOutsideApp(address: string): boolean {
  return /^\/graphiql(?:[?#]|$)/.test(address);
}

async function send(address: string, body: unknown): Promise<SignInOutcome> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.ok) return { ok: true };
    const answer = (await response.json().catch(() => ({}))) as { message?: string; retryAfterSeconds?: number };
    const message = answer.message ?? `The server replied with HTTP ${response.status}. Try again in a moment.`;
    return { ok: false, message, retryAfterSeconds: answer.retryAfterSeconds ?? null };
  } catch {
    return { ok: false, message: UNREACHED, retryAfterSeconds: null };
  }
}

import Fastify, { type FastifyInstance, type InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSessionCookie, readCredentials } from '../../server/src/http/credentials.ts';
import { signInRoutes } from '../../server/src/http/sign-in.ts';
import { BOOTSTRAP_KEY, createIdentityWorld, NEW_PASSWORD, OWNER, PUBLIC_URL } from '../support/identity.ts';
import { tokenOfLink, type IdentityWorld } from '../support/identity.ts';

let world: IdentityWorld;
let app: FastifyInstance;

beforeAll(async () => {
  world = await createIdentityWorld();
  const cookie = createSessionCookie(PUBLIC_URL);
  app = Fastify();
  await app.register(signInRoutes, { ...world, cookie, publicUrl: PUBLIC_URL });
  app.get('/who', async (request) => {
    const { actor } = await world.authentication.authenticate(readCredentials(request, cookie));
    return { name: actor?.name ?? null };
  });
});
afterAll(async () => {
  await app.close();
  await world.close();
});

describe('answers', () => {
  it('signs in with a cookie that scripts and other sites cannot use, and out again', async () => {
    const signedIn = await post('/auth/sign-in', { email: 'OWNER@example.com', password: OWNER.password });
    expect(signedIn.statusCode).toBe(204);
    expect(signedIn.headers['cache-control']).toBe('no-store');
    const [setCookie] = [signedIn.headers['set-cookie']].flat();
    expect(setCookie).toMatch(
      /^__Host-backline=bl_session_[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const cookie = setCookie?.split(';')[0] ?? '';
    expect(await who({ cookie })).toBe(OWNER.email);

    const again = await post('/auth/sign-in', OWNER, { cookie });
    expect(again.statusCode).toBe(204);
    expect(await who({ cookie })).toBeNull();

    const newCookie = String(again.headers['set-cookie']).split(';')[0] ?? '';
    const signedOut = await post('/auth/sign-out', {}, { cookie: newCookie });
    expect(signedOut.statusCode).toBe(204);
    expect(signedOut.headers['set-cookie']).toMatch(/^__Host-backline=; Max-Age=0;/);
    expect(await who({ cookie: newCookie })).toBeNull();
    expect((await app.inject({ method: 'POST', url: '/auth/sign-out' })).statusCode).toBe(204);
  });

  it('takes a key before a cookie', async () => {
    const cookie = String((await post('/auth/sign-in', OWNER)).headers['set-cookie']).split(';')[0] ?? '';
    expect(await who({ cookie, authorization: `Bearer ${BOOTSTRAP_KEY}` })).toBe('Bootstrap key');
    expect(await who({ cookie, authorization: 'Bearer wrong' })).toBeNull();
    expect(await who({ cookie, authorization: 'Bearer' })).toBeNull();
    expect(await who({ cookie, authorization: 'Basic YTpi' })).toBe(OWNER.email);
  });

  it('lets an invited person look at the invitation and join', async () => {
    const partner = await world.contextOf({ apiKey: BOOTSTRAP_KEY });
    const { link } = await world.members.invite({ email: 'guest@example.com', role: 'VIEWER' }, partner);
    const token = tokenOfLink(link);
    const preview = await post('/auth/invitation', { token });
    expect(preview.json()).toEqual({
      email: 'guest@example.com',
      organization: 'My organization',
      needsPassword: true,
    });
    const joined = await post('/auth/join', { token, name: 'Guest', password: NEW_PASSWORD });
    expect(joined.statusCode).toBe(204);
    expect(await who({ cookie: String(joined.headers['set-cookie']).split(';')[0] ?? '' })).toBe('guest@example.com');
    expect((await post('/auth/invitation', { token })).statusCode).toBe(404);
  });
});

describe('refuses', () => {
  it.each([
    ['a wrong password', { ...OWNER, password: 'wrong' }, 401, 'UNAUTHENTICATED'],
    ['no email address', { password: 'x' }, 400, 'INVALID_INPUT'],
    ['something that is no email address', { email: 'owner', password: 'x' }, 400, 'INVALID_INPUT'],
    ['an object for a password', { email: OWNER.email, password: { $ne: '' } }, 400, 'INVALID_INPUT'],
    ['an over-long password', { email: OWNER.email, password: 'x'.repeat(2_000) }, 400, 'INVALID_INPUT'],
    ['an unknown field', { ...OWNER, role: 'OWNER' }, 400, 'INVALID_INPUT'],
    ['null', null, 400, 'INVALID_INPUT'],
    ['9 KB', { email: OWNER.email, password: 'x'.repeat(9_000) }, 413, 'INVALID_INPUT'],
  ])('%s', async (_, body, status, code) => {
    const answer = await post('/auth/sign-in', body);
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toEqual({ code, message: expect.any(String) as string });
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'message/rfc822'])(
    'content of type %s',
    async (type) => {
      const payload = JSON.stringify(OWNER);
      const answer = await app.inject({
        method: 'POST',
        url: '/auth/sign-in',
        headers: { 'content-type': type },
        payload,
      });
      expect(answer.statusCode).toBe(415);
      expect(answer.json()).toMatchObject({ code: 'INVALID_INPUT' });
    },
  );

  it.each(['https://evil.example', 'null', 'https://backline.example.com.evil.example', 'http://localhost:1'])(
    'pages of %s',
    async (origin) => {
      const answer = await post('/auth/sign-in', OWNER, { origin });
      expect(answer.statusCode).toBe(403);
      expect(answer.headers['set-cookie']).toBeUndefined();
    },
  );

  it.each(['http://localhost:80', 'https://localhost', PUBLIC_URL])('but not its own pages at %s', async (origin) => {
    expect((await post('/auth/sign-in', OWNER, { origin, host: 'localhost' })).statusCode).toBe(204);
  });

  it('malformed JSON', async () => {
    const headers = { 'content-type': 'application/json' };
    const answer = await app.inject({ method: 'POST', url: '/auth/sign-in', headers, payload: '{"email":' });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('more than 50 attempts from one address, with the time to wait', async () => {
    const attempts = Array.from({ length: 60 }, (_, n) =>
      post('/auth/sign-in', { email: `guess${n}@example.com`, password: 'guess' }),
    );
    const answers = await Promise.all(attempts);
    const limited = answers.filter(({ statusCode }) => statusCode === 429);
    expect(limited.length).toBeGreaterThanOrEqual(10);
    const { code, retryAfterSeconds } = limited[0]?.json<{ code: string; retryAfterSeconds: number }>() ?? {};
    expect(code).toBe('RATE_LIMITED');
    expect(retryAfterSeconds).toBeGreaterThan(800);
    expect(limited[0]?.headers['retry-after']).toBe(String(retryAfterSeconds));
  });
});

async function post(url: string, body: unknown, headers: Record<string, string> = {}) {
  const request: InjectOptions = { method: 'POST', url, headers: { 'content-type': 'application/json', ...headers } };
  return app.inject({ ...request, payload: JSON.stringify(body) });
}

async function who(headers: Record<string, string>): Promise<string | null> {
  return (await app.inject({ url: '/who', headers })).json<{ name: string | null }>().name;
}

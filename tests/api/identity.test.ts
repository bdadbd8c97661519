import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SCOPES, type RequestContext } from '../../server/src/lib/context.ts';
import {
  BOOTSTRAP_KEY,
  createIdentityWorld,
  NEW_PASSWORD,
  ORIGIN,
  OWNER,
  type IdentityWorld,
} from '../support/identity.ts';

const HOUR = 60 * 60 * 1000;

let world: IdentityWorld;
let owner: RequestContext;
let partner: RequestContext;

beforeAll(async () => {
  world = await createIdentityWorld();
});
afterAll(() => world.close());

beforeEach(async () => {
  owner = await world.contextOf({ session: await world.signInOwner() });
  partner = await world.contextOf({ apiKey: BOOTSTRAP_KEY });
});

describe('first start', () => {
  it('makes the first organization, its owner and a key with all scopes', async () => {
    const viewer = await world.organizations.viewer(owner.actor);
    expect(viewer).toMatchObject({ kind: 'MEMBER', name: 'owner', role: 'OWNER', memberId: owner.actor?.id });
    expect(viewer.organization).toMatchObject({ name: 'My organization' });
    expect(viewer.organizations).toHaveLength(1);
    expect(await world.organizations.viewer(partner.actor)).toMatchObject({
      kind: 'API_KEY',
      name: 'Bootstrap key',
      role: null,
      memberId: null,
      scopes: [...SCOPES],
      organization: { name: 'My organization' },
    });
  });

  it('changes nothing the second time, also where several servers start at once', async () => {
    const before = await world.countRows();
    await Promise.all(Array.from({ length: 5 }, () => world.bootstrap.run({ ...OWNER, apiKey: BOOTSTRAP_KEY })));
    expect(await world.countRows()).toEqual(before);
  });

  it('does not bring a revoked key back', async () => {
    const apiKey = 'another-bootstrap-key';
    await world.bootstrap.run({ apiKey });
    const { id } = (await world.contextOf({ apiKey })).actor ?? {};
    await world.apiKeys.revoke(id ?? '', owner);
    await world.bootstrap.run({ apiKey });
    expect((await world.contextOf({ apiKey })).actor).toBeNull();
  });
});

describe('a person of Backline support', () => {
  const support = { email: 'helper@example.com', password: 'another password of length' };
  const settings = { supportEmail: ' Helper@Example.com'.trim(), supportPassword: support.password };

  it('is made once, belongs to no organization, and signs in to none', async () => {
    await Promise.all([1, 2, 3].map(() => world.bootstrap.run(settings)));
    const rows = await world.query('SELECT platform_role FROM person WHERE email = $1', [support.email]);
    expect(rows).toEqual([{ platform_role: 'SUPPORT' }]);
    const session = await world.signIn.signIn(support.email, support.password, ORIGIN);
    const { actor } = await world.contextOf({ session });
    expect(actor).toMatchObject({ kind: 'SUPPORT', name: support.email, organizationId: null, scopes: new Set() });
    const [event] = await world.query(
      `SELECT organization_id, actor_kind FROM audit_event WHERE action = 'sign_in.succeeded' AND actor_name = $1`,
      [support.email],
    );
    expect(event).toEqual({ organization_id: null, actor_kind: 'SUPPORT' });
  });

  it('is signed out like anybody, and when the account is no longer of support', async () => {
    await world.bootstrap.run(settings);
    const session = await world.signIn.signIn(support.email, support.password, ORIGIN);
    await world.signIn.signOut(await world.contextOf({ session }));
    expect((await world.contextOf({ session })).actor).toBeNull();
    const other = await world.signIn.signIn(support.email, support.password, ORIGIN);
    await world.query('UPDATE person SET platform_role = NULL WHERE email = $1', [support.email]);
    expect((await world.contextOf({ session: other })).actor).toBeNull();
    await world.query(`UPDATE person SET platform_role = 'SUPPORT' WHERE email = $1`, [support.email]);
    expect((await world.contextOf({ session: other })).actor?.kind).toBe('SUPPORT');
    world.clock.advance(13 * HOUR);
    expect((await world.contextOf({ session: other })).actor).toBeNull();
  });

  it('cannot be somebody who has an account', async () => {
    const attempt = world.bootstrap.run({ supportEmail: OWNER.email, supportPassword: support.password });
    await expect(attempt).rejects.toThrow('BOOTSTRAP_SUPPORT_EMAIL names somebody who has an account');
  });
});

describe('sign-in', () => {
  it('keeps only hashes of passwords, tokens and keys', async () => {
    const token = await world.signInOwner();
    const rows = JSON.stringify([
      await world.query("SELECT person.*, encode(token_hash, 'escape') FROM person, session"),
      await world.query("SELECT *, encode(secret_hash, 'escape') FROM api_key"),
      await world.query('SELECT * FROM audit_event'),
    ]);
    for (const secret of [token, OWNER.password, BOOTSTRAP_KEY]) expect(rows).not.toContain(secret);
  });

  it('refuses a wrong password and an unknown address alike, and records both', async () => {
    const wrong = world.signIn.signIn(OWNER.email, 'wrong', { ...ORIGIN, requestId: 'wrong-1' });
    await expect(wrong).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    const unknown = world.signIn.signIn('nobody@example.com', 'wrong', { ...ORIGIN, requestId: 'wrong-2' });
    await expect(unknown).rejects.toMatchObject({ message: await wrong.catch((error: Error) => error.message) });
    const events = await world.query("SELECT * FROM audit_event WHERE request_id LIKE 'wrong-%' ORDER BY id");
    expect(events).toMatchObject([
      { action: 'sign_in.failed', actor_name: OWNER.email, organization_id: owner.actor?.organizationId },
      { action: 'sign_in.failed', actor_name: 'nobody@example.com', organization_id: null },
    ]);
  });

  it('locks an account after 10 wrong attempts, 50 at once included, and others can still sign in', async () => {
    const guest = await world.join(owner, 'locked@example.com', 'VIEWER');
    const attempts = Array.from({ length: 50 }, (_, n) =>
      world.signIn.signIn('locked@example.com', `wrong ${n}`, { ...ORIGIN, ip: `127.0.0.${(n % 10) + 10}` }),
    );
    const outcomes = await Promise.allSettled(attempts);
    const codes = outcomes.map((outcome) => (outcome as { reason: { code: string } }).reason.code);
    expect(codes.filter((code) => code === 'UNAUTHENTICATED')).toHaveLength(10);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(40);
    const right = world.signIn.signIn('locked@example.com', NEW_PASSWORD, ORIGIN);
    await expect(right).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterSeconds: expect.any(Number) as number,
    });
    expect(await world.signInOwner()).toMatch(/^bl_session_/);
    const [{ count } = {}] = await world.query(
      "SELECT count(*)::int FROM audit_event WHERE action = 'sign_in.failed' AND subject = 'locked@example.com'",
    );
    expect(count).toBe(11);
    expect((await world.contextOf({ session: guest })).actor).not.toBeNull();
  });

  it('ends a session at once, after 12 idle hours, or after 7 days', async () => {
    const tokens = await Promise.all([1, 2].map(() => world.signInOwner()));
    const [first = '', second = ''] = tokens;
    await world.signIn.signOut(await world.contextOf({ session: first }));
    expect((await world.contextOf({ session: first })).actor).toBeNull();
    for (let hours = 0; hours < 7 * 24 - 11; hours += 11) {
      expect((await world.contextOf({ session: second })).actor).not.toBeNull();
      world.clock.advance(11 * HOUR);
    }
    world.clock.advance(11 * HOUR);
    expect((await world.contextOf({ session: second })).actor).toBeNull();

    const third = await world.signInOwner();
    world.clock.advance(12 * HOUR);
    expect((await world.contextOf({ session: third })).actor).toBeNull();
  });

  it('does not take a session for a key or a key for a session', async () => {
    const token = await world.signInOwner();
    expect((await world.contextOf({ apiKey: token })).actor).toBeNull();
    expect((await world.contextOf({ session: BOOTSTRAP_KEY })).actor).toBeNull();
    expect((await world.contextOf({ session: token, apiKey: 'wrong' })).actor).toBeNull();
  });
});

describe('API keys', () => {
  it('shows the secret once and works until it is revoked', async () => {
    const { apiKey, secret, userErrors } = await world.apiKeys.create(
      { name: ' Partner ', scopes: ['integrations:read', 'integrations:read'] },
      owner,
    );
    expect(userErrors).toEqual([]);
    expect(apiKey).toMatchObject({ name: 'Partner', scopes: ['integrations:read'], lastUsedAt: null });
    expect(secret?.startsWith(apiKey?.prefix ?? 'none')).toBe(true);
    const context = await world.contextOf({ apiKey: secret ?? '' });
    expect(context.actor).toMatchObject({ kind: 'API_KEY', name: 'Partner', scopes: new Set(['integrations:read']) });
    const listed = (await world.apiKeys.list(owner.actor)).find(({ id }) => id === apiKey?.id);
    expect(listed?.lastUsedAt).toBeInstanceOf(Date);
    await expect(world.apiKeys.list(context.actor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await world.apiKeys.revoke(apiKey?.id ?? '', owner)).toMatchObject({ deletedId: apiKey?.id });
    expect((await world.contextOf({ apiKey: secret ?? '' })).actor).toBeNull();
    await expect(world.apiKeys.revoke(apiKey?.id ?? '', owner)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('notes the use of a key at most once a minute', async () => {
    const lastUse = async () => (await world.apiKeys.list(partner.actor)).at(-1)?.lastUsedAt?.getTime() ?? 0;
    world.clock.advance(HOUR);
    await world.contextOf({ apiKey: BOOTSTRAP_KEY });
    const first = await lastUse();
    world.clock.advance(30_000);
    await world.contextOf({ apiKey: BOOTSTRAP_KEY });
    expect(await lastUse()).toBe(first);
    world.clock.advance(31_000);
    await world.contextOf({ apiKey: BOOTSTRAP_KEY });
    expect(await lastUse()).toBeGreaterThan(first);
  });

  it('refuses an expired key', async () => {
    const expiresAt = new Date(world.clock.now().getTime() + HOUR);
    const { secret } = await world.apiKeys.create({ name: 'Short', scopes: ['audit:read'], expiresAt }, owner);
    expect((await world.contextOf({ apiKey: secret ?? '' })).actor).not.toBeNull();
    world.clock.advance(HOUR);
    expect((await world.contextOf({ apiKey: secret ?? '' })).actor).toBeNull();
  });

  it('says what is wrong with each field and makes nothing', async () => {
    const before = await world.countRows();
    const result = await world.apiKeys.create(
      { name: 'a\nb', scopes: ['integrations:read', 'everything'], expiresAt: new Date(0) },
      owner,
    );
    expect(result.apiKey).toBeNull();
    expect(result.userErrors.map(({ field, code }) => [field?.join('.'), code])).toEqual([
      ['name', 'invalid_name'],
      ['scopes.1', 'unknown_scope'],
      ['expiresAt', 'expires_in_past'],
    ]);
    expect((await world.apiKeys.create({ name: 'x'.repeat(101), scopes: [] }, owner)).userErrors).toMatchObject([
      { field: ['name'] },
      { field: ['scopes'], code: 'no_scope' },
    ]);
    expect(await world.countRows()).toEqual(before);
  });

  it('gives nobody a scope that the maker lacks', async () => {
    const limited = await world.apiKeys.create({ name: 'Limited', scopes: ['api-keys:write'] }, owner);
    const context = await world.contextOf({ apiKey: limited.secret ?? '' });
    const result = await world.apiKeys.create({ name: 'Grown', scopes: ['api-keys:write', 'audit:read'] }, context);
    expect(result.userErrors).toMatchObject([{ field: ['scopes', '1'], code: 'scope_not_held' }]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RequestContext } from '../../server/src/lib/context.ts';
import {
  BOOTSTRAP_KEY,
  createIdentityWorld,
  NEW_PASSWORD,
  ORIGIN,
  OWNER,
  tokenOfLink,
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

describe('members', () => {
  it('lets an invited person join once, with a password of their own', async () => {
    const invited = await world.members.invite({ email: ' New.Person@Example.com', role: 'ADMIN' }, owner);
    expect(invited).toMatchObject({ userErrors: [], invitation: { email: 'new.person@example.com' } });
    const token = tokenOfLink(invited.link);
    expect(await world.members.listInvitations(owner.actor)).toContainEqual(
      expect.objectContaining({ email: 'new.person@example.com', invitedBy: OWNER.email }),
    );
    expect(await world.signIn.previewInvitation(token)).toEqual({
      email: 'new.person@example.com',
      organization: 'My organization',
      needsPassword: true,
    });
    const short = world.signIn.join({ token, name: 'New', password: 'short' }, ORIGIN);
    await expect(short).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const joins = await Promise.allSettled(
      [1, 2].map(() => world.signIn.join({ token, name: 'New Person', password: NEW_PASSWORD }, ORIGIN)),
    );
    expect(joins.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(world.signIn.previewInvitation(token)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const again = await world.members.invite({ email: 'NEW.person@example.com', role: 'VIEWER' }, owner);
    expect(again.userErrors).toMatchObject([{ field: ['email'], code: 'already_member' }]);
    const listed = await world.members.list(owner.actor);
    expect(listed.find(({ email }) => email === 'new.person@example.com')).toMatchObject({ role: 'ADMIN' });
    expect(listed.filter(({ isViewer }) => isViewer)).toMatchObject([{ email: OWNER.email }]);
  });

  it('lets somebody who has an account join with its password only', async () => {
    const stranger = await world.join(owner, 'elsewhere@example.com', 'VIEWER');
    const { organization } = await world.organizations.create('Second', owner);
    await world.organizations.switchTo(organization?.id ?? '', owner);
    const inSecond = await world.contextOf({ session: await world.signInOwner() });
    const { link } = await world.members.invite({ email: 'elsewhere@example.com', role: 'VIEWER' }, inSecond);
    const token = tokenOfLink(link);
    expect(await world.signIn.previewInvitation(token)).toMatchObject({ organization: 'Second', needsPassword: false });
    const wrong = world.signIn.join({ token, name: '', password: 'wrong' }, ORIGIN);
    await expect(wrong).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    const session = await world.signIn.join({ token, name: '', password: NEW_PASSWORD }, ORIGIN);
    const viewer = await world.organizations.viewer((await world.contextOf({ session })).actor);
    expect(viewer.organizations.map(({ name }) => name)).toEqual(['My organization', 'Second']);
    expect(viewer.organization?.name).toBe('Second');
    expect((await world.contextOf({ session: stranger })).actor?.organizationId).not.toBe(organization?.id);
    await world.organizations.switchTo(owner.actor?.organizationId ?? '', inSecond);
  });

  it('refuses invitations that were revoked, replaced or ran out', async () => {
    const email = 'late@example.com';
    const first = await world.members.invite({ email, role: 'VIEWER' }, owner);
    const second = await world.members.invite({ email, role: 'VIEWER' }, owner);
    await expect(world.signIn.previewInvitation(tokenOfLink(first.link))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await world.members.revokeInvitation(second.invitation?.id ?? '', owner);
    await expect(world.signIn.previewInvitation(tokenOfLink(second.link))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const third = await world.members.invite({ email, role: 'VIEWER' }, owner);
    world.clock.advance(7 * 24 * HOUR);
    const late = world.signIn.join({ token: tokenOfLink(third.link), name: 'Late', password: NEW_PASSWORD }, ORIGIN);
    await expect(late).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('acts on a changed role and on a removal with the next request', async () => {
    const session = await world.join(owner, 'changing@example.com', 'ADMIN');
    const { actor } = await world.contextOf({ session });
    expect(actor?.scopes.has('integrations:write')).toBe(true);
    await world.members.changeRole(actor?.id ?? '', 'VIEWER', owner);
    const after = await world.contextOf({ session });
    expect(after.actor?.scopes.has('integrations:write')).toBe(false);
    const forbidden = world.members.invite({ email: 'x@example.com', role: 'VIEWER' }, after);
    await expect(forbidden).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await world.members.remove(actor?.id ?? '', owner);
    expect((await world.contextOf({ session })).actor).toBeNull();
    const homeless = world.signIn.signIn('changing@example.com', NEW_PASSWORD, ORIGIN);
    await expect(homeless).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('lets only owners touch owners', async () => {
    const admin = await world.contextOf({ session: await world.join(owner, 'admin@example.com', 'ADMIN') });
    const ownerId = owner.actor?.id ?? '';
    for (const context of [admin, partner]) {
      const codes = await codesOf([
        world.members.invite({ email: 'y@example.com', role: 'OWNER' }, context),
        world.members.changeRole(admin.actor?.id ?? '', 'OWNER', context),
        world.members.changeRole(ownerId, 'ADMIN', context),
        world.members.remove(ownerId, context),
      ]);
      expect(codes).toEqual(new Set(['FORBIDDEN']));
    }
  });

  it('keeps the last owner, also where two owners unmake each other at once', async () => {
    const id = owner.actor?.id ?? '';
    expect(await world.members.changeRole(id, 'ADMIN', owner)).toMatchObject({
      member: null,
      userErrors: [{ code: 'last_owner' }],
    });
    expect(await world.members.remove(id, owner)).toMatchObject({
      deletedId: null,
      userErrors: [{ code: 'last_owner' }],
    });
    const other = await world.contextOf({ session: await world.join(owner, 'second-owner@example.com', 'OWNER') });
    const otherId = other.actor?.id ?? '';
    await Promise.allSettled([
      world.members.changeRole(otherId, 'ADMIN', owner),
      world.members.changeRole(id, 'ADMIN', other),
    ]);
    const roles = (await world.members.list(partner.actor)).filter(({ role }) => role === 'OWNER');
    expect(roles).toHaveLength(1);
    const [survivor] = roles;
    if (survivor?.id === otherId) await world.members.changeRole(id, 'OWNER', other);
  });
});

describe('organizations', () => {
  it('answers for rows of another organization as for rows that do not exist', async () => {
    const { organization } = await world.organizations.create('Other customer', owner);
    await world.organizations.switchTo(organization?.id ?? '', owner);
    const other = await world.contextOf({ session: await world.signInOwner() });
    const invitation = await world.members.invite({ email: 'z@example.com', role: 'VIEWER' }, other);
    const key = await world.apiKeys.create({ name: 'Theirs', scopes: ['audit:read'] }, other);
    const otherMember = other.actor?.id ?? '';
    await world.organizations.switchTo(owner.actor?.organizationId ?? '', other);

    const attempts = (id: string) => [
      world.members.changeRole(id, 'VIEWER', owner),
      world.members.remove(id, owner),
      world.members.revokeInvitation(id, owner),
      world.apiKeys.revoke(id, owner),
      world.organizations.switchTo(id, owner),
    ];
    const outcome = async (promise: Promise<unknown>) => promise.catch((error: Error) => error.message);
    const unknown = await Promise.all(attempts('00000000-0000-7000-8000-000000000000').map(outcome));
    expect(await Promise.all(attempts("1' OR '1'='1").map(outcome))).toEqual(unknown);
    for (const id of [otherMember, invitation.invitation?.id ?? '', key.apiKey?.id ?? '']) {
      expect(await Promise.all(attempts(id).map(outcome))).toEqual(unknown);
    }
  });

  it('cannot be made or switched by a key, and refuses an empty name as an answer', async () => {
    await expect(world.organizations.create('By a key', partner)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(world.organizations.switchTo('x', partner)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await world.organizations.create('  ', owner)).toMatchObject({
      organization: null,
      userErrors: [{ field: ['name'] }],
    });
  });

  it('asks who is there before anything else', async () => {
    const nobody: RequestContext = { actor: null, sessionId: null, ...ORIGIN };
    const codes = await codesOf([
      world.organizations.viewer(null),
      world.organizations.listScopes(null),
      world.organizations.create('x', nobody),
      world.organizations.switchTo('x', nobody),
      world.members.list(null),
      world.members.listInvitations(null),
      world.members.invite({ email: 'a@example.com', role: 'VIEWER' }, nobody),
      world.members.revokeInvitation('x', nobody),
      world.members.changeRole('x', 'VIEWER', nobody),
      world.members.remove('x', nobody),
      world.apiKeys.list(null),
      world.apiKeys.create({ name: 'x', scopes: [] }, nobody),
      world.apiKeys.revoke('x', nobody),
      world.audit.list(null, 10, null),
    ]);
    expect(codes).toEqual(new Set(['UNAUTHENTICATED']));
  });

  it('takes everything with it when it is deleted, except its audit log', async () => {
    const { organization } = await world.organizations.create('Short-lived', owner);
    const id = organization?.id ?? '';
    await world.organizations.switchTo(id, owner);
    const session = await world.signInOwner();
    const { secret } = await world.apiKeys.create(
      { name: 'Key', scopes: ['audit:read'] },
      await world.contextOf({ session }),
    );
    await world.query('DELETE FROM organization WHERE id = $1', [id]);
    expect((await world.contextOf({ session })).actor).toBeNull();
    expect((await world.contextOf({ apiKey: secret ?? '' })).actor).toBeNull();
    expect(await world.query('SELECT id FROM audit_event WHERE organization_id = $1', [id])).not.toHaveLength(0);
  });
});

/** The codes of the refusals; undefined among them where something was not refused. */
async function codesOf(attempts: Promise<unknown>[]): Promise<Set<unknown>> {
  const outcomes = await Promise.allSettled(attempts);
  return new Set(
    outcomes.map((outcome) => ('reason' in outcome ? (outcome.reason as { code: string }).code : undefined)),
  );
}

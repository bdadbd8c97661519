import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RequestContext } from '../../server/src/lib/context.ts';
import { createIdentityWorld, ORIGIN, OWNER, type IdentityWorld } from '../support/identity.ts';

let world: IdentityWorld;
let owner: RequestContext;

beforeAll(async () => {
  world = await createIdentityWorld();
});
afterAll(() => world.close());

beforeEach(async () => {
  owner = await world.contextOf({ session: await world.signInOwner() });
});

describe('audit log', () => {
  it('lists events newest first, page by page, of one organization only', async () => {
    const all = await world.audit.list(owner.actor, 100, null);
    const firstPage = await world.audit.list(owner.actor, 3, null);
    const secondPage = await world.audit.list(owner.actor, 3, firstPage.pageInfo.endCursor);
    const ids = [...firstPage.edges, ...secondPage.edges].map(({ node }) => node.id);
    expect(ids).toEqual(all.edges.slice(0, 6).map(({ node }) => node.id));
    expect(firstPage.pageInfo.hasNextPage).toBe(true);
    const [{ count } = {}] = await world.query('SELECT count(*)::int FROM audit_event WHERE organization_id = $1', [
      owner.actor?.organizationId,
    ]);
    expect(firstPage.totalCount).toBe(count);
    expect(all.edges[0]?.node).toMatchObject({
      action: 'sign_in.succeeded',
      actor: OWNER.email,
      requestId: 'request-1',
    });
    for (const first of [0, 101]) {
      await expect(world.audit.list(owner.actor, first, null)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
    await expect(world.audit.list(owner.actor, 1, 'nonsense')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('can be neither changed nor emptied, not even by the owner of the table', async () => {
    const statements = ["UPDATE audit_event SET action = 'x'", 'DELETE FROM audit_event', 'TRUNCATE audit_event'];
    for (const statement of statements) await expect(world.query(statement)).rejects.toThrow(/append-only/);
  });

  it('is kept or undone together with the change', async () => {
    const before = await world.countRows();
    const failure = world.database.transaction(async (unit) => {
      await world.audit.record(unit, owner.actor, { action: 'test.undone' }, ORIGIN);
      throw new Error('undo');
    });
    await expect(failure).rejects.toThrow('undo');
    expect(await world.countRows()).toEqual(before);
  });
});

import { describe, expect, it } from 'vitest';
import { SCOPES, type Actor, type Scope } from '../../lib/context.ts';
import { Forbidden, Unauthenticated } from '../../lib/errors.ts';
import {
  authorize,
  BEYOND_SUPPORT,
  isScope,
  mayTouchOwners,
  requirePerson,
  requireSupport,
  SCOPE_DESCRIPTIONS,
  scopesOfRole,
  scopesOfSupport,
} from './policy.ts';

describe('roles', () => {
  it.each(['OWNER', 'ADMIN'] as const)('%s has every scope', (role) => {
    expect([...scopesOfRole(role)]).toEqual([...SCOPES]);
  });

  it('VIEWER reads and diagnoses, and changes nothing', () => {
    const expected = SCOPES.filter((scope) => scope.endsWith(':read') || scope === 'diagnostics:run');
    expect(new Set(expected)).toEqual(scopesOfRole('VIEWER'));
  });

  it('only owners touch owners', () => {
    expect([mayTouchOwners('OWNER'), mayTouchOwners('ADMIN'), mayTouchOwners('VIEWER'), mayTouchOwners(null)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('scopes', () => {
  it('are all described', () => {
    expect(Object.keys(SCOPE_DESCRIPTIONS)).toEqual([...SCOPES]);
  });

  it('are known by exact name', () => {
    expect(isScope('audit:read')).toBe(true);
    expect(isScope('AUDIT:READ')).toBe(false);
    expect(isScope('constructor')).toBe(false);
  });
});

describe('authorize', () => {
  const key = actorWith('API_KEY', ['audit:read']);

  it('hands back who may', () => {
    expect(authorize(key, 'audit:read')).toEqual(key);
  });

  it('refuses nobody and those without the scope differently', () => {
    expect(() => authorize(null, 'audit:read')).toThrow(Unauthenticated);
    expect(() => authorize(key, 'members:read')).toThrow(Forbidden);
    expect(() => authorize(key, 'members:read')).toThrow('members:read');
  });

  it('lets support do what a grant covers, and tells nothing without one', () => {
    const inside = { ...actorWith('SUPPORT', []), scopes: scopesOfSupport(true) };
    const outside = { ...inside, organizationId: null, scopes: scopesOfSupport(false) };
    const allowed = SCOPES.filter((scope) => inside.scopes.has(scope));
    expect(allowed).toEqual(['integrations:read', 'diagnostics:run', 'audit:read']);
    expect(() => authorize(inside, 'packages:read')).toThrow(BEYOND_SUPPORT);
    const refusals = new Set(SCOPES.map((scope) => refusalOf(() => authorize(outside, scope))));
    expect([...refusals]).toEqual([expect.stringContaining('No organization lets you in')]);
    // Not even where the scopes were wrong.
    expect(() => authorize({ ...outside, scopes: new Set(SCOPES) }, 'audit:read')).toThrow(Forbidden);
  });

  it('knows support from everybody else', () => {
    expect(requireSupport(actorWith('SUPPORT', [])).personId).toBe('person');
    expect(() => requireSupport(actorWith('MEMBER', [...SCOPES]))).toThrow(Forbidden);
    expect(() => requireSupport(key)).toThrow(Forbidden);
    expect(() => requireSupport(null)).toThrow(Unauthenticated);
  });

  it('knows people from keys', () => {
    expect(() => requirePerson(key)).toThrow(Forbidden);
    expect(() => requirePerson(null)).toThrow(Unauthenticated);
    expect(requirePerson(actorWith('MEMBER', [])).personId).toBe('person');
  });
});

function refusalOf(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    return error instanceof Forbidden ? error.message : String(error);
  }
  return 'not refused';
}

function actorWith(kind: Actor['kind'], scopes: Scope[]): Actor {
  const personId = kind === 'API_KEY' ? null : 'person';
  return { kind, id: 'id', name: 'name', personId, organizationId: 'organization', scopes: new Set(scopes) };
}

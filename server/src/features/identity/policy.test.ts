import { describe, expect, it } from 'vitest';
import { SCOPES, type Actor, type Scope } from '../../lib/context.ts';
import { Forbidden, Unauthenticated } from '../../lib/errors.ts';
import { authorize, isScope, mayTouchOwners, requirePerson, SCOPE_DESCRIPTIONS, scopesOfRole } from './policy.ts';

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
    expect(authorize(key, 'audit:read')).toBe(key);
  });

  it('refuses nobody and those without the scope differently', () => {
    expect(() => authorize(null, 'audit:read')).toThrow(Unauthenticated);
    expect(() => authorize(key, 'members:read')).toThrow(Forbidden);
    expect(() => authorize(key, 'members:read')).toThrow('members:read');
  });

  it('knows people from keys', () => {
    expect(() => requirePerson(key)).toThrow(Forbidden);
    expect(() => requirePerson(null)).toThrow(Unauthenticated);
    expect(requirePerson(actorWith('MEMBER', [])).personId).toBe('person');
  });
});

function actorWith(kind: Actor['kind'], scopes: Scope[]): Actor {
  const personId = kind === 'API_KEY' ? null : 'person';
  return { kind, id: 'id', name: 'name', personId, organizationId: 'organization', scopes: new Set(scopes) };
}

import { describe, expect, it } from 'vitest';
import { addressOf, readLookUp } from './address.ts';

const integrations = [
  { id: 'a', repositories: [{ packageType: 'NUGET' as const }, { packageType: 'PYPI' as const }] },
  { id: 'b', repositories: [{ packageType: 'GO' as const }] },
];

describe('readLookUp', () => {
  it('takes the first integration and its first type where the address says nothing', () => {
    const lookUp = readLookUp(new URLSearchParams(), integrations);
    expect(lookUp).toEqual({ integrationId: 'a', packageType: 'PYPI', name: '', why: null });
  });

  it('takes what the address says, also what the integration does not have', () => {
    const search = new URLSearchParams('integration=b&type=NPM&name=%20%40acme%2Fui%20');
    expect(readLookUp(search, integrations)).toEqual({
      integrationId: 'b',
      packageType: 'NPM',
      name: '@acme/ui',
      why: null,
    });
  });

  it('passes over a type that there is not', () => {
    expect(readLookUp(new URLSearchParams('integration=b&type=MAVEN'), integrations).packageType).toBe('GO');
  });

  it('does without any integration', () => {
    expect(readLookUp(new URLSearchParams('name=x'), [])).toEqual({
      integrationId: '',
      packageType: 'NPM',
      name: 'x',
      why: null,
    });
  });
});

describe('addressOf', () => {
  it.each([null, { version: '' }, { version: '^1.0 & <2' }])('is read back as it was, asking why with %j', (why) => {
    const lookUp = { integrationId: 'a', packageType: 'NPM' as const, name: '@acme/strings & more', why };
    expect(readLookUp(new URL(addressOf(lookUp), 'http://localhost').searchParams, integrations)).toEqual(lookUp);
  });
});

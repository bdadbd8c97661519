import { describe, expect, it } from 'vitest';
import { isOutsideApp, returnAddress, signInAddress } from './session.ts';

describe('signInAddress', () => {
  it('keeps the address to return to', () => {
    const address = signInAddress({ pathname: '/integrations/1', search: '?report=2' });
    expect(returnAddress(new URL(address, 'http://x').searchParams)).toBe('/integrations/1?report=2');
  });

  it('keeps nothing for the start page', () => {
    expect(signInAddress({ pathname: '/', search: '' })).toBe('/sign-in');
  });
});

describe('returnAddress', () => {
  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', ''])(
    'leads %j to the start page',
    (wanted) => {
      expect(returnAddress(new URLSearchParams({ return: wanted }))).toBe('/integrations');
    },
  );
});

describe('isOutsideApp', () => {
  it.each([
    ['/graphiql', true],
    ['/graphiql?example=page-through&step=1', true],
    ['/graphiqlish', false],
    ['/integrations?return=/graphiql', false],
  ])('%s: %s', (address, expected) => {
    expect(isOutsideApp(address)).toBe(expected);
  });
});

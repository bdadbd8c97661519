import { describe, expect, it } from 'vitest';
import type { ListedCause } from './queries.ts';
import { matching, sectionOf, sections } from './sections.ts';

const cause = (code: string, title: string, shows = ''): ListedCause => ({
  code,
  title,
  shows,
  explanation: 'The role may be gone.',
  category: 'AUTHENTICATION_FAILED',
  side: 'CUSTOMER',
});
const causes = [
  cause('external_id_mismatch', 'Wrong External ID', 'AccessDenied on sts:AssumeRole'),
  cause('token_expired', 'Token ended', 'HTTP 401'),
];
const found = (search: string) => matching(causes, search).map(({ code }) => code);

describe('the search among causes', () => {
  it('finds all without a word', () => {
    expect(found('  ')).toEqual(['external_id_mismatch', 'token_expired']);
  });

  it.each([
    ['external_id', 'external_id_mismatch'],
    ['External id mismatch', 'external_id_mismatch'],
    ['assumerole denied', 'external_id_mismatch'],
    ['401', 'token_expired'],
    ['ended role', 'token_expired'],
  ])('finds %j', (search, code) => {
    expect(found(search)).toEqual([code]);
  });

  it('finds nothing where a word is nowhere', () => {
    expect(found('401 kangaroo')).toEqual([]);
  });
});

describe('the sections', () => {
  it('begin with the four that customers know', () => {
    expect(sections.slice(0, 4).map(({ title }) => title)).toEqual([
      'Authentication failed',
      'Permission denied',
      'Package resolution issues',
      'URL format',
    ]);
  });

  it('have a place for a category that is not known yet', () => {
    expect(sectionOf('NEW_ONE' as ListedCause['category']).title).toBe('NEW_ONE');
  });
});

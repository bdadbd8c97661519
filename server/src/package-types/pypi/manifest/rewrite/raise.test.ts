import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accepts, raiseSpecifiers } from './raise.ts';

describe('specifiers of PEP 440', () => {
  it.each([
    ['==1.0.0', '1.2.3', '==1.2.3'],
    ['== 1.0.0', '1.2.3', '== 1.2.3'],
    ['===1.0.0', '1.2.3', '===1.2.3'],
    ['>=1.0', '1.2.3', '>=1.2.3'],
    ['>1.0', '1.2.3', '>=1.2.3'],
    ['>=1.0,<2', '1.2.3', '>=1.2.3,<2'],
    ['<2.0.0 , >=1.0', '3.1.0', '<4.0.0 , >=3.1.0'],
    ['>=1.0,<1.5', '1.6.2', '>=1.6.2,<1.7'],
    ['>=1.0,<=1.5', '1.6.2', '>=1.6.2,<=1.6.2'],
    ['>=1.0,!=1.1', '1.2', '>=1.2,!=1.1'],
    ['~=1.4.2', '1.5.3', '~=1.5.3'],
    ['~=1.4', '2.3.0', '~=2.3'],
    ['~=1.4', '2.3.1', '~=2.3,>=2.3.1'],
    ['==1.4.*', '1.5.3', '==1.5.*,>=1.5.3'],
    ['==1.4.*', '1.5', '==1.5.*'],
    ['<2', '1.9', '<2,>=1.9'],
    ['', '1.9', '>=1.9'],
    ['>=1.0', '2.0rc1', '>=2.0rc1'],
    ['>=1.0,<1!2', '1!3.0', null],
    ['>=1.0,!=1.2', '1.2', null],
  ])('%s to %s becomes %s', (written, to, expected) => {
    expect(raiseSpecifiers(written, to, 'pep440')).toBe(expected);
  });
});

describe('constraints of Poetry and Pipenv', () => {
  it.each([
    ['^1.2', '2.5.3', '^2.5.3'],
    ['~1.2', '1.5.3', '~1.5.3'],
    ['~1', '2.0.0', '~2'],
    ['~1', '2.3.0', '~2,>=2.3.0'],
    ['1.2.3', '1.3.0', '1.3.0'],
    ['= 1.2.3', '1.3.0', '= 1.3.0'],
    ['1.*', '2.1', '2.*,>=2.1'],
    ['>=1.0 <2.0', '2.1', '>=2.1 <3.0'],
    ['*', '2.1', '>=2.1'],
    ['~=1.4', '1.6', '~=1.6'],
    ['^1.0 || ^2.0', '3.0', null],
  ])('%s to %s becomes %s', (written, to, expected) => {
    expect(raiseSpecifiers(written, to, 'poetry')).toBe(expected);
  });
});

it('accepts the new version and can be raised again, or says that it cannot', () => {
  const version = fc.array(fc.nat(12), { minLength: 1, maxLength: 4 }).map((numbers) => numbers.join('.'));
  const part = fc.tuple(fc.constantFrom('>=', '>', '<', '<=', '!=', '~=', '=='), version).map((each) => each.join(''));
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), version, (parts, to) => {
      const raised = raiseSpecifiers(parts.join(','), to, 'pep440');
      fc.pre(raised !== null);
      expect(accepts(raised, to, 'pep440')).toBe(true);
      const again = raiseSpecifiers(raised, to, 'pep440');
      expect(again).not.toBeNull();
      expect(accepts(again ?? '', to, 'pep440')).toBe(true);
    }),
  );
});

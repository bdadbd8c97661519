import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { versions } from '../../versions.ts';
import { minimumOf, raiseRange } from './range.ts';

describe('a version range', () => {
  it.each([
    ['1.2.3', '1.3.0', '1.3.0'],
    ['[1.2.3]', '1.3.0', '[1.3.0]'],
    ['[1.2.3, )', '1.3.0', '[1.3.0, )'],
    ['[1.2,2.0)', '1.3.0', '[1.3.0,2.0)'],
    ['(1.2, 2.0)', '2.1.5', '[2.1.5, 3.0)'],
    ['[1.2,1.3)', '1.4.1', '[1.4.1,1.5)'],
    ['[1.2,1.3]', '1.4.1', '[1.4.1,1.4.1]'],
    ['(,2.0)', '1.4', '[1.4,2.0)'],
    ['1.2.*', '1.3.1', '1.3.*'],
    ['1.*', '1.3.1', '1.*'],
    ['*', '1.3.1', '*'],
    ['1.2.*-*', '1.3.1-beta', '1.3.*-*'],
    ['1.0.0-beta*', '1.1.0-rc.1', '1.1.0-*'],
    ['[1.2.*, 2.0)', '1.3.1', '[1.3.*, 2.0)'],
    ['1.2.*', '1.3.1-beta', null],
  ])('%s to %s becomes %s', (written, to, expected) => {
    expect(raiseRange(written, to)).toBe(expected);
  });

  it.each([
    ['1.2.3', '1.2.3'],
    ['[1.2.3, )', '1.2.3'],
    ['(,2.0)', null],
    ['1.*', null],
  ])('%s begins with %s', (written, expected) => {
    expect(minimumOf(written)).toBe(expected);
  });

  it('takes the new version after it is raised, or says that it cannot', () => {
    const version = fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }).map((numbers) => numbers.join('.'));
    const range = fc
      .tuple(fc.constantFrom('[', '('), version, version, fc.constantFrom(']', ')'))
      .map(([opening, lower, upper, closing]) => `${opening}${lower}, ${upper}${closing}`);
    fc.assert(
      fc.property(fc.oneof(version, range), version, (written, to) => {
        const raised = raiseRange(written, to);
        fc.pre(raised !== null);
        expect(versions.satisfies(to, raised)).toBe(true);
        expect(raiseRange(raised, to)).toBe(raised);
      }),
    );
  });
});

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { versions } from '../../versions.ts';
import { raisedRequirement } from './requirement.ts';

it.each([
  ['^1.2.3', '1.2.4', '1.2.5', '^1.2.5'],
  ['~1.2.3', '1.2.4', '1.2.5', '~1.2.5'],
  ['1.2.3', '1.2.3', '1.2.5', '1.2.5'],
  ['=1.2.3', '1.2.3', '1.2.5', '=1.2.5'],
  ['v1.2.3', '1.2.3', '1.2.5', 'v1.2.5'],
  ['>=1.2.3', '1.2.3', '2.0.0', '>=2.0.0'],
  ['>= 1.2.3', '1.2.3', '2.0.0', '>= 2.0.0'],
  ['^1', '1.2.3', '2.0.1', '^2'],
  ['^1.2', '1.2.3', '1.2.5', '^1.2.5'],
  ['1.x', '1.2.3', '2.1.0', '2.x'],
  ['1.x', '1.2.3', '1.2.5', '^1.2.5'],
  ['1.2.x', '1.2.3', '1.3.5', '1.3.x'],
  ['1.2.x', '1.2.3', '1.2.5', '~1.2.5'],
  ['1.2.*', '1.2.3', '1.3.5', '1.3.*'],
  ['*', '1.2.3', '1.2.5', '>=1.2.5'],
  ['', '1.2.3', '1.2.5', '>=1.2.5'],
  ['>=1.2.3 <2', '1.2.3', '1.2.5', '>=1.2.5 <2'],
  ['>=1.2.3 <2', '1.2.3', '2.0.1', '^2.0.1'],
  ['1.2.3 - 1.9.0', '1.2.3', '1.2.5', '1.2.5 - 1.9.0'],
  ['^1.2.3 || ^2.0.0', '1.2.4', '1.2.5', '^1.2.5 || ^2.0.0'],
  ['^1.2.3 || ^2.0.0', '1.2.4', '2.0.5', '^2.0.0'],
  ['npm:other@^1.2.3', '1.2.3', '1.2.5', 'npm:other@^1.2.5'],
  ['npm:@acme/other@~1.2.3', '1.2.3', '1.2.5', 'npm:@acme/other@~1.2.5'],
  ['npm:^1.2.3', '1.2.3', '1.2.5', 'npm:^1.2.5'],
  ['^1.0.0-rc.1', '1.0.0-rc.1', '1.0.0-rc.2', '^1.0.0-rc.2'],
  ['latest', '1.2.3', '1.2.5', null],
  ['workspace:^1.2.3', '1.2.3', '1.2.5', null],
  ['github:acme/other', '1.2.3', '1.2.5', null],
])('raises %j from %s to %s as %j', (written, from, to, expected) => {
  expect(raisedRequirement(written, from, to)).toBe(expected);
});

it('accepts the new version and no longer the old one', () => {
  const part = fc.nat({ max: 12 });
  const version = fc.tuple(part, part, part).map((parts) => parts.join('.'));
  const style = fc.constantFrom('^', '~', '', '>=', '=');
  fc.assert(
    fc.property(version, version, style, fc.constantFrom(1, 2, 3), (a, b, operator, count) => {
      const [from, to] = versions.compare(a, b) < 0 ? [a, b] : [b, a];
      fc.pre(from !== to);
      const raised = raisedRequirement(`${operator}${from.split('.').slice(0, count).join('.')}`, from, to) ?? '';
      expect([versions.satisfies(to, raised), versions.satisfies(from, raised)]).toEqual([true, false]);
    }),
  );
});

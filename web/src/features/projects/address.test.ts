import { describe, expect, it } from 'vitest';
import {
  againAddress,
  analysisAddress,
  dependencyFilter,
  readDependencyView,
  withToggled,
  withValue,
} from './address.ts';

describe('readDependencyView', () => {
  it('takes what the address says', () => {
    const search = new URLSearchParams('text=react&type=NPM&direct=1&vulnerable=1&unavailable=1&order=severity');
    expect(dependencyFilter(readDependencyView(search))).toEqual({
      packageType: 'NPM',
      search: 'react',
      onlyDirect: true,
      onlyVulnerable: true,
      onlyUnavailable: true,
      order: 'SEVERITY',
    });
  });

  it('passes over what it cannot mean', () => {
    const search = new URLSearchParams('text=%20&type=MAVEN&direct=yes&order=size');
    expect(dependencyFilter(readDependencyView(search))).toEqual({
      packageType: null,
      search: null,
      onlyDirect: null,
      onlyVulnerable: null,
      onlyUnavailable: null,
      order: 'NAME',
    });
  });
});

describe('withValue', () => {
  it('changes one value and keeps the others', () => {
    expect(withValue(new URLSearchParams('a=1&b=2'), 'b', '3').toString()).toBe('a=1&b=3');
  });

  it('leaves out what is empty', () => {
    expect(withValue(new URLSearchParams('a=1&b=2'), 'b', '').toString()).toBe('a=1');
  });
});

describe('withToggled', () => {
  it('takes an id into the list, and out again', () => {
    const opened = withToggled(withToggled(new URLSearchParams('text=a'), 'open', '1'), 'open', '2');
    expect(opened.get('open')).toBe('1,2');
    expect(withToggled(opened, 'open', '1').get('open')).toBe('2');
    expect(withToggled(withToggled(opened, 'open', '1'), 'open', '2').toString()).toBe('text=a');
  });
});

it('leads to the tabs of an analysis, and back to the form with what is known', () => {
  expect([analysisAddress('p', 'a'), analysisAddress('p', 'a', 'findings')]).toEqual([
    '/projects/p/analyses/a',
    '/projects/p/analyses/a/findings',
  ]);
  expect(againAddress('i', '@acme/shop & more')).toBe('/projects/new?integration=i&name=%40acme%2Fshop+%26+more');
});

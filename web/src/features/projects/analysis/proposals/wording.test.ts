import { expect, it } from 'vitest';
import { patchName } from './wording.ts';

it.each([
  [['shop', 'lodash', '4.17.21'], 'shop-lodash-4.17.21.patch'],
  [['@acme/shop', '../../x', '1'], 'acme-shop-x-1.patch'],
  [['Büro', '', 'all'], 'B-ro-all.patch'],
  [['a'.repeat(300)], `${'a'.repeat(120)}.patch`],
])('names the patch of %j %s', (parts, name) => {
  expect(patchName(...parts)).toBe(name);
});

import { expect, it } from 'vitest';
import { BoundedCache } from './bounded-cache.ts';

it('keeps what was used last within its weight', () => {
  const cache = new BoundedCache<string>({ weight: 80, ageMs: 1_000 });
  for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) cache.set(key, key, 10);
  expect(cache.get('a')).toBe('a');
  cache.set('i', 'i', 10);
  expect([cache.get('a'), cache.get('b'), cache.get('i')]).toEqual(['a', undefined, 'i']);
  cache.set('j', 'too heavy', 11);
  expect(cache.get('j')).toBeUndefined();
});

it('forgets with time, and replaces', () => {
  let now = 0;
  const cache = new BoundedCache<number>({ weight: 80, ageMs: 1_000 }, () => now);
  cache.set('a', 1, 5);
  cache.set('a', 2, 5);
  expect(cache.get('a')).toBe(2);
  now = 1_001;
  expect(cache.get('a')).toBeUndefined();
});

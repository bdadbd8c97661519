import { expect, it } from 'vitest';
import { Slots } from './slots.ts';

it('lets so many in at once, the others in their order', async () => {
  const slots = new Slots(2);
  const log: string[] = [];
  let most = 0;
  let inside = 0;
  await Promise.all(
    ['a', 'b', 'c', 'd', 'e'].map(async (name) => {
      const release = slots.takeNow() ?? (await slots.take());
      log.push(name);
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 1));
      inside -= 1;
      release();
    }),
  );
  expect(log).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(most).toBe(2);
  expect(slots.isIdle).toBe(true);
});

it('is given back once, and forgets who stopped waiting', async () => {
  const slots = new Slots(1);
  const release = await slots.take();
  expect(slots.takeNow()).toBeNull();
  const stop = new AbortController();
  const waiting = slots.take(stop.signal);
  stop.abort(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
  release();
  release();
  expect(slots.isIdle).toBe(true);
  await slots.take();
  await expect(slots.take(stop.signal)).rejects.toThrow('gone');
});

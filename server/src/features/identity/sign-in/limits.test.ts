import { expect, it } from 'vitest';
import { SignInLimits } from './limits.ts';

const RULES = { perAccount: 3, perAddress: 5, windowSeconds: 1 };

it('counts per account, also for addresses that change', async () => {
  const limits = new SignInLimits(RULES);
  for (const address of ['a', 'b', 'c']) expect(await limits.attempt('ada@example.com', address)).toBeNull();
  expect(await limits.attempt('ada@example.com', 'd')).toEqual({ retryAfterSeconds: 1, isFirst: true });
  expect(await limits.attempt('ada@example.com', 'e')).toEqual({ retryAfterSeconds: 1, isFirst: false });
  expect(await limits.attempt('bob@example.com', 'a')).toBeNull();
});

it('counts per address, also for accounts that change', async () => {
  const limits = new SignInLimits(RULES);
  for (const account of ['a', 'b', 'c', 'd', 'e']) expect(await limits.attempt(account, '127.0.0.1')).toBeNull();
  expect(await limits.attempt('f', '127.0.0.1')).toMatchObject({ isFirst: true });
});

it('forgets wrong attempts after a right one, and after a while', async () => {
  const limits = new SignInLimits(RULES);
  for (let round = 0; round < 4; round++) {
    await limits.attempt('ada@example.com', `address ${round}`);
    await limits.attempt('ada@example.com', `address ${round}`);
    await limits.succeeded('ada@example.com', `address ${round}`);
  }
  for (let n = 0; n < 4; n++) await limits.attempt('ada@example.com', `other ${n}`);
  await new Promise((resolve) => setTimeout(resolve, 1_050));
  expect(await limits.attempt('ada@example.com', 'other 0')).toBeNull();
});

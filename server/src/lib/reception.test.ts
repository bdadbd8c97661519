import type { Dispatcher } from 'undici';
import { afterEach, expect, it, vi } from 'vitest';
import { Reception } from './reception.ts';

const controller = { abort: vi.fn(), pause: vi.fn(), resume: vi.fn() } as unknown as Dispatcher.DispatchController;

afterEach(() => vi.restoreAllMocks());

it('counts the time from the request, not from when it began to wait for a connection', async () => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(0);
  const reception = new Reception({ maxBytes: 10 });
  now.mockReturnValue(100);
  reception.onRequestStart(controller);
  reception.onResponseStart(controller, 200, {});
  reception.onResponseData(controller, Buffer.from('body'));
  now.mockReturnValue(130);
  reception.onResponseEnd();
  expect(await reception.received).toMatchObject({ status: 200, durationMs: 30 });
});

import { get } from 'node:http';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether nobody listens on the port yet. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    server.listen(port, () => server.close(() => resolve(true)));
  });
}

/** A port on the loopback address that was free a moment ago. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/**
 * Waits until the server on this machine calls itself ready.
 * @returns false when it ended or did not become ready within the limit.
 */
export async function waitUntilReady(
  host: string,
  port: number,
  isRunning: () => boolean,
  limitMilliseconds = 60_000,
): Promise<boolean> {
  const limit = Date.now() + limitMilliseconds;
  while (isRunning() && Date.now() < limit) {
    if ((await statusOf(host, port)) === 200) return true;
    await sleep(25);
  }
  return false;
}

function statusOf(host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const request = get({ host, port, path: '/readyz', agent: false, timeout: 5_000 }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(undefined));
  });
}

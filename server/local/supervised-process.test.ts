import { describe, expect, it } from 'vitest';
import { startSupervisedProcess } from './supervised-process.ts';

describe('a supervised process', () => {
  it('hands on its output and its exit code', async () => {
    const { supervised, output } = await run(`console.log('hello'); process.exit(7)`);
    expect(await supervised.exited).toBe(7);
    await expect.poll(output).toBe('hello\n');
  });

  it('gets the signal that ends it in an orderly way', async () => {
    const { supervised, output } = await run(
      `process.on('SIGTERM', () => { console.log('tidy'); process.exit(0); }); setInterval(() => {}, 1000); console.log('up');`,
    );
    await expect.poll(output).toBe('up\n');
    await supervised.stop();
    await expect.poll(output).toBe('up\ntidy\n');
    expect(await supervised.exited).toBe(0);
  });

  it('is ended by force when it does not listen', async () => {
    const { supervised, output } = await run(
      `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up');`,
    );
    await expect.poll(output).toBe('up\n');
    await supervised.stop();
    expect(await supervised.exited).toBe(128 + 9);
  });
});

async function run(program: string) {
  const printed: string[] = [];
  const supervised = await startSupervisedProcess({
    command: process.execPath,
    parameters: ['-e', program],
    environment: {},
    endSignal: 'SIGTERM',
    patienceSeconds: 1,
    onOutput: (text) => printed.push(text),
  });
  return { supervised, output: () => printed.join('') };
}

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Whether this machine lets a process have a network of its own, with nothing in it but itself; asked once. */
export function canSeparateNetworks(): boolean {
  answer ??=
    process.platform === 'linux' &&
    spawnSync('unshare', [...SEPARATED, 'ip', 'link', 'set', 'lo', 'up'], { stdio: 'ignore', timeout: 5_000 })
      .status === 0 &&
    existsSync('/bin/sh');
  return answer;
}

let answer: boolean | null = null;

const SEPARATED = ['--net', '--map-root-user', '--'];

// In the network of its own nobody listens: a port of it is led to the gateway's socket, which is the only way out.
const RELAY = `
const { createServer, connect } = require('node:net');
const { spawn, spawnSync } = require('node:child_process');
const [port, socketPath, command, ...parameters] = process.argv.slice(1);
spawnSync('ip', ['link', 'set', 'lo', 'up'], { stdio: 'ignore' });
createServer((near) => {
  const far = connect(socketPath);
  near.on('error', () => far.destroy()).pipe(far);
  far.on('error', () => near.destroy()).pipe(near);
}).listen(Number(port), '127.0.0.1', () => {
  const child = spawn(command, parameters, { stdio: 'inherit' });
  child.on('error', () => process.exit(127));
  child.on('exit', (code) => process.exit(code ?? 1));
});
`;

/** The command in a network of its own, in which the port leads to the socket and nothing leads anywhere else. */
export function separated(command: readonly string[], port: string, socketPath: string): string[] {
  return ['unshare', ...SEPARATED, process.execPath, '-e', RELAY, port, socketPath, ...command];
}

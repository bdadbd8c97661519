import { startLab } from './start.ts';
import { spawn } from 'node:child_process';
const lab = await startLab({ dataFolder: '/tmp/labtry' });
const child = spawn(process.execPath, ['--import', './scripts/typescript-hooks.mjs', 'server/zz-product.ts'], { cwd: '/tmp/headcopy', stdio: 'inherit', env: { ...process.env, ...lab.environment, CONTROL: lab.controlUrl } });
child.on('exit', () => void lab.stop());

import { join } from 'node:path';
import { build } from 'rolldown';

export interface Bundles {
  product: string;
  loop: string;
}

/**
 * The programs that are measured, each in one file with its packages: peers come ready to run as well. What is not used is left
 * out, such as the GraphQL types behind a feature's front door.
 */
export async function bundle(folder: string): Promise<Bundles> {
  const processes = join(import.meta.dirname, 'processes');
  await build({
    input: { product: join(processes, 'product.ts'), loop: join(processes, 'loop.ts') },
    platform: 'node',
    treeshake: { moduleSideEffects: false },
    logLevel: 'warn',
    output: { dir: folder, format: 'esm', entryFileNames: '[name].mjs', cleanDir: true, minify: true },
  });
  return { product: join(folder, 'product.mjs'), loop: join(folder, 'loop.mjs') };
}

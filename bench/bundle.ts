import { isAbsolute, join } from 'node:path';
import { build } from 'rolldown';

export interface Bundles {
  product: string;
  loop: string;
  local: string;
  analysis: string;
  credentials: string;
  advisories: string;
}

/**
 * The programs that are measured, each in one file with its packages: peers come ready to run as well. What is not used is left
 * out, such as the GraphQL types behind a feature's front door.
 */
export async function bundle(folder: string): Promise<Bundles> {
  const processes = join(import.meta.dirname, 'processes');
  await build({
    input: {
      product: join(processes, 'product.ts'),
      loop: join(processes, 'loop.ts'),
      local: join(processes, 'local.ts'),
      analysis: join(processes, 'analysis.ts'),
      credentials: join(processes, 'credentials.ts'),
    },
    platform: 'node',
    // Not the forms that look for their parts when they run.
    resolve: { mainFields: ['module', 'main'] },
    // npm's own resolver is loaded only where a tree has to be resolved anew, and the other one is not there.
    external: ['@npmcli/arborist', 'xmlbuilder2'],
    treeshake: { moduleSideEffects: false },
    logLevel: 'warn',
    output: { dir: folder, format: 'esm', entryFileNames: '[name].mjs', cleanDir: true, minify: true },
  });
  // Entities are made by side effects, and the database's packages are loaded as the server loads them.
  await build({
    input: { advisories: join(processes, 'advisories.ts') },
    platform: 'node',
    external: (id) => !id.startsWith('.') && !isAbsolute(id) && !id.startsWith('@backline/'),
    logLevel: 'warn',
    output: { dir: folder, format: 'esm', entryFileNames: '[name].mjs' },
  });
  const file = (name: keyof Bundles) => join(folder, `${name}.mjs`);
  return {
    product: file('product'),
    loop: file('loop'),
    local: file('local'),
    analysis: file('analysis'),
    credentials: file('credentials'),
    advisories: file('advisories'),
  };
}

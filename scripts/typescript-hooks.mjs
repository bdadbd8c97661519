// Runs TypeScript sources directly under Node with the same transformer that builds and tests use (oxc), so decorators
// and their metadata mean the same everywhere. Node's own type stripping knows no decorators.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'rolldown/utils';

registerHooks({
  load(url, context, next) {
    if (!url.startsWith('file:') || !/\.tsx?$/.test(url) || url.includes('/node_modules/')) return next(url, context);
    const file = fileURLToPath(url);
    const result = transformSync(file, readFileSync(file, 'utf8'), {
      lang: 'ts',
      sourcemap: true,
      tsconfig: false,
      target: 'node24',
      decorator: { legacy: true, emitDecoratorMetadata: true },
      assumptions: { setPublicClassFields: true },
      typescript: { removeClassFieldsWithoutInitializer: true },
    });
    if (result.errors.length > 0) throw new SyntaxError(`${file}: ${result.errors[0].message}`);
    const map = Buffer.from(JSON.stringify(result.map)).toString('base64');
    const source = `${result.code}\n//# sourceMappingURL=data:application/json;base64,${map}`;
    return { format: 'module', source, shortCircuit: true };
  },
});

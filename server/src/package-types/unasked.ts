import type { ReadingBuilder } from './reading-builder.ts';

/** Without any manifest nothing says what is direct: what no package of the lockfile asks for must be. */
export function takeUnaskedAsDirect(builder: ReadingBuilder, lockfile: string, manifest: string): void {
  builder.remark(
    lockfile,
    null,
    `There is no ${manifest} with it, so what no other package asks for is taken as direct.`,
  );
  const asked = new Set(builder.requirements.map(({ dependency }) => dependency));
  builder.dependencies.forEach((dependency, index) => {
    const [place] = dependency.places;
    if (dependency.lockfile !== lockfile || asked.has(index) || !place) return;
    const kind = dependency.isDevelopment ? 'development' : 'production';
    builder.require({ dependent: null, dependency: index, kind, place });
  });
}

import { gzipSync } from 'node:zlib';
import { DEPENDENCIES, isDeprecated, NAME, packumentTemplate, type PackumentTemplate } from './packument-template.ts';
import { dependenciesOf, packageName, shapeAt, shapeCount, shapeIndexOf } from './shapes.ts';
import { newestOf, olderRelease } from './versions.ts';

/** A document in both forms, compressed. */
export interface CompressedPackument {
  full: Buffer;
  abbreviated: Buffer;
}

/** Share of the versions that a project of the workload has behind it; it could use the rest. */
const PROJECT_AT = 0.6;
/** Share of the versions that are vulnerable, in the packages that are: those of the project, and some more. */
const FIXED_AT = 0.8;

export class PackumentWorkload {
  readonly #templates = Array.from({ length: shapeCount }, (_, index) => packumentTemplate(shapeAt(index), index + 1));

  /** Of a package, by its index. */
  packument(index: number): CompressedPackument {
    const { full, abbreviated } = this.#templateOf(index);
    const dependencies = JSON.stringify(Object.fromEntries(dependenciesOf(index).map((name) => [name, '*'])));
    const written = (template: string) =>
      gzipSync(template.replaceAll(NAME, packageName(index)).replaceAll(DEPENDENCIES, dependencies));
    return { full: written(full), abbreviated: written(abbreviated) };
  }

  versionCount(index: number): number {
    return this.#templateOf(index).versions.length;
  }

  /** What a look-up must find. */
  newest(index: number): string {
    return newestOf(this.#templateOf(index).versions);
  }

  /** What a project of the workload uses. */
  used(index: number): string {
    return olderRelease(this.#templateOf(index).versions, PROJECT_AT);
  }

  /** Where the package is vulnerable, the first version that is not. */
  fixed(index: number): string {
    return olderRelease(this.#templateOf(index).versions, FIXED_AT);
  }

  /** Where the package is vulnerable, the smallest version that a project could take instead. */
  remedy(index: number): string {
    const { versions } = this.#templateOf(index);
    const at = versions.findIndex(({ version }) => version === this.fixed(index));
    const usable = versions.find(({ isPrerelease }, place) => place >= at && !isPrerelease && !isDeprecated(place));
    return usable?.version ?? '';
  }

  #templateOf(index: number): PackumentTemplate {
    return this.#templates[shapeIndexOf(index)] as PackumentTemplate;
  }
}

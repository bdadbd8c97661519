/**
 * The packages of the workload "B1500": 1,500 npm packages in five sizes, as they are mixed in a large application. Sizes are
 * those of five well-known packages (7 to 892 versions) once their own dependencies are replaced by those of the tree.
 */

export interface Shape {
  versionCount: number;
  /** Of the full document, uncompressed. */
  fullBytes: number;
  /** Of the abbreviated document, uncompressed. */
  abbreviatedBytes: number;
}

export const PACKAGE_COUNT = 1_500;
/** How many of the packages a project depends on itself. */
export const DIRECT_COUNT = 1_000;

/** Percentages up to which a shape reaches, smallest first. */
const shapes: readonly (Shape & { upTo: number })[] = [
  { upTo: 50, versionCount: 7, fullBytes: 7_700, abbreviatedBytes: 1_900 },
  { upTo: 80, versionCount: 122, fullBytes: 99_000, abbreviatedBytes: 41_500 },
  { upTo: 95, versionCount: 290, fullBytes: 466_000, abbreviatedBytes: 207_000 },
  { upTo: 99, versionCount: 434, fullBytes: 1_390_000, abbreviatedBytes: 645_000 },
  { upTo: 100, versionCount: 892, fullBytes: 3_670_000, abbreviatedBytes: 1_060_000 },
];

export const shapeCount = shapes.length;

/** The shape of a package, as an index into all shapes. */
export function shapeIndexOf(packageIndex: number): number {
  const share = (packageIndex * 7_919) % 100;
  return shapes.findIndex(({ upTo }) => share < upTo);
}

export function shapeAt(index: number): Shape {
  const shape = shapes[index];
  if (!shape) throw new Error(`No shape ${index}`);
  return shape;
}

/** `pkg-0000` and so on; all have the same length. */
export function packageName(index: number): string {
  return `pkg-${String(index).padStart(4, '0')}`;
}

/** What the package depends on: a tree in which every package has three others below it, as far as there are any. */
export function dependenciesOf(index: number): string[] {
  return [1, 2, 3]
    .map((place) => 3 * index + place)
    .filter((other) => other < PACKAGE_COUNT)
    .map(packageName);
}

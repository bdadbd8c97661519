/** Modules of the workload: 1,000, with 40 versions each, as a module proxy serves them. */

export const MODULE_COUNT = 1_000;
const VERSION_COUNT = 40;
const FIRST_PUBLISHED = Date.UTC(2018, 0, 1);
const DAY = 86_400_000;

export function moduleName(index: number): string {
  return `modules.example/team-${index % 20}/module-${String(index).padStart(4, '0')}`;
}

const versions = Array.from({ length: VERSION_COUNT }, (_, index) => `v1.${Math.floor(index / 4)}.${index % 4}`);

export const newestModuleVersion = versions.at(-1) as string;
/** What a project of the workload uses. */
export const usedModuleVersion = versions[24] as string;

/** What a proxy answers below a module's path (`@v/list`, `@v/v1.0.0.info` ...); null where there is nothing. */
export function moduleAnswer(name: string, file: string): string | null {
  if (file === '@v/list') return `${versions.join('\n')}\n`;
  if (file === '@latest') return information(newestModuleVersion);
  const [, version = '', kind] = /^@v\/(.*)\.(info|mod)$/.exec(file) ?? [];
  if (!versions.includes(version)) return null;
  return kind === 'info' ? information(version) : `module ${name}\n\ngo 1.19\n`;
}

/** The go.mod of a project that requires all modules. */
export function projectModuleFile(): string {
  const required = Array.from({ length: MODULE_COUNT }, (_, index) => `\t${moduleName(index)} ${usedModuleVersion}\n`);
  return `module project.example/app\n\ngo 1.19\n\nrequire (\n${required.join('')})\n`;
}

function information(version: string): string {
  const time = new Date(FIRST_PUBLISHED + versions.indexOf(version) * 20 * DAY).toISOString().replace('.000Z', 'Z');
  return JSON.stringify({ Version: version, Time: time });
}

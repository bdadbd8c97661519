import { type BuildPlan, type BuildProject, type BuildRules, whyNotRegistryAlone } from '../builds.ts';
import type { ProjectFile } from '../manifest.ts';
import { folderOf, nameOf } from '../paths.ts';
import { client } from './client-config.ts';
import { safeRequirements } from './safe-requirements.ts';

/** Wheels alone: to build a source archive runs its code. */
const INSTALL = [
  '-m', 'pip', 'install', '--target', '.backline-packages', '--only-binary=:all:', '--no-cache-dir', '--no-compile',
  '--no-input', '--disable-pip-version-check', '--no-warn-script-location',
]; // prettier-ignore
const LOCKED = 'backline-locked.txt';

export const builds: BuildRules = {
  plan(project) {
    const { files } = project;
    const root = files.find(({ path }) => path === 'requirements.txt');
    const others = files.filter(({ path }) => nameOf(path) === 'requirements.txt' && path !== 'requirements.txt');
    const first = files.filter(({ path }) => /requirements[^/]*\.txt$/i.test(path));
    const chosen = [...(root ? [root] : []), ...others];
    if (chosen.length > 0) return chosen.map((file) => fromRequirements(project, file));
    const [only] = first;
    if (only) return [fromRequirements(project, only)];
    return fromLockfile(project);
  },
};

/** pip's own files, but for the options that name other indexes. */
function fromRequirements(project: BuildProject, file: ProjectFile): BuildPlan {
  const { files, problem } = safeRequirements(project.files);
  const plan = planOf(project, folderOf(file.path), ['-r', nameOf(file.path)], files, 'pip');
  return { ...plan, refused: plan.refused ?? problem };
}

/** pip reads no lockfile of other tools: it is given the versions that they hold, and installs no others. */
function fromLockfile(project: BuildProject): BuildPlan[] {
  const locked = project.reading.dependencies.filter(({ lockfile, version }) => lockfile !== null && version !== null);
  if (locked.length === 0) return [];
  const lines = locked
    .filter(({ source }) => source === 'registry')
    .map(({ name, version }) => `${name}==${version}\n`);
  const file = { path: LOCKED, text: [...new Set(lines)].join('') };
  return [planOf(project, '', ['--no-deps', '-r', LOCKED], [file], 'pip, with the versions of the lockfile')];
}

function planOf(
  { reading, repositories }: BuildProject,
  folder: string,
  parameters: string[],
  written: ProjectFile[],
  label: string,
): BuildPlan {
  const settings = client.write(repositories);
  const isOfPip = (file: { client: string }) => file.client.split(', ').includes('pip');
  const isOfPipVariable = ({ name }: { name: string }) => name.startsWith('PIP_');
  return {
    folder,
    client: label,
    refused: whyLocal(reading) ?? whyNotRegistryAlone(reading),
    executable: 'python3',
    question: { parameters: ['-m', 'pip', '--version'], answer: /^pip \d/ },
    steps: [[...INSTALL, ...parameters]],
    environment: {
      ...Object.fromEntries(settings.environment.filter(isOfPipVariable).map(({ name, value }) => [name, value])),
      PIP_NO_BUILD_ISOLATION: '0',
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONNOUSERSITE: '1',
    },
    files: [...written, ...settings.files.filter(isOfPip).map(({ path, content }) => ({ path, text: content }))],
  };
}

function whyLocal({ dependencies }: BuildProject['reading']): string | null {
  const local = dependencies.find(({ source }) => source === 'local');
  return local
    ? `${local.writtenName} is a folder or file of the project, and to install it would run its code.`
    : null;
}

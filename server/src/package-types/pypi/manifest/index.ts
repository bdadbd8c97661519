/** Requirements files, pyproject.toml, Pipfile, setup.cfg and the lockfiles of Poetry, uv and Pipenv. */

import type { ManifestRules, ProjectFile } from '../../manifest.ts';
import { nameOf } from '../../paths.ts';
import { ReadingBuilder } from '../../reading-builder.ts';
import { connect } from './connect.ts';
import { readPipfile, readPipfileLock } from './pipfile.ts';
import { readPoetryLock } from './poetry-lock.ts';
import { readPyproject } from './pyproject.ts';
import type { PythonLock, PythonManifest } from './python-project.ts';
import { isRequirementsFile, recognise } from './recognise.ts';
import { readRequirementsFile } from './requirements-file.ts';
import { addRequirementsFiles, writtenRequirements } from './requirements-project.ts';
import { rewrite } from './rewrite/index.ts';
import { readSetupCfg } from './setup-cfg.ts';
import { readUvLock } from './uv-lock.ts';

export const manifests: ManifestRules = {
  rewrite: (project, changes) => Promise.resolve().then(() => rewrite(project, changes)),
  recognise,

  read(files) {
    const builder = new ReadingBuilder(
      files.map((file) => ({
        file,
        kind: recognise(file) ?? 'manifest',
        format: isRequirementsFile(file.path) ? 'requirements' : nameOf(file.path),
      })),
    );
    const readAll = <T>(read: (file: ProjectFile) => T | null) =>
      files.flatMap((file) => builder.attempt(file, () => read(file)) ?? []);
    const requirements = readAll((file) => (isRequirementsFile(file.path) ? readRequirementsFile(file) : null));
    const locks = readAll((file) => readLock(file, builder));
    const described = readAll((file) => readManifest(file, builder));
    builder.connect(() => {
      const compiled = addRequirementsFiles(requirements, builder);
      connect(builder, described, writtenRequirements(requirements), [...compiled, ...locks]);
    });
    return builder.finish();
  },
};

function readLock(file: ProjectFile, builder: ReadingBuilder): PythonLock | null {
  switch (nameOf(file.path)) {
    case 'Pipfile.lock':
      return readPipfileLock(file, builder);
    case 'poetry.lock':
      return readPoetryLock(file, builder);
    case 'uv.lock':
      return readUvLock(file, builder);
    default:
      return null;
  }
}

function readManifest(file: ProjectFile, builder: ReadingBuilder): PythonManifest | null {
  switch (nameOf(file.path)) {
    case 'pyproject.toml':
      return readPyproject(file, builder);
    case 'Pipfile':
      return readPipfile(file);
    case 'setup.cfg':
      return readSetupCfg(file, builder);
    case 'setup.py':
      builder.remark(
        file.path,
        null,
        'It is a program, and is not run; what it asks for is known from the other files alone.',
      );
      return null;
    default:
      return null;
  }
}

/** What keeps a project from being sent. */

import { MAXIMUM_PROJECT_BYTES, MAXIMUM_PROJECT_FILES } from '@backline/shared';
import type { ChosenFile } from './project-files.ts';

export type FieldName = 'files' | 'integrationId' | 'name';

export type Problems = Partial<Record<FieldName, string>>;

export interface Draft {
  files: readonly ChosenFile[];
  integrationId: string;
  name: string;
}

const MAXIMUM_NAME_LENGTH = 200;

export function problemsOf({ files, integrationId, name }: Draft): Problems {
  const problems: Problems = {};
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (files.length === 0) problems.files = 'Give at least one manifest or lockfile.';
  else if (files.length > MAXIMUM_PROJECT_FILES)
    problems.files = `${files.length} files are too many: ${MAXIMUM_PROJECT_FILES} are the most. Leave some out, or give a part of the project.`;
  else if (size > MAXIMUM_PROJECT_BYTES)
    problems.files = `The files have ${(size / 1_000_000).toFixed(1)} MB together, and ${MAXIMUM_PROJECT_BYTES / 1_000_000} MB are the most. Leave some out, or give a part of the project.`;
  if (integrationId === '') problems.integrationId = 'Choose the integration whose repositories the project uses.';
  if (name.trim() === '') problems.name = 'Enter a name for the project.';
  else if (name.trim().length > MAXIMUM_NAME_LENGTH)
    problems.name = `The name has ${name.trim().length} characters, and ${MAXIMUM_NAME_LENGTH} are the most.`;
  return problems;
}

/** The field of the form that a refusal of the server means; null where it means none. */
export function fieldOf(path: readonly string[] | null): FieldName | null {
  return (['files', 'integrationId', 'name'] as const).find((name) => path?.includes(name)) ?? null;
}

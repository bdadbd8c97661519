/** Rules for what is uploaded. */

import { MAXIMUM_PROJECT_BYTES, MAXIMUM_PROJECT_FILES, type UserError } from '@backline/shared';
import { z } from 'zod';
import { redact } from '../../../lib/redact.ts';
import { readField, userError } from '../../identity/index.ts';

const LONGEST_NAME = 200;

export interface TextFile {
  path: string;
  content: string;
}

const nameField = z
  .string('The name is missing.')
  .trim()
  .min(1, 'The name is empty. Give the project a name, such as that of its repository.')
  .max(LONGEST_NAME, `The name is longer than ${LONGEST_NAME} characters.`)
  .regex(/^\P{Cc}*$/u, 'The name contains a control character, such as a line break. Remove it.')
  // People paste what they have at hand.
  .transform(redact);

/** The project's name, or what is wrong with it and with the number and size of the files. */
export function readUpload(
  name: unknown,
  files: readonly TextFile[],
): { name: string; userErrors: [] } | { name: null; userErrors: UserError[] } {
  const read = readField(nameField, name, 'name');
  const userErrors = [read.error, problemOf(files)].filter((error) => error !== null);
  if (read.error !== null || userErrors.length > 0) return { name: null, userErrors };
  return { name: read.value, userErrors: [] };
}

function problemOf(files: readonly TextFile[]): UserError | null {
  if (files.length === 0) {
    return userError(
      ['files'],
      'files_missing',
      'There are no files. Give the manifests and lockfiles of the project.',
    );
  }
  if (files.length > MAXIMUM_PROJECT_FILES) {
    const message = `There are ${files.length} files, and ${MAXIMUM_PROJECT_FILES} are the most. Give only manifests and lockfiles; other files say nothing here.`;
    return userError(['files'], 'too_many_files', message);
  }
  const bytes = files.reduce((sum, { path, content }) => sum + Buffer.byteLength(path) + Buffer.byteLength(content), 0);
  if (bytes <= MAXIMUM_PROJECT_BYTES) return null;
  const size = (bytes / 1_000_000).toFixed(1);
  const message = `The files have ${size} MB together, and ${MAXIMUM_PROJECT_BYTES / 1_000_000} MB are the most. Give only manifests and lockfiles; other files say nothing here.`;
  return userError(['files'], 'files_too_large', message);
}

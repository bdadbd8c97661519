/** Files and whole folders, from a drop or from a field for files. */

import { isPassedOver } from '@backline/shared';
import { ProjectFiles } from './project-files.ts';

export interface Given {
  files: ProjectFiles;
  /** Name of the one folder that was given; null where several things were, or files alone. */
  folderName: string | null;
}

/** To be called in the event itself: a browser forgets what was dropped as soon as the event is over. */
export function readDrop(transfer: DataTransfer): Promise<Given> {
  const entries = [...transfer.items].flatMap((item) => (item.kind === 'file' ? (item.webkitGetAsEntry() ?? []) : []));
  const plain = [...transfer.files];
  return entries.length > 0 ? readEntries(entries) : Promise.resolve(readFiles(plain));
}

/** What a field for files or for a folder holds. */
export function readFiles(list: readonly File[]): Given {
  const files = new ProjectFiles();
  const roots = new Set(list.map(({ webkitRelativePath }) => rootOf(webkitRelativePath)));
  const [only] = roots;
  const folderName = roots.size === 1 && only !== undefined && only !== '' ? only : null;
  for (const file of list) files.add(pathOf(file, folderName), file);
  return { files, folderName };
}

function rootOf(relativePath: string): string {
  return relativePath.includes('/') ? relativePath.slice(0, relativePath.indexOf('/')) : '';
}

function pathOf({ webkitRelativePath, name }: File, folderName: string | null): string {
  if (webkitRelativePath === '') return name;
  return folderName === null ? webkitRelativePath : webkitRelativePath.slice(folderName.length + 1);
}

async function readEntries(entries: readonly FileSystemEntry[]): Promise<Given> {
  const files = new ProjectFiles();
  const [first] = entries;
  if (entries.length === 1 && first && isFolder(first)) {
    await walk(first, '', files);
    return { files, folderName: first.name };
  }
  for (const entry of entries) {
    // oxlint-disable-next-line no-await-in-loop -- see walk
    await visit(entry, '', files);
  }
  return { files, folderName: null };
}

/** One entry after the other, so that a huge folder needs little memory. */
async function walk(folder: FileSystemDirectoryEntry, parent: string, files: ProjectFiles): Promise<void> {
  const reader = folder.createReader();
  for (;;) {
    // A browser hands out a hundred entries at a time, and none when it is through.
    // oxlint-disable-next-line no-await-in-loop
    const entries = await new Promise<FileSystemEntry[]>((resolve) => {
      reader.readEntries(resolve, () => {
        files.leaveOut(`${parent}…`, 'NO_TEXT');
        resolve([]);
      });
    });
    if (entries.length === 0) return;
    for (const entry of entries) {
      // oxlint-disable-next-line no-await-in-loop
      await visit(entry, parent, files);
    }
  }
}

async function visit(entry: FileSystemEntry, parent: string, files: ProjectFiles): Promise<void> {
  const path = `${parent}${entry.name}`;
  if (isFolder(entry)) {
    if (isPassedOver(entry.name)) files.leaveOut(`${path}/`, 'INSTALLED');
    else await walk(entry, `${path}/`, files);
    return;
  }
  const file = await new Promise<File | null>((resolve) => {
    (entry as FileSystemFileEntry).file(resolve, () => resolve(null));
  });
  if (file) files.add(path, file);
  else files.leaveOut(path, 'NO_TEXT');
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

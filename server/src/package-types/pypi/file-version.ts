import { normaliseName } from './names.ts';
import { versions } from './versions.ts';

/** File systems allow no longer name. */
const MAXIMUM_LENGTH = 255;

const SDIST = /\.(?:tar\.gz|zip|tgz|tar\.bz2|tar\.xz|tar\.Z|tar)$/;
/** Formats that no installer takes any more. */
const OLD = /\.(?:egg|exe|msi|rpm|deb|dmg)$/;

/** What a link's file is: of a version, of no version but of the index's kind, or nothing an index lists. */
export type LinkedFile = { version: string } | 'unusable' | 'foreign';

/**
 * The version that a file of the project belongs to. CodeArtifact writes links as `<version>/<file>`, which needs no guess;
 * otherwise it is read from the file's name: wheels as of PEP 427, source archives as of PEP 625 and before it.
 */
export function fileVersion(href: string, project: string): LinkedFile {
  const path = href.replace(/[?#].*$/s, '');
  const segments = path.split('/');
  const fileName = decode(segments.at(-1) ?? '');
  if (fileName === null || fileName.length > MAXIMUM_LENGTH || /\s/.test(fileName)) return 'foreign';
  const isWheel = fileName.endsWith('.whl');
  if (!isWheel && !SDIST.test(fileName)) return OLD.test(fileName) ? 'unusable' : 'foreign';
  const folder = segments.length === 2 ? versionOf(segments[0] ?? '') : null;
  const named = isWheel ? wheelVersion(fileName, project) : sdistVersion(fileName.replace(SDIST, ''), project);
  // Elsewhere a folder may be called anything, such as the beginning of a hash.
  const isSame = folder !== null && named !== null && versions.compare(folder, named) === 0;
  const version = isSame ? folder : (named ?? folder);
  return version === null ? 'unusable' : { version };
}

function versionOf(segment: string): string | null {
  const text = decode(segment);
  return text !== null && !/\s/.test(text) && versions.isValid(text) ? text : null;
}

function wheelVersion(fileName: string, project: string): string | null {
  const parts = fileName.slice(0, -'.whl'.length).split('-');
  const [name = '', version = ''] = parts;
  if ((parts.length !== 5 && parts.length !== 6) || normaliseName(name) !== project) return null;
  if (versions.isValid(version)) return version;
  // Before PEP 440's plus sign was let through, it was written as an underscore.
  const local = version.replace('_', '+');
  return versions.isValid(local) ? local : null;
}

/** Name and version may both hold hyphens, so the name that the page is about decides where it ends. */
function sdistVersion(stem: string, project: string): string | null {
  for (let hyphen = stem.indexOf('-'); hyphen > 0; hyphen = stem.indexOf('-', hyphen + 1)) {
    const version = stem.slice(hyphen + 1);
    if (normaliseName(stem.slice(0, hyphen)) === project && versions.isValid(version)) return version;
  }
  return null;
}

function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

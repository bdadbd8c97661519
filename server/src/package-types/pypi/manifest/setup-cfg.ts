import type { ProjectFile } from '../../manifest.ts';
import { folderOf } from '../../paths.ts';
import type { ReadingBuilder } from '../../reading-builder.ts';
import type { PythonManifest } from './python-project.ts';
import { wantOfText } from './wants.ts';

/** setup.cfg: https://setuptools.pypa.io/en/latest/userguide/declarative_config.html */
export function readSetupCfg(file: ProjectFile, builder: ReadingBuilder): PythonManifest {
  const manifest: PythonManifest = {
    path: file.path,
    folder: folderOf(file.path),
    style: 'setup',
    wants: [],
    name: null,
  };
  let [section, key] = ['', ''];
  file.text.split('\n').forEach((raw, index) => {
    const text = raw.trimEnd();
    const isIndented = /^\s/.test(text);
    if (text.trim() === '' || /^\s*[#;]/.test(text)) return;
    if (!isIndented && text.startsWith('[')) {
      [section, key] = [text.slice(1, text.indexOf(']')), ''];
      return;
    }
    const [, name, value] = (isIndented ? null : /^([^=:]+?)\s*[=:]\s*(.*)$/.exec(text)) ?? [];
    if (name !== undefined) key = name;
    addWants(manifest, builder, { section, key }, (value ?? text).trim(), index + 1);
  });
  return manifest;
}

function addWants(
  manifest: PythonManifest,
  builder: ReadingBuilder,
  { section, key }: { section: string; key: string },
  text: string,
  line: number,
): void {
  const isExtra = section === 'options.extras_require';
  if (text === '' || !(isExtra || (section === 'options' && key === 'install_requires'))) return;
  const want = wantOfText(text.replace(/\s+#.*$/, ''), {
    kind: isExtra ? 'optional' : 'production',
    group: isExtra ? key : null,
    line,
  });
  if ('problem' in want) builder.problem(manifest.path, line, want.problem);
  else manifest.wants.push(want);
}

/** The highlighter with the few languages that are shown; loaded when the first code block appears. */

import highlighter from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import diff from 'highlight.js/lib/languages/diff';
import graphql from 'highlight.js/lib/languages/graphql';
import ini from 'highlight.js/lib/languages/ini';
import json from 'highlight.js/lib/languages/json';
import yaml from 'highlight.js/lib/languages/yaml';

highlighter.registerLanguage('bash', bash);
highlighter.registerLanguage('diff', diff);
highlighter.registerLanguage('graphql', graphql);
highlighter.registerLanguage('ini', ini);
highlighter.registerLanguage('json', json);
highlighter.registerLanguage('yaml', yaml);

/** Escaped HTML with classes for the parts, or null where the language is not known. */
export function highlight(language: string, code: string): string | null {
  if (!highlighter.getLanguage(language)) return null;
  return highlighter.highlight(code, { language, ignoreIllegals: true }).value;
}

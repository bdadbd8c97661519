/** A text as the clients' YAML writers put it: without quotes where it cannot be taken for something else. */
export function yamlScalar(text: string, place: 'block' | 'flow' = 'block'): string {
  // What needs escapes stands in double quotes, where YAML reads those of JSON.
  if (/\p{Cc}/u.test(text)) return JSON.stringify(text);
  return isPlain(text, place) ? text : `'${text.replaceAll("'", "''")}'`;
}

const SPECIAL =
  /^(?:~|null|true|false|yes|no|on|off|[-+]?[\d_]+|[-+]?(?:\d[\d_]*)?\.\d*(?:e[-+]?\d+)?|[-+]?\d+e[-+]?\d+|[-+]?\.(?:inf|nan)|0[xob][\da-f_]+|\d{4}-\d\d?-\d\d?.*)$/i;

function isPlain(text: string, place: 'block' | 'flow'): boolean {
  if (text === '' || SPECIAL.test(text) || /^[\s\-?:,[\]{}#&*!|=>'"%@`]|\s$/.test(text)) return false;
  if (/:(?:\s|$)|\s#/.test(text)) return false;
  return place === 'block' || !/[,[\]{}]/.test(text);
}

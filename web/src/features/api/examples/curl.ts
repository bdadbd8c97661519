import type { ExampleStep } from './example.ts';

/** The step as a command for a POSIX shell; the API key comes from the variable API_KEY. */
export function curlCommand(
  origin: string,
  { query, isStream }: Pick<ExampleStep, 'query' | 'isStream'>,
  variables: Record<string, unknown>,
): string {
  const body = JSON.stringify({
    query: query.replace(/\s+/g, ' ').trim(),
    ...(Object.keys(variables).length > 0 && { variables }),
  });
  return [
    `curl ${isStream ? '-N ' : ''}${origin}/graphql${isStream ? '/stream' : ''}`,
    '-H "Authorization: Bearer $API_KEY"',
    "-H 'Content-Type: application/json'",
    ...(isStream ? ["-H 'Accept: text/event-stream'"] : []),
    `-d ${quoted(body)}`,
  ].join(' \\\n  ');
}

/** In single quotes a shell reads everything as it stands, but for the quote itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

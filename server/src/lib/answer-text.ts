/** What an answer that is no success says in words. */

const LONGEST_TEXT = 2_000;

/** The `message` of a JSON body, the words of an HTML page, or the text as it is; at most 2,000 characters. */
export function answerText(body: string, contentType: string | undefined): string {
  const text = body.slice(0, LONGEST_TEXT);
  if (contentType?.includes('json')) {
    try {
      const parsed: unknown = JSON.parse(text);
      const message = property(parsed, 'message') ?? property(parsed, 'Message') ?? property(parsed, 'error');
      if (typeof message === 'string') return message;
    } catch {
      return text.trim();
    }
  }
  return wordsOf(text);
}

/** The same of a body as it came, of which no more is read than that needs. */
export function bodyText(body: Buffer, headers: Readonly<Record<string, string>>): string {
  return answerText(body.toString('utf8', 0, 4 * LONGEST_TEXT), headers['content-type']);
}

/** The words of a page without its marks. */
export function wordsOf(text: string): string {
  return text
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** AWS's id of the request, by which its support finds it. */
export function awsRequestId(headers: Readonly<Record<string, string>>): string | null {
  return headers['x-amzn-requestid'] ?? headers['x-amz-request-id'] ?? null;
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

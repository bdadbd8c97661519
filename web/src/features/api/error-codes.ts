/** The codes of refusals, as the page tells them; a test holds the list against the server's. */

export interface ErrorCode {
  code: string;
  meaning: string;
  whatToDo: string;
}

export const errorCodes: readonly ErrorCode[] = [
  {
    code: 'INVALID_INPUT',
    meaning: 'The document, a variable or an argument cannot be used; extensions.reason says which rule refused it.',
    whatToDo: 'Correct the request. Repeating it as it is changes nothing.',
  },
  {
    code: 'UNAUTHENTICATED',
    meaning: 'No key was sent, or it is unknown, expired or revoked.',
    whatToDo: 'Send a valid key. Make a new one under Settings, API keys.',
  },
  {
    code: 'FORBIDDEN',
    meaning: 'The key lacks the scope that the message names, or only people can do this.',
    whatToDo: 'Ask an admin of the organization for a key with the scope.',
  },
  {
    code: 'NOT_FOUND',
    meaning: "There is no such thing in this organization. Another organization's id is answered alike.",
    whatToDo: 'Check the id, and which organization the key belongs to.',
  },
  {
    code: 'CONFLICT',
    meaning: 'Somebody changed it since it was read.',
    whatToDo: 'Load it again and repeat the change with its new version.',
  },
  {
    code: 'UPSTREAM',
    meaning: 'AWS or a repository refused or failed; the message says what it answered.',
    whatToDo: 'Diagnose the integration; where it was a time limit or throttling, try again later.',
  },
  {
    code: 'RATE_LIMITED',
    meaning: 'Too many attempts.',
    whatToDo: 'Wait extensions.retryAfterSeconds, then try again.',
  },
  {
    code: 'INTERNAL',
    meaning: "A fault on Backline's side; extensions.errorId finds it in the server's log.",
    whatToDo: 'Tell support the id. Queries can be repeated; look first whether a mutation was done.',
  },
];

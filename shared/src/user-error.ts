/** What is wrong with one field, and the value that would be right where it can be known. */
export interface UserError {
  /** Path into the input, e.g. `['repositories', '1', 'url']`; null where no single field is meant. */
  field: string[] | null;
  /** A code of the failure taxonomy where it has one, in lower snake case. */
  code: string;
  message: string;
  suggestion: string | null;
}

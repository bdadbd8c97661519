/** A worked example: a task, and the requests that do it. Every one is run as a test, and its answers are recorded there. */

/** The body of an answer, `{ data, errors }`; of a subscription, all that it told. */
export type Answer = unknown;

export interface ExampleStep {
  title: string;
  /** What to do before, or to look at after. */
  text: string;
  query: string;
  /** The variables, of which some come from the answers to the steps before. */
  variables: (answers: readonly Answer[]) => Record<string, unknown>;
  /** A subscription: its answer comes as server-sent events. */
  isStream?: true;
}

export interface ApiExample {
  /** Its address on the page. */
  slug: string;
  title: string;
  task: string;
  /** What the API key must be allowed to do; the test runs with a key that has nothing else. */
  scopes: readonly string[];
  steps: readonly ExampleStep[];
}

/** The value at a path into an answer; undefined where the answer does not go so far. */
export function valueAt(answer: Answer, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    answer,
  );
}

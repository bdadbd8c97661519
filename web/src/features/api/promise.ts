/** What partner tools may rely on. The README says the same in short; scripts/schema-promise.ts checks it. */

export interface Promised {
  title: string;
  rules: readonly string[];
}

export const promises: readonly Promised[] = [
  {
    title: 'May come at any time',
    rules: [
      'New operations, types and fields.',
      'New optional arguments and optional input fields. Without them everything means what it meant.',
      'New values of the enums whose description says "Open", and new codes of causes, checks and userErrors: treat one that you do not know as "something else".',
      'Other words in messages, summaries, explanations and steps. Match on codes, never on texts.',
    ],
  },
  {
    title: 'Stays as it is',
    rules: [
      'Names, arguments and types of what there is; what was never null does not become null; what was optional does not become required.',
      'The meaning of fields, values and codes, and the scope that an operation needs.',
      'The codes of refusals, and that another organization is answered like one that does not exist.',
    ],
  },
  {
    title: 'How something goes',
    rules: [
      'It is marked @deprecated first, with what to use instead and the date after which it may go.',
      'That date is at least 12 months away, and it keeps working until then.',
      'Both are listed under Changes below on the day they happen.',
      'A flaw that endangers data may be closed at once; then the list says so.',
    ],
  },
];

/** The worked examples as they are shown: with the answers that the test recorded. */

import recorded from './answers.json';
import type { Answer, ApiExample, ExampleStep } from './example.ts';
import { apiExamples } from './list.ts';

export interface ShownStep extends Omit<ExampleStep, 'variables'> {
  variables: Record<string, unknown>;
  answer: Answer;
}

export interface ShownExample extends Omit<ApiExample, 'steps'> {
  steps: readonly ShownStep[];
}

const answersOf: Readonly<Record<string, readonly Answer[]>> = recorded;

/** Those that have been run; an example without its answers would be a promise that nobody has tried. */
export const shownExamples: readonly ShownExample[] = apiExamples.flatMap((example) => {
  const answers = answersOf[example.slug];
  if (!answers) return [];
  const steps = example.steps.map((step, place) => ({
    ...step,
    variables: step.variables(answers.slice(0, place)),
    answer: answers[place],
  }));
  return [{ ...example, steps }];
});

/** A step by the example's slug and its number, from 1. */
export function findStep(slug: string, number: number): ShownStep | undefined {
  return shownExamples.find((example) => example.slug === slug)?.steps[number - 1];
}

/** What a document may cost. The same rules guard queries, mutations and subscriptions. */

import { ApolloArmor } from '@escape.tech/graphql-armor';
import type { ValidationRule } from 'graphql';

/**
 * A scalar costs 1 and an object 2, times the number of entries a list asks for: a hundred integrations with their last
 * reports fit, a hundred reports of each of them do not. Sizes given as variables are caught where lists are read.
 */
const COST = { maxCost: 50_000, scalarCost: 1, objectCost: 2, depthCostFactor: 1 };

const armor = new ApolloArmor({
  // The deepest useful answer, a snippet in a report in a list of integrations, has 11.
  // A fragment adds no depth of its own to the answer.
  maxDepth: { n: 12, flattenFragments: true },
  maxAliases: { n: 15, allowList: [] },
  maxDirectives: { n: 5 },
  costLimit: COST,
  maxTokens: { enabled: false },
  blockFieldSuggestion: { enabled: false },
}).protect();

/** Only the rules: the plugins of the same library answer syntax errors with HTTP 500. */
export const limitRules: ValidationRule[] = armor.validationRules;

/** Tokens of a document. */
export const MAX_TOKENS = 1_000;

/** What a document may cost. The same rules guard queries, mutations and subscriptions. */

import { ApolloArmor } from '@escape.tech/graphql-armor';
import type { ValidationRule } from 'graphql';

/** The deepest useful answer, a snippet in a report in a list of integrations, has 11. */
export const MAX_DEPTH = 12;
export const MAX_ALIASES = 15;
/**
 * A scalar costs 1 and an object 2, times the number of entries a list asks for: a hundred integrations with their last
 * reports fit, a hundred reports of each of them do not. Sizes given as variables are caught where lists are read.
 */
export const MAX_COST = 50_000;
const COST = { maxCost: MAX_COST, scalarCost: 1, objectCost: 2, depthCostFactor: 1 };

const armor = new ApolloArmor({
  // A fragment adds no depth of its own to the answer.
  maxDepth: { n: MAX_DEPTH, flattenFragments: true },
  maxAliases: { n: MAX_ALIASES, allowList: [] },
  maxDirectives: { n: 5 },
  costLimit: COST,
  maxTokens: { enabled: false },
  blockFieldSuggestion: { enabled: false },
}).protect();

/** Only the rules: the plugins of the same library answer syntax errors with HTTP 500. */
export const limitRules: ValidationRule[] = armor.validationRules;

/** Tokens of a document. */
export const MAX_TOKENS = 1_000;

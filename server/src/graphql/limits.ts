/** What a document may cost. The same rules guard queries, mutations and subscriptions. */

import { ApolloArmor } from '@escape.tech/graphql-armor';
import type { ValidationRule } from 'graphql';

const armor = new ApolloArmor({
  maxDepth: { n: 12 },
  maxAliases: { n: 15, allowList: [] },
  maxDirectives: { n: 5 },
  costLimit: { maxCost: 5_000 },
  maxTokens: { enabled: false },
  blockFieldSuggestion: { enabled: false },
}).protect();

/** Only the rules: the plugins of the same library answer syntax errors with HTTP 500. */
export const limitRules: ValidationRule[] = armor.validationRules;

/** Tokens of a document. */
export const MAX_TOKENS = 1_000;

import { errorCodes, type FastifyRequest } from 'fastify';
import { getOperationAST, Kind, OperationTypeNode, parse, type OperationDefinitionNode } from 'graphql';
import { MAX_TOKENS } from '../graphql/limits.ts';

/** The one mutation that takes whole files. */
const LARGE_FIELD = 'analyzeProject';

/**
 * Throws with HTTP 413 for a large body, unless it asks for `analyzeProject` and nothing else. The document itself stays
 * within `documentLength` characters: a parser keeps every comment in memory, and counts none of them.
 */
export function requireLargeOperation({ hasLargeBody, body }: FastifyRequest, documentLength: number): void {
  if (!hasLargeBody) return;
  const { query, operationName } = (body ?? {}) as Record<string, unknown>;
  if (typeof query === 'string' && query.length <= documentLength) {
    const name = typeof operationName === 'string' ? operationName : undefined;
    if (isLargeOperation(operationOf(query, name))) return;
  }
  throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
}

function operationOf(query: string, name: string | undefined): OperationDefinitionNode | null {
  try {
    return getOperationAST(parse(query, { maxTokens: MAX_TOKENS, noLocation: true }), name) ?? null;
  } catch {
    return null;
  }
}

function isLargeOperation(operation: OperationDefinitionNode | null): boolean {
  if (operation?.operation !== OperationTypeNode.MUTATION) return false;
  const [field, ...others] = operation.selectionSet.selections;
  return field?.kind === Kind.FIELD && field.name.value === LARGE_FIELD && others.length === 0;
}

import { buildSchema, execute, parse, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { expect, it } from 'vitest';
import { guardOperations, type Admit } from './operation-guard.ts';
import type { GraphqlContext } from './context.ts';

const context: GraphqlContext = {
  actor: null,
  sessionId: null,
  requestId: 'request',
  ip: '127.0.0.1',
  services: new Map(),
};

it.each(['runs and fails', 'is refused'])(
  'answers a document once all of its operations were asked about, also where one %s',
  async (how) => {
    const log: string[] = [];
    let admitSlow = (): void => undefined;
    const slow = new Promise<void>((resolve) => (admitSlow = resolve));
    const schema = guardOperations(twoQueries(log), async (_context, operation) => {
      if (operation === 'slow') await slow;
      else if (how === 'is refused') throw new Error('Refused.');
      log.push(`${operation} admitted`);
    });
    const reply = ask(schema).then(({ errors }) => log.push(`answered: ${errors?.[0]?.message}`));
    // Everything that does not wait for the slow one happens here.
    await new Promise(setImmediate);
    expect(log).toEqual(how === 'is refused' ? [] : ['failing admitted']);
    admitSlow();
    await reply;
    expect(log).toContain('slow admitted');
    expect(log.at(-1)).toBe(how === 'is refused' ? 'answered: Refused.' : 'answered: Failed.');
  },
);

it('asks of every operation by its name in the schema, and with its values', async () => {
  const asked: Parameters<Admit>[] = [];
  const schema = guardOperations(twoQueries([]), async (...question) => void asked.push(question));
  await ask(schema, '{ first: slow(id: 7) second: slow }');
  expect(asked).toEqual([
    [context, 'slow', { id: 7 }],
    [context, 'slow', {}],
  ]);
});

function twoQueries(log: string[]): GraphQLSchema {
  const schema = buildSchema('type Query { slow(id: Int): String! failing: String! }');
  const fields = schema.getQueryType()?.getFields();
  if (!fields?.['slow'] || !fields['failing']) throw new Error('The schema has no such queries.');
  fields['slow'].resolve = () => {
    log.push('slow ran');
    return 'done';
  };
  fields['failing'].resolve = () => {
    throw new Error('Failed.');
  };
  return schema;
}

async function ask(schema: GraphQLSchema, document = '{ slow failing }'): Promise<ExecutionResult> {
  return execute({ schema, document: parse(document), contextValue: context });
}

/** What people who write a tool against the API get besides it: the schema as a file, and GraphiQL. */

import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { schemaText } from '../graphql/schema-text.ts';
import { Unauthenticated } from '../lib/errors.ts';
import type { ContextOf } from './app.ts';

/** The page that web's build writes beside the SPA's. */
const GRAPHIQL_PAGE = 'graphiql.html';

/** Adds GET /schema.graphql, for members and API keys, and GET /graphiql, for members. */
export function addApiTools(
  app: FastifyInstance,
  { schema, contextOf }: { schema: GraphQLSchema; contextOf: ContextOf },
): void {
  const text = schemaText(schema);
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;

  app.get('/schema.graphql', async (request, reply) => {
    const { actor } = await contextOf(request);
    if (!actor) throw new Unauthenticated('Nobody is signed in. Sign in, or send an API key that is valid.');
    reply.headers({ etag, 'cache-control': 'private, no-cache' });
    if (namesTag(request.headers['if-none-match'], etag)) return reply.code(304).send();
    return reply
      .type('text/plain; charset=utf-8')
      .header('content-disposition', 'attachment; filename="schema.graphql"')
      .send(text);
  });

  app.get('/graphiql', async (request, reply) => {
    const { actor } = await contextOf(request);
    if (actor?.personId) return reply.header('cache-control', 'no-cache').sendFile(GRAPHIQL_PAGE);
    return reply.redirect(`/sign-in?return=${encodeURIComponent(request.url)}`);
  });
  // The file itself would be served to anybody.
  app.get(`/${GRAPHIQL_PAGE}`, (_request, reply) => reply.redirect('/graphiql'));
}

/** Whether a header If-None-Match names the tag (RFC 9110, 13.1.2: compared weakly). */
function namesTag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
}

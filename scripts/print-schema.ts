/** Writes shared/schema.graphql, the whole API as SDL; a test fails where it is stale. */

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { schemaText } from '../server/src/graphql/schema-text.ts';
import { createSchema } from '../server/src/graphql/schema.ts';

const file = fileURLToPath(new URL('../shared/schema.graphql', import.meta.url));
writeFileSync(file, schemaText(createSchema(new Map())));

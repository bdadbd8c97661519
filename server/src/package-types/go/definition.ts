import { packageTypeDefinition } from '@backline/shared';

/** The part that the browser needs as well is kept in shared. */
export const definition = packageTypeDefinition('GO');

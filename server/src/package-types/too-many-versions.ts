/** How many versions are read of one package, in every package type. */

/** More than any package has. */
export const MAXIMUM_VERSIONS = 250_000;

/** An answer lists more; the message completes "The answer ...". */
export class TooManyVersions extends Error {}

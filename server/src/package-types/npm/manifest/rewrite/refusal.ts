/** Why one change cannot be written; the others still can. */
export class Refusal extends Error {}

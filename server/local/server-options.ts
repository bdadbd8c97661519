/**
 * What Node is told of memory when it runs the server; the Dockerfile says the same. Node takes up to 134 MB for what is young, by
 * the machine's memory; with hundreds of thousands of advisories that is half of all.
 */
export const MEMORY_OPTIONS = ['--max-semi-space-size=16'];

/** What a source of records gives: files, and why some of them cannot be read. */

export type SourceFile = { name: string; bytes: Buffer } | { name: string; problem: string };

/** There is nothing to import, or nothing more; the message is a sentence or two for who started the import. */
export class SourceFailure extends Error {}

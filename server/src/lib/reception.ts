/**
 * Takes in one answer as undici hands it over, without a stream in between: a thousand answers of "not modified" cost half as much.
 * The body is kept as it comes, up to a cap, and decompressed when it is complete.
 */

import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { decoded, UnreadableBody } from './content-coding.ts';
import { gunzipAtOnce, releaseOf, statedSize } from './gunzip.ts';

/** Pieces in which a large body is decompressed: one where the size is known and not excessive. */
const LEAST_PIECE = 64 * 1_024;
const MOST_PIECE = 4 * 1_024 * 1_024;

export interface ReceptionOptions {
  method?: 'GET' | 'HEAD';
  /** Bytes of the body that are kept, before and after it is decompressed. */
  maxBytes: number;
  /** Called with 0 when the answer begins, and with the size so far as it grows; reading waits for it. */
  onProgress?: ((bytes: number) => Promise<void> | void) | undefined;
}

export interface Received extends Content {
  status: number;
  headers: Record<string, string>;
  /** From the request, on a connection that was there, to the end of its answer. */
  durationMs: number;
}

interface Content {
  body: Buffer;
  /** There was more than was wanted. */
  isTruncated: boolean;
  release?: () => void;
}

type Controller = Dispatcher.DispatchController;

export class Reception implements Dispatcher.DispatchHandler {
  /** The answer, or what `fail` was given first. */
  readonly received: Promise<Received>;
  readonly #settle: PromiseWithResolvers<Received>;
  readonly #options: ReceptionOptions;
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #status = 0;
  #startedAt = 0;
  #durationMs = 0;
  #headers: Record<string, string> = {};
  #controller: Controller | null = null;
  /** What ends the reception before the answer is complete. */
  #failure: Error | null = null;
  #isComplete = false;

  constructor(options: ReceptionOptions) {
    this.#options = options;
    this.#settle = Promise.withResolvers();
    this.received = this.#settle.promise;
  }

  get hasBegun(): boolean {
    return this.#status > 0;
  }

  /** Ends it, and the connection with it; does nothing where it has ended. */
  fail(error: Error): void {
    if (this.#failure) return;
    this.#failure = error;
    this.#settle.reject(error);
    if (!this.#isComplete) this.#controller?.abort(error);
  }

  onRequestStart(controller: Controller): void {
    this.#controller = controller;
    this.#startedAt = performance.now();
    // It waited for a connection, and is not wanted any more.
    if (this.#failure) controller.abort(this.#failure);
  }

  onResponseStart(
    controller: Controller,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200 || this.#failure) return;
    this.#status = status;
    this.#headers = flatten(headers);
    this.#progress(controller, 0);
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    if (this.#failure || this.#isComplete) return;
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    if (this.#size <= this.#options.maxBytes) return this.#progress(controller, this.#size);
    this.#complete(true);
    controller.abort(new Error('More of the body is not wanted.'));
    return undefined;
  }

  onResponseEnd(): void {
    if (!this.#failure && !this.#isComplete) this.#complete(false);
  }

  onResponseError(_controller: Controller, error: Error): void {
    if (!this.#isComplete) this.fail(error);
  }

  #progress(controller: Controller, bytes: number): void {
    const waiting = this.#options.onProgress?.(bytes);
    if (!waiting) return;
    controller.pause();
    waiting.then(
      () => controller.resume(),
      (error: unknown) => this.fail(error instanceof Error ? error : new Error(String(error))),
    );
  }

  #complete(isCut: boolean): void {
    this.#isComplete = true;
    this.#durationMs = performance.now() - this.#startedAt;
    const raw = joined(this.#chunks.splice(0));
    try {
      const content = this.#contentOf(raw, isCut);
      if (content instanceof Promise) void this.#settleWith(content);
      else this.#resolve(content);
    } catch (error) {
      this.fail(error as Error);
    }
  }

  #contentOf(raw: Buffer, isCut: boolean): Content | Promise<Content> {
    const { maxBytes } = this.#options;
    const coding = this.#coding;
    if (coding === undefined || raw.length === 0)
      return { body: isCut ? raw.subarray(0, maxBytes) : raw, isTruncated: isCut };
    const body = !isCut && /^(?:x-)?gzip$/.test(coding) ? gunzipAtOnce(raw, maxBytes) : null;
    return body ? releasable({ body, isTruncated: false }, raw) : this.#decoded(raw, coding, isCut);
  }

  /** Answers without content describe the one that they do not carry. */
  get #coding(): string | undefined {
    const isEmpty = this.#options.method === 'HEAD' || this.#status === 204 || this.#status === 304;
    return isEmpty ? undefined : this.#headers['content-encoding'];
  }

  async #decoded(raw: Buffer, coding: string, isCut: boolean): Promise<Content> {
    const { maxBytes, onProgress } = this.#options;
    const pieceSize = Math.min(Math.max(LEAST_PIECE, statedSize(raw) + 1), MOST_PIECE);
    const pieces: Buffer[] = [];
    let size = 0;
    try {
      for await (const piece of decoded(Readable.from([raw], { objectMode: false }), coding, pieceSize)) {
        pieces.push(piece);
        size += piece.length;
        await onProgress?.(size);
        if (this.#failure) throw this.#failure;
        if (size > maxBytes) return releasable({ body: joined(pieces).subarray(0, maxBytes), isTruncated: true }, raw);
      }
    } catch (error) {
      // Of what was not read to its end, the end is missing.
      if (!isCut || this.#failure || error instanceof UnreadableBody) throw error;
    }
    return releasable({ body: joined(pieces), isTruncated: isCut }, raw);
  }

  async #settleWith(content: Promise<Content>): Promise<void> {
    try {
      this.#resolve(await content);
    } catch (error) {
      this.fail(error as Error);
    }
  }

  #resolve(content: Content): void {
    const [status, headers, durationMs] = [this.#status, this.#headers, this.#durationMs];
    this.#settle.resolve({ status, headers, durationMs, ...content });
  }
}

/** The pieces in a row, without a copy where there is but one. */
function joined(pieces: readonly Buffer[]): Buffer {
  const [only] = pieces;
  return only && pieces.length === 1 ? only : Buffer.concat(pieces);
}

/** What came from the network shares its memory with other answers, and what was not compressed is that. */
function releasable(content: Content, raw: Buffer): Content {
  const release = content.body.buffer === raw.buffer ? undefined : releaseOf(content.body);
  return release ? { ...content, release } : content;
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    flat[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  return flat;
}

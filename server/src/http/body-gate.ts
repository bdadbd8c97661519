import { Transform, type TransformCallback } from 'node:stream';
import { errorCodes } from 'fastify';
import { AppError } from '../lib/errors.ts';

export interface BodyLimits {
  /** Bytes, and milliseconds, of a body that anybody may send. */
  small: { bytes: number; ms: number };
  /** The same of one that was admitted. */
  large: { bytes: number; ms: number };
}

/** Why a body is not read, with the status to answer with. */
export class BodyRefused extends Error {
  readonly statusCode: number;
  constructor(statusCode: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.statusCode = statusCode;
  }
}

/**
 * Lets a body through, as it is after decompression, up to the small limit, and beyond it only where `admit` does not
 * refuse. Ends with an error that carries a status for anything else; it keeps nothing of what went through.
 */
export class BodyGate extends Transform {
  private bytes = 0;
  private admitted: Promise<void> | null = null;
  private timer: NodeJS.Timeout;

  /** `admit` is null where no large body is taken at all. */
  constructor(
    private readonly limits: BodyLimits,
    private readonly admit: (() => Promise<void>) | null,
  ) {
    super();
    this.timer = this.timerOf(limits.small.ms);
    this.once('close', () => clearTimeout(this.timer));
  }

  get isLarge(): boolean {
    return this.bytes > this.limits.small.bytes;
  }

  /** Rejects where a body of so many bytes is not taken. */
  async open(bytes: number): Promise<void> {
    const { small, large } = this.limits;
    if (bytes <= small.bytes) return;
    if (bytes > large.bytes || !this.admit) throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
    this.admitted ??= this.askForMore(this.admit);
    await this.admitted;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, callback: TransformCallback): void {
    this.bytes += chunk.length;
    void this.pass(chunk, callback);
  }

  private async pass(chunk: Buffer, callback: TransformCallback): Promise<void> {
    try {
      await this.open(this.bytes);
    } catch (error) {
      callback(error as Error);
      return;
    }
    callback(null, chunk);
  }

  private async askForMore(admit: () => Promise<void>): Promise<void> {
    // The sender is not to blame for the time that this takes.
    clearTimeout(this.timer);
    try {
      await admit();
    } catch (error) {
      if (error instanceof AppError) throw error;
      // Without a status, Fastify would take it for the sender's fault and show it.
      throw new BodyRefused(500, 'Whether the body may be large could not be found out.', { cause: error });
    }
    if (!this.destroyed) this.timer = this.timerOf(this.limits.large.ms);
  }

  private timerOf(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.destroy(new BodyRefused(408, `The body did not arrive within ${ms / 1_000} seconds. Send it again.`));
    }, ms);
  }
}

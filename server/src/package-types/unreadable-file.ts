/** Why a project file, or the rest of it, cannot be read. */
export class UnreadableFile extends Error {
  constructor(
    readonly line: number | null,
    reason: string,
  ) {
    super(reason);
  }
}

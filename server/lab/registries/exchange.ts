import type { LabPackage, RegistryFormat } from './lab-package.ts';

/** A request to a package endpoint whose credentials and rights have been checked already. */
export interface RegistryRequest {
  readonly format: RegistryFormat;
  readonly method: string;
  /** What follows `/<format>/<repository>`, still escaped; starts with `/`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Scheme and host that the client used, without a slash at the end. */
  readonly origin: string;
  readonly repository: string;
  readonly region: string;
  /** Everything visible in this repository, upstreams included; see `mergePackages`. */
  readonly packages: readonly LabPackage[];
  readonly options?: RegistryOptions;
}

/** Ways in which nobody outside AWS knows what CodeArtifact does; off is what has been seen. */
export interface RegistryOptions {
  /** Answer `application/vnd.npm.install-v1+json` with the short packument; otherwise it is always the full one. */
  readonly abbreviatedNpm?: boolean;
}

/** Header names in lower case. `body` is null for HEAD and where there is none. */
export interface RegistryResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string | null;
}

/** A request to the S3 host that package endpoints redirect to. */
export interface AssetRequest {
  readonly method: string;
  /** The Host header exactly as sent, for the signature covers it. */
  readonly host: string;
  /** Escaped, with the slash in front. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

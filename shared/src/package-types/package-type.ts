/** What a URL rule, a form and the API need to know about one package world. */
export interface PackageTypeDefinition {
  /** The value in the API. */
  id: string;
  label: string;
  /** Segment of the repository URL and value of `format` in GetRepositoryEndpoint. */
  format: string;
  /** What a client's URL ends with after `/<format>/<repository>/`. */
  urlTail: string;
  /** Cause code where the tail is missing. */
  missingTailCode: 'url_missing_simple_suffix' | 'url_missing_v3_index' | 'trailing_slash_mismatch';
  /** Whether AWS lists the format (API_GetRepositoryEndpoint). */
  listedByAws: boolean;
  exampleUrl: string;
}

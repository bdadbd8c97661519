/** The slash of a scoped name is escaped, the @ is not: https://docs.aws.amazon.com/codeartifact/latest/ug/npm-auth.html */
export function packumentUrl(repositoryUrl: string, name: string): string {
  const base = repositoryUrl.endsWith('/') ? repositoryUrl : `${repositoryUrl}/`;
  return base + name.replace('/', '%2f');
}

/** https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md#getpackageversion */
export function manifestUrl(repositoryUrl: string, name: string, version: string): string {
  return `${packumentUrl(repositoryUrl, name)}/${encodeURIComponent(version)}`;
}

/**
 * Where CodeArtifact keeps assets: one bucket in each Region, by exact name, since a pattern could be registered by anybody.
 * https://docs.aws.amazon.com/codeartifact/latest/ug/create-s3-gateway-endpoint.html
 */
const BUCKET_OWNERS: Record<string, string> = {
  'us-east-1': '193858265520',
  'us-east-2': '250872398865',
  'us-west-2': '787052242323',
  'eu-west-1': '438097961670',
  'eu-west-2': '247805302724',
  'eu-west-3': '762466490029',
  'eu-north-1': '611884512288',
  'eu-south-1': '484130244270',
  'eu-central-1': '769407342218',
  'ap-northeast-1': '660291247815',
  'ap-southeast-1': '421485864821',
  'ap-southeast-2': '860415559748',
  'ap-south-1': '681137435769',
};

const hosts = new Set(
  Object.entries(BUCKET_OWNERS).flatMap(([region, owner]) => {
    const bucket = `assets-${owner}-${region}`;
    return [`${bucket}.s3.amazonaws.com`, `${bucket}.s3.${region}.amazonaws.com`];
  }),
);

/** Whether a redirect of a repository may lead to this host. */
export function isAssetHost(host: string): boolean {
  return hosts.has(host);
}

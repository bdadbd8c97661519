import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { AssetRequest, RegistryRequest, RegistryResponse } from './exchange.ts';
import { redirect, reply } from './reply.ts';

// The accounts behind the asset buckets, where AWS has published them.
const bucketAccounts: Readonly<Record<string, string>> = {
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
const unpublishedAccount = '100000000001';
const secondsValid = 900;

const secret = randomBytes(32);
const objects = new Map<string, Buffer>();

/** The S3 host that serves a region's assets. */
export function assetHost(region: string): string {
  return `assets-${bucketAccounts[region] ?? unpublishedAccount}-${region}.s3.${region}.amazonaws.com`;
}

/** Whether a host, with or without a port, is one that `serveAsset` answers for. */
export function isAssetHost(host: string): boolean {
  return /^assets-\d{12}-([a-z0-9-]+)\.s3\.\1\.amazonaws\.com(:\d+)?$/iu.test(host);
}

/** Stores an asset in the bucket of the request's region and sends the client there, with a URL good for 15 minutes. */
export function redirectToAsset(request: RegistryRequest, content: Buffer, status: 302 | 307): RegistryResponse {
  const host = assetHost(request.region);
  const owner = createHash('sha256').update(`${request.origin}/${request.format}`).digest('hex').slice(0, 32);
  const path = `/${owner}/${createHash('sha256').update(content).digest('hex')}`;
  objects.set(host + path, content);

  const date = amzDate(new Date());
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `LABASSETS/${date.slice(0, 8)}/${request.region}/s3/aws4_request`,
    'X-Amz-Date': date,
    'X-Amz-Expires': String(secondsValid),
    'X-Amz-SignedHeaders': 'host',
  });
  query.set('X-Amz-Signature', signature(request.method, host, path, query));
  return redirect(status, `https://${host}${path}?${query.toString()}`);
}

/**
 * Answers a request to an asset host as S3 does: the URL's own signature is the only credential, it covers method and
 * host, and any `Authorization` beside it is refused.
 */
export function serveAsset(request: AssetRequest): RegistryResponse {
  const { query } = request;
  const given = query.get('X-Amz-Signature');
  if (request.headers.authorization !== undefined) {
    // S3 repeats the header's value here; the lab repeats no credential.
    return s3Error(
      400,
      'InvalidArgument',
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
      '<ArgumentName>Authorization</ArgumentName>',
    );
  }
  if (given === null) {
    return s3Error(403, 'AccessDenied', 'Access Denied');
  }
  if (!equal(given, signature(request.method, request.host, request.path, query))) {
    return s3Error(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    );
  }
  if (Date.now() > expiry(query)) {
    return s3Error(403, 'AccessDenied', 'Request has expired');
  }
  const content = objects.get(request.host + request.path);
  if (content === undefined) {
    return s3Error(404, 'NoSuchKey', 'The specified key does not exist.');
  }
  const etag = `"${createHash('md5').update(content).digest('hex')}"`;
  const found = reply(200, content, 'binary/octet-stream', { etag, server: 'AmazonS3' });
  return request.method === 'HEAD' ? { ...found, body: null } : found;
}

function signature(method: string, host: string, path: string, query: URLSearchParams): string {
  const signed = [...query].filter(([name]) => name !== 'X-Amz-Signature').sort(([a], [b]) => (a < b ? -1 : 1));
  const text = [method, host, path, new URLSearchParams(signed).toString()].join('\n');
  return createHmac('sha256', secret).update(text).digest('hex');
}

function equal(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function amzDate(date: Date): string {
  return date.toISOString().replaceAll(/[-:]|\.\d+/gu, '');
}

function expiry(query: URLSearchParams): number {
  const date = (query.get('X-Amz-Date') ?? '').replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/u, '$1-$2-$3:$4:$5');
  return Date.parse(date) + Number(query.get('X-Amz-Expires')) * 1000;
}

function s3Error(status: number, code: string, message: string, detail = ''): RegistryResponse {
  const requestId = randomBytes(8).toString('hex').toUpperCase();
  const body =
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message>${detail}` +
    `<RequestId>${requestId}</RequestId></Error>`;
  return reply(status, body, 'application/xml', { 'x-amz-request-id': requestId, server: 'AmazonS3' });
}

import { createHash, randomBytes, webcrypto, X509Certificate } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext, type SecureContext } from 'node:tls';

/** The lab's own certificate authority, and certificates made by it for whatever host is asked for. */
export interface Authority {
  /** Names the certificate that clients must trust. */
  readonly certificatePem: string;
  contextFor(host: string): Promise<SecureContext>;
  /** A certificate for the host that nobody has a reason to trust. */
  untrustedContextFor(host: string): Promise<SecureContext>;
}

interface Issuer {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

const DAY = 86_400_000;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const FILE = 'certificate-authority.pem';
const authorities = new Map<string, Promise<Authority>>();

/** The authority of a folder: made there once, and used by every later start. */
export async function openAuthority(folder: string): Promise<Authority> {
  const known = authorities.get(folder) ?? readOrCreate(folder).then(toAuthority);
  authorities.set(folder, known);
  return known;
}

async function readOrCreate(folder: string): Promise<Issuer> {
  const file = join(folder, FILE);
  const found = readIssuer(file);
  if (found) return found;
  const made = await createIssuer('Backline lab certificate authority');
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, made.certificatePem + made.privateKeyPem, { mode: 0o600 });
  try {
    // Fails where another process was quicker; its authority is then everybody's.
    linkSync(draft, file);
  } catch {
    const theirs = readIssuer(file);
    if (theirs) return theirs;
    rmSync(file, { force: true });
    linkSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
  return made;
}

/** Null where there is none, or where it ends within a month. */
function readIssuer(file: string): Issuer | null {
  try {
    const text = readFileSync(file, 'utf8');
    const [certificatePem = '', rest = ''] = text.split(/(?<=-----END CERTIFICATE-----\n)/u);
    const isLasting = Date.parse(new X509Certificate(certificatePem).validTo) > Date.now() + 30 * DAY;
    return isLasting && rest.includes('PRIVATE KEY') ? { certificatePem, privateKeyPem: rest } : null;
  } catch {
    return null;
  }
}

function toAuthority(issuer: Issuer): Authority {
  const trusted = leaves(Promise.resolve(issuer));
  let stranger: ReturnType<typeof leaves> | undefined;
  return {
    certificatePem: issuer.certificatePem,
    contextFor: trusted,
    untrustedContextFor: (host) => {
      stranger ??= leaves(createIssuer('Somebody else'));
      return stranger(host);
    },
  };
}

function leaves(issuer: Promise<Issuer>): (host: string) => Promise<SecureContext> {
  const contexts = new Map<string, Promise<SecureContext>>();
  let keys: Promise<webcrypto.CryptoKeyPair> | undefined;
  return (host) => {
    keys ??= generateKeys();
    const context = contexts.get(host) ?? createLeaf(issuer, keys, host);
    contexts.set(host, context);
    return context;
  };
}

async function createIssuer(commonName: string): Promise<Issuer> {
  const x509 = await loadX509();
  const keys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: randomBytes(12).toString('hex'),
    name: `CN=${commonName}`,
    notBefore: new Date(Date.now() - DAY),
    notAfter: new Date(Date.now() + 3650 * DAY),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign + x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificatePem: `${certificate.toString('pem')}\n`, privateKeyPem: await exportKey(keys.privateKey) };
}

async function createLeaf(
  issuing: Promise<Issuer>,
  leafKeys: Promise<webcrypto.CryptoKeyPair>,
  host: string,
): Promise<SecureContext> {
  const [x509, issuer, keys] = await Promise.all([loadX509(), issuing, leafKeys]);
  const authority = new x509.X509Certificate(issuer.certificatePem);
  const signingKey = await importKey(issuer.privateKeyPem);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: createHash('sha256')
      .update(host + String(Date.now()))
      .digest('hex')
      .slice(0, 24),
    subject: `CN=${host.slice(0, 64)}`,
    issuer: authority.subject,
    notBefore: new Date(Date.now() - DAY),
    notAfter: new Date(Date.now() + 397 * DAY),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: host }]),
      await x509.AuthorityKeyIdentifierExtension.create(authority.publicKey),
    ],
  });
  return createSecureContext({ cert: certificate.toString('pem'), key: await exportKey(keys.privateKey) });
}

// Slow to load (a tenth of a second), and not needed before somebody connects.
async function loadX509(): Promise<typeof import('@peculiar/x509')> {
  await import('reflect-metadata');
  return import('@peculiar/x509');
}

async function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  const bytes = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${bytes.replaceAll(/(.{64})/gu, '$1\n').trimEnd()}\n-----END PRIVATE KEY-----\n`;
}

async function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  const bytes = Buffer.from(pem.replaceAll(/-----[A-Z ]+-----|\s/gu, ''), 'base64');
  return webcrypto.subtle.importKey('pkcs8', bytes, ALGORITHM, false, ['sign']);
}

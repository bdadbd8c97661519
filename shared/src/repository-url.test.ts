import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAUSE_CODES, checkRepositoryUrl, packageTypes, parseRepositoryUrl, repositoryUrl } from './index.ts';
import type { PackageType, RepositoryUrlCheck } from './index.ts';
import { anyPackageType, anyRepository } from './repository-url.arbitraries.ts';

const host = 'my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com';
const npm = `https://${host}/npm/my-repo/`;
const pypi = `https://${host}/pypi/my-repo/simple/`;
const nuget = `https://${host}/nuget/my-repo/v3/index.json`;
const go = `https://${host}/go/my-repo/`;

describe('a valid repository URL', () => {
  it.each([
    ['NPM', npm],
    ['PYPI', pypi],
    ['NUGET', nuget],
    ['GO', go],
  ] as const)('is read, %s', (packageType, url) => {
    const read = { domain: 'my-domain', domainOwner: '111122223333', region: 'us-east-1', repository: 'my-repo' };
    expect(checkRepositoryUrl(url)).toEqual({ valid: true, packageType, url, ...read, problems: [] });
    expect(checkRepositoryUrl(url, packageType).valid).toBe(true);
  });

  it('may be of the dual-stack form, which has no ".d."', () => {
    const url = 'https://my-domain-111122223333.codeartifact.eu-west-1.on.aws/npm/My_repo.2/';
    expect(parseRepositoryUrl(url)).toMatchObject({ dualStack: true, region: 'eu-west-1', repository: 'My_repo.2' });
    expect(checkRepositoryUrl(url).valid).toBe(true);
  });

  it('splits domain and owner at the last hyphen', () => {
    const url = `https://a-1-222233334444-111122223333.d.codeartifact.us-east-1.amazonaws.com/npm/my-repo/`;
    expect(parseRepositoryUrl(url)).toMatchObject({ domain: 'a-1-222233334444', domainOwner: '111122223333' });
  });
});

describe('a mendable URL', () => {
  const consolePage = (region: string, tail: string) =>
    `https://${region}console.aws.amazon.com/codesuite/codeartifact/d/111122223333/my-domain/r/my-repo${tail}`;

  it.each<[why: string, text: string, codes: string[], suggestion: string, packageType?: PackageType]>([
    ['no last slash, npm', npm.slice(0, -1), ['trailing_slash_mismatch'], npm],
    ['no last slash, Go', go.slice(0, -1), ['trailing_slash_mismatch'], go],
    ['no last slash, PyPI', pypi.slice(0, -1), ['trailing_slash_mismatch'], pypi],
    ['PyPI as get-repository-endpoint prints it', `https://${host}/pypi/my-repo/`, ['url_missing_simple_suffix'], pypi],
    ['PyPI without anything', `https://${host}/pypi/my-repo`, ['url_missing_simple_suffix'], pypi],
    ['NuGet as get-repository-endpoint prints it', `https://${host}/nuget/my-repo/`, ['url_missing_v3_index'], nuget],
    ['NuGet up to v3', `https://${host}/nuget/my-repo/v3`, ['url_missing_v3_index'], nuget],
    ['NuGet v2', `https://${host}/nuget/my-repo/v2/`, ['url_missing_v3_index'], nuget],
    ['a slash behind index.json', `${nuget}/`, ['url_not_canonical'], nuget],
    ['http:', npm.replace('https', 'http'), ['url_not_canonical'], npm],
    ['capital scheme', npm.replace('https', 'HTTPS'), ['url_not_canonical'], npm],
    ['cut scheme', npm.slice(1), ['url_not_canonical'], npm],
    ['one slash', npm.replace('//', '/'), ['url_not_canonical'], npm],
    ['no slash behind the scheme', npm.replace('//', ''), ['url_not_canonical'], npm],
    ['no scheme', npm.slice('https://'.length), ['url_not_canonical'], npm],
    ['no scheme but slashes', npm.slice('https:'.length), ['url_not_canonical'], npm],
    ['no scheme but port', `${host}:443/npm/my-repo/`, ['url_not_canonical'], npm],
    ['port 443', npm.replace('.com', '.com:443'), ['url_not_canonical'], npm],
    ['empty port', npm.replace('.com', '.com:'), ['url_not_canonical'], npm],
    ['dot behind the host', npm.replace('.com', '.com.'), ['url_not_canonical'], npm],
    ['capital host', npm.replace(host, host.toUpperCase()), ['url_not_canonical'], npm],
    ['capital format', npm.replace('/npm/', '/NPM/'), ['url_not_canonical'], npm],
    ['capital tail', pypi.replace('simple', 'Simple'), ['url_not_canonical'], pypi],
    ['double slash ahead of the format', npm.replace('/npm', '//npm'), ['url_double_slash'], npm],
    ['double slash at the end', `${npm}/`, ['url_double_slash'], npm],
    ['spaces around', `  ${npm}\n`, ['url_not_canonical'], npm],
    ['line break inside', npm.replace('codeartifact', 'code\r\nartifact'), ['url_not_canonical'], npm],
    ['double quotes', `"${npm}"`, ['url_not_canonical'], npm],
    ['curly quotes', `“${npm}”,`, ['url_not_canonical'], npm],
    ['angle brackets', `<${npm}>`, ['url_not_canonical'], npm],
    ['a sentence’s end', `${npm}).`, ['url_not_canonical'], npm],
    ['zero-width space', npm.replace('my-repo', 'my-\u200Brepo'), ['url_not_canonical'], npm],
    ['no-break space', `\u00A0${npm}`, ['url_not_canonical'], npm],
    ['byte order mark', `\uFEFF${npm}`, ['url_not_canonical'], npm],
    ['bidirectional mark', npm.replace('npm', '\u202Enpm'), ['url_not_canonical'], npm],
    ['soft hyphen', npm.replace('my-domain', 'my-\u00ADdomain'), ['url_not_canonical'], npm],
    ['a query', `${npm}?a=b`, ['url_not_canonical'], npm],
    ['a fragment', `${npm}#top`, ['url_not_canonical'], npm],
    ['a file below the repository', `${npm}@scope/name/-/name-1.0.0.tgz`, ['url_not_canonical'], npm],
    ['a project page', `${pypi}requests/`, ['url_not_canonical'], pypi],
    ['credentials', npm.replace('//', '//aws:TOKEN@'), ['url_has_credentials'], npm],
    ['a user name alone', npm.replace('//', '//aws@'), ['url_has_credentials'], npm],
    ['credentials without scheme', `aws:TOKEN@${host}/npm/my-repo/`, ['url_has_credentials', 'url_not_canonical'], npm],
    ['a long token', npm.replace('//', `//aws:${'x'.repeat(2000)}@`), ['url_has_credentials'], npm],
    ['missing ".d."', npm.replace('.d.', '.'), ['url_not_codeartifact'], npm],
    [
      'needless ".d."',
      'https://my-domain-111122223333.d.codeartifact.us-east-1.on.aws/npm/my-repo/',
      ['url_not_codeartifact'],
      'https://my-domain-111122223333.codeartifact.us-east-1.on.aws/npm/my-repo/',
    ],
    [
      'VPC endpoint',
      'https://vpce-0a1b-2c3d.d.codeartifact.us-east-1.vpce.amazonaws.com/pypi/d/my-domain-111122223333/my-repo/simple/',
      ['url_vpce_host'],
      pypi,
    ],
    [
      'VPC endpoint without tail',
      'https://vpce-0a1b-2c3d.d.codeartifact.us-east-1.vpce.amazonaws.com/nuget/d/my-domain-111122223333/my-repo',
      ['url_missing_v3_index', 'url_vpce_host'],
      nuget,
    ],
    ['console, region in the query', consolePage('', '?region=us-east-1'), ['url_control_plane_host'], npm, 'NPM'],
    ['console, region in the host', consolePage('us-east-1.', ''), ['url_control_plane_host'], pypi, 'PYPI'],
    ['console of a package', consolePage('us-east-1.', '/p/nuget/-/x/versions'), ['url_control_plane_host'], nuget],
    ['several sessions', consolePage('111122223333-abcdefgh.us-east-1.', '#'), ['url_control_plane_host'], npm, 'NPM'],
    [
      'ARN of the repository',
      'arn:aws:codeartifact:us-east-1:111122223333:repository/my-domain/my-repo',
      ['url_not_codeartifact'],
      go,
      'GO',
    ],
    ['another package type', npm, ['url_format_mismatch'], pypi, 'PYPI'],
    ['a format that is not read', npm.replace('npm', 'maven'), ['url_format_mismatch'], npm, 'NPM'],
    ['no format', `https://${host}/my-repo/`, ['url_path_missing'], npm, 'NPM'],
    [
      'everything at once',
      ` "HTTP://aws:TOKEN@${host.toUpperCase()}.:443//PyPI//my-repo?x "`,
      ['url_double_slash', 'url_has_credentials', 'url_missing_simple_suffix', 'url_not_canonical'],
      pypi,
    ],
  ])('is mended: %s', (_why, text, codes, suggestion, packageType) => {
    const check = checkRepositoryUrl(text, packageType);
    expect(check.valid).toBe(false);
    expect(codesOf(check).toSorted()).toEqual(codes);
    for (const problem of check.problems) expect(problem).toMatchObject({ field: ['url'], suggestion });
    expect(checkRepositoryUrl(suggestion, packageType).valid).toBe(true);
    expect(check).toMatchObject({ domain: 'my-domain', domainOwner: '111122223333', region: 'us-east-1' });
    expect(JSON.stringify(check)).not.toMatch(/TOKEN|xxxx/);
  });

  it('waits for the package type where a page of the console does not tell it', () => {
    const check = checkRepositoryUrl(consolePage('us-east-1.', '?region=us-east-1'));
    expect(check).toMatchObject({ packageType: null, domain: 'my-domain', region: 'us-east-1', repository: 'my-repo' });
    expect(check.problems).toMatchObject([{ code: 'url_control_plane_host', suggestion: null }]);
    expect(check.problems[0]?.message).toContain('Choose a package type');
  });

  it('says which type the path is of', () => {
    const check = checkRepositoryUrl(npm, 'PYPI');
    expect(check.packageType).toBe('NPM');
    expect(check.problems[0]?.message).toMatch(/npm address.*PyPI/);
  });
});

describe('every URL', () => {
  it('that is built from parts is valid and gives the parts back', () => {
    fc.assert(
      fc.property(anyRepository, (parts) => {
        const url = repositoryUrl(parts);
        expect(parseRepositoryUrl(url)).toMatchObject(parts);
        expect(new URL(url).href).toBe(url);
        expect(checkRepositoryUrl(url, parts.packageType)).toMatchObject({ valid: true, url, problems: [] });
      }),
    );
  });

  it('that is damaged is mended to the one it was', () => {
    fc.assert(
      fc.property(anyRepository, fc.subarray(damages), (parts, chosen) => {
        const url = repositoryUrl(parts);
        const damaged = chosen.reduce((text, damage) => damage(text), url);
        // A dot at the end of a name cannot be told from one at the end of a sentence.
        fc.pre(damaged !== url && !parts.repository.endsWith('.'));
        const check = checkRepositoryUrl(damaged, parts.packageType);
        expect(check.valid).toBe(false);
        expect([damaged, ...new Set(check.problems.map(({ suggestion }) => suggestion))]).toEqual([damaged, url]);
      }),
    );
  });

  it('that is suggested is valid, whatever was entered', () => {
    fc.assert(
      fc.property(anyAlmostUrl, fc.option(anyPackageType), (text, packageType) => {
        const check = checkRepositoryUrl(text, packageType);
        expect(check.valid).toBe(check.problems.length === 0);
        expect(check.url.length).toBeLessThanOrEqual(512);
        for (const { code, suggestion } of check.problems) {
          expect(CAUSE_CODES).toContain(code);
          expect(suggestion === null || checkRepositoryUrl(suggestion, packageType).valid).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('that is valid leads over https: to a CodeArtifact host and nowhere else', () => {
    fc.assert(
      fc.property(anyAlmostUrl, (text) => {
        if (!checkRepositoryUrl(text).valid) return;
        const { protocol, hostname, port, username, password, search, hash, href } = new URL(text);
        expect(href).toBe(text);
        expect([protocol, port, username, password, search, hash]).toEqual(['https:', '', '', '', '', '']);
        expect(hostname).toMatch(
          /^[a-z0-9-]+\.(?:d\.codeartifact\.[a-z0-9-]+\.amazonaws\.com|codeartifact\.[a-z0-9-]+\.on\.aws)$/,
        );
      }),
      { numRuns: 500 },
    );
  });

  it('is judged, however nasty', () => {
    const nasty = ['a-', '/', '@', ':', '.codeartifact.', '"', '\u200B', 'arn:aws:', '1', 'https://'];
    for (const piece of nasty) {
      expect(checkRepositoryUrl(piece.repeat(Math.floor(16_000 / piece.length))).valid).toBe(false);
    }
  });
});

it('each example of a package type is valid', () => {
  for (const { id, exampleUrl } of packageTypes) expect(checkRepositoryUrl(exampleUrl, id).valid).toBe(true);
});

// Applied in this order, as they pile up in real life: what is written wrongly first, what copying adds last.
const damages: ((url: string) => string)[] = [
  (url) => url.replace(/(simple\/|v3\/index\.json|\/)$/, ''),
  (url) => url.replace(/(amazonaws\.com|on\.aws)\//, '$1:443/'),
  (url) => url.replace(/(amazonaws\.com|on\.aws)(:443)?\//, '$1$2//'),
  (url) => url.replace('codeartifact', 'CodeArtifact'),
  (url) => url.replace('codeartifact', 'code\u200Bartifact'),
  (url) => `${url}?x=1`,
  (url) => url.replace('https:', 'http:'),
  (url) => url.replace('//', '//aws:p@ss:word@'),
  (url) => url.replace(/^https?:\/\//, ''),
  (url) => ` "${url}",`,
];

/** Texts on both sides of the line: a URL with pieces put in, taken out or exchanged, and things that are none. */
const anyAlmostUrl = fc.oneof(
  { weight: 4, arbitrary: fc
      .tuple(
        anyRepository.map(repositoryUrl),
        fc.nat(200),
        fc.nat(3),
        fc.oneof(
          fc.constantFrom('', '/', '//', '.', '..', '@', ':', ':443', '%', '?', '#', '\\', ' ', '\u200B', '-', 'A', '1', '.d', '.evil.com', 'http:'),
          fc.string({ maxLength: 3, unit: 'binary' }),
        ),
      )
      .map(([url, at, removed, inserted]) => url.slice(0, at) + inserted + url.slice(at + removed)) },
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.string({ unit: 'binary', maxLength: 80 }),
); // prettier-ignore

function codesOf(check: RepositoryUrlCheck): string[] {
  return check.problems.map(({ code }) => code);
}

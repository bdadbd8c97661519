import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readClientConfiguration, repositoryUrl } from './index.ts';
import { anyRepository } from './repository-url.arbitraries.ts';

const host = 'my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com';
const npm = `https://${host}/npm/my-repo/`;
const pypi = `https://${host}/pypi/my-repo/simple/`;
const nuget = `https://${host}/nuget/my-repo/v3/index.json`;
const go = `https://${host}/go/my-repo/`;
const token = 'eyJ2ZXIiOjEsImlzdSI6.SECRET-part_2==';

function urlsOf(text: string): string[] {
  const checks = readClientConfiguration(text);
  expect(checks.flatMap(({ problems }) => problems)).toEqual([]);
  return checks.map(({ url }) => url);
}

describe('repository URLs are found', () => {
  it.each<[where: string, text: string, urls: string[]]>([
    [
      '.npmrc',
      `registry=${npm}\n//${host}/npm/my-repo/:_authToken=${token}\n//${host}/npm/my-repo/:always-auth=true\n@other:registry=https://${host}/npm/scoped/`,
      [npm, `https://${host}/npm/scoped/`],
    ],
    ['.npmrc with only a key', `//${host}/npm/my-repo/:_authToken=\${CODEARTIFACT_AUTH_TOKEN}`, [npm]],
    [
      '.yarnrc.yml',
      `npmRegistryServer: "${npm}"\nnpmRegistries:\n  "//${host}/npm/second/":\n    npmAuthToken: "${token}"\n  //${host}/npm/third/:\n    npmAlwaysAuth: true\n`,
      [npm, `https://${host}/npm/second/`, `https://${host}/npm/third/`],
    ],
    [
      'pip.conf',
      `[global]\nindex-url = https://aws:${token}@${host}/pypi/my-repo/simple/\ntrusted-host = ${host}\n`,
      [pypi],
    ],
    ['pip command line', `pip install --index-url=https://aws:$TOKEN@${host}/pypi/my-repo/simple/ requests`, [pypi]],
    ['environment', `export PIP_EXTRA_INDEX_URL="https://aws:\${TOKEN}@${host}/pypi/my-repo/simple/"`, [pypi]],
    ['poetry', `[[tool.poetry.source]]\nname = "private"\nurl = "${pypi}"\npriority = "primary"\n`, [pypi]],
    ['uv', `[[tool.uv.index]]\nurl = 'https://aws@${host}/pypi/my-repo/simple/'\n`, [pypi]],
    ['Pipfile', `[[source]]\nurl = "https://aws:\${TOKEN}@${host}/pypi/my-repo/simple/"\nverify_ssl = true`, [pypi]],
    [
      'upload and index address of one repository',
      `repository = https://${host}/pypi/my-repo/\nindex = ${pypi}`,
      [pypi],
    ],
    [
      'NuGet.Config',
      `<configuration><packageSources><add key="my-domain/my-repo" value="${nuget}" /></packageSources></configuration>`,
      [nuget],
    ],
    [
      'go env',
      `GOPROXY='https://aws:${token}@${host}/go/my-repo/,https://proxy.example.com,direct'\nGONOSUMDB='*'`,
      [go],
    ],
    ['GOPROXY with bars', `https://proxy.example.com|${go}|off`, [go]],
    ['get-repository-endpoint', `{\n    "repositoryEndpoint": "${npm}"\n}`, [npm]],
    ['JSON with escaped slashes', `{"repositoryEndpoint":"${npm.replaceAll('/', '\\/')}"}`, [npm]],
    [
      'lockfile',
      `"resolved": "${npm}@scope/name/-/name-1.0.0.tgz",\n"resolved": "${npm}other/-/other-2.0.0.tgz"`,
      [npm],
    ],
    ['poetry.lock', `url = "${pypi}requests/2.0.0/requests-2.0.0.whl#sha256=00"`, [pypi]],
    ['Windows line ends', `registry=${npm}\r\nfetch-retries=3\r\n`, [npm]],
    ['prose', `Use <${npm}>, (${pypi}) or ${nuget}.`, [npm, pypi, nuget]],
    [
      'console instructions',
      'aws codeartifact login --tool npm --repository my-repo --domain my-domain --domain-owner 111122223333 --region us-east-1',
      [npm],
    ],
    [
      'command over several lines',
      'aws codeartifact login \\\n  --tool pip --domain=my-domain \\\r\n  --domain-owner "111122223333" --repository my-repo --region us-east-1\nnpm install',
      [pypi],
    ],
    [
      'command that asks for the endpoint',
      'url=$(aws codeartifact get-repository-endpoint --format nuget --domain my-domain --domain-owner 111122223333 --repository my-repo --region us-east-1 --output text)',
      [nuget],
    ],
    [
      'order of appearance',
      `${go}\naws codeartifact login --tool dotnet --repository my-repo --domain my-domain --domain-owner 111122223333 --region us-east-1\n${npm}`,
      [go, nuget, npm],
    ],
    ['dual-stack twin', `${npm}\nhttps://my-domain-111122223333.codeartifact.us-east-1.on.aws/npm/my-repo/`, [npm]],
    ['Maven settings', `<url>https://${host}/maven/my-repo/</url>`, []],
    [
      'swift login',
      'aws codeartifact login --tool swift --repository my-repo --domain my-domain --domain-owner 111122223333 --region us-east-1',
      [],
    ],
    ['nothing', 'registry=https://registry.example.com/\n# codeartifact. is mentioned\n', []],
    ['host alone', `NO_PROXY=${host}`, []],
  ])('in %s', (_where, text, urls) => {
    expect(urlsOf(text)).toEqual(urls);
  });
});

describe('what is found but not usable as it stands', () => {
  it('comes with its correction', () => {
    const [check, ...more] = readClientConfiguration(`registry=http://${host}/npm/my-repo`);
    expect(more).toEqual([]);
    expect(check).toMatchObject({ valid: false, url: `http://${host}/npm/my-repo` });
    expect(check?.problems[0]?.suggestion).toBe(npm);
  });

  it('gives way to a usable spelling of the same repository', () => {
    expect(urlsOf(`registry=https://${host}/npm/my-repo\n//${host}/npm/my-repo/:_authToken=x`)).toEqual([npm]);
  });

  it('names what a command lacks', () => {
    const [check] = readClientConfiguration(
      'aws codeartifact login --tool npm --repository my-repo --domain my-domain',
    );
    expect(check).toMatchObject({ valid: false, packageType: 'NPM', domain: 'my-domain', domainOwner: null });
    expect(check?.problems[0]?.message).toContain('--domain-owner, --region');
  });

  it('may be an address inside a VPC or a page of the console', () => {
    const text = `https://vpce-0a-1b.d.codeartifact.us-east-1.vpce.amazonaws.com/npm/d/my-domain-111122223333/my-repo/
https://console.aws.amazon.com/codesuite/codeartifact/d/111122223333/my-domain/r/my-repo?region=eu-west-1`;
    expect(readClientConfiguration(text)).toMatchObject([
      { packageType: 'NPM', problems: [{ code: 'url_vpce_host', suggestion: npm }] },
      { region: 'eu-west-1', problems: [{ code: 'url_control_plane_host' }] },
    ]);
  });
});

describe('any text', () => {
  it('gives back no token, wherever clients keep one', () => {
    const anyToken = fc.stringMatching(/^[A-Za-z0-9+/=_.~-]{20,40}$/);
    const surroundings: ((url: string, secret: string) => string)[] = [
      (url, secret) => url.replace('//', `//aws:${secret}@`),
      (url, secret) => `${url.slice('https:'.length)}:_authToken=${secret}`,
      (url, secret) => `${url.slice('https:'.length)}:_auth="${secret}"\nregistry=${url}`,
      (url, secret) => `${url}?token=${secret}`,
      (url, secret) => `<add key="x" value="${url}" /><add key="ClearTextPassword" value="${secret}" />`,
      (url, secret) => `PASSWORD=${secret} URL=${url}`,
    ];
    fc.assert(
      fc.property(anyRepository, anyToken, fc.constantFrom(...surroundings), (parts, secret, surround) => {
        const text = JSON.stringify(readClientConfiguration(surround(repositoryUrl(parts), secret)));
        expect(text).not.toContain(secret);
        expect(text).toContain(parts.domainOwner);
      }),
    );
  });

  it('never throws', () => {
    const pieces = fc.constantFrom(
      npm,
      pypi,
      host,
      token,
      'aws codeartifact login ',
      '--domain ',
      '//',
      '@',
      ':',
      '=',
      '\\\n',
      '"',
      ' ',
      '\0',
    );
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        expect(readClientConfiguration(text)).toBeInstanceOf(Array);
      }),
    );
  });

  it('takes linear time and is read to 64 KB', () => {
    const nasty = [
      'codeartifact.',
      'a',
      '-',
      '//',
      'https://',
      '@',
      ':',
      '\\/',
      '"',
      'aws codeartifact login ',
      `${host}/`,
      `${npm} `,
      '--domain --domain ',
      '-111122223333.d.codeartifact.',
      '\\\n',
      'console.aws.amazon.com/codesuite/codeartifact/d/',
    ];
    for (const piece of nasty) readClientConfiguration(piece.repeat(Math.ceil(100_000 / piece.length)));
    expect(readClientConfiguration(' '.repeat(70_000) + npm)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { checkRepositoryUrl, parseRepositoryUrl } from './index.ts';
import type { RepositoryUrlCheck } from './index.ts';

const host = 'my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com';
const npm = `https://${host}/npm/my-repo/`;

describe('a refused URL', () => {
  const swap = (other: string) => npm.replace(host, other);
  it.each<[why: string, text: string, code: string]>([
    ['empty', '', 'url_not_codeartifact'],
    ['only white space', ' \u200B\n', 'url_not_codeartifact'],
    ['another product', 'https://example.com/artifactory/api/npm/npm/', 'url_not_codeartifact'],
    ['host continued', swap(`${host}.evil.com`), 'url_not_codeartifact'],
    ['host with a prefix glued on', swap(`evil.com.${host}`), 'url_not_codeartifact'],
    ['hyphen for a dot', swap(host.replace('.amazonaws.com', '-amazonaws.com')), 'url_not_codeartifact'],
    ['another end', swap(host.replace('amazonaws.com', 'amazonaws.co')), 'url_not_codeartifact'],
    ['Cyrillic letter', npm.replace('amazonaws', '\u0430mazonaws'), 'url_not_codeartifact'],
    ['full-width digits', npm.replace('111122223333', '１１１１２２２２３３３３'), 'url_not_codeartifact'],
    ['ideographic full stop', npm.replace('.amazonaws', '\u3002amazonaws'), 'url_not_codeartifact'],
    ['escaped host', npm.replace('.amazonaws', '%2eamazonaws'), 'url_not_codeartifact'],
    ['Punycode', swap(host.replace('amazonaws', 'xn--mazonaws-3fg')), 'url_not_codeartifact'],
    ['a host behind user info', `https://${host}@evil.com/npm/my-repo/`, 'url_not_codeartifact'],
    ['a host behind user info and slash', `https://evil.com/@${host}/npm/my-repo/`, 'url_has_credentials'],
    ['backslash ahead of another host', `https://${host}\\@evil.com/npm/my-repo/`, 'url_not_canonical'],
    ['backslashes for slashes', npm.replaceAll('/', '\\'), 'url_not_canonical'],
    ['backslash in the path', npm.replace('/my-repo', '\\my-repo'), 'url_not_canonical'],
    ['other port', npm.replace('.com', '.com:8443'), 'url_not_canonical'],
    ['port 80', npm.replace('https', 'http').replace('.com', '.com:80'), 'url_not_canonical'],
    ['IPv4', swap('127.0.0.1'), 'url_not_codeartifact'],
    ['short IPv4', swap('127.1'), 'url_not_codeartifact'],
    ['octal IPv4', swap('0177.0.0.1'), 'url_not_codeartifact'],
    ['hexadecimal IPv4', swap('0x7f.1'), 'url_not_codeartifact'],
    ['IPv4 as a number', swap('2130706433'), 'url_not_codeartifact'],
    ['circled digits', swap('①②⑦.⓪.⓪.①'), 'url_not_codeartifact'],
    ['IPv6', swap('[::1]'), 'url_not_codeartifact'],
    ['IPv6 with port', swap('[::1]:443'), 'url_not_codeartifact'],
    ['metadata service', swap('169.254.169.254'), 'url_not_codeartifact'],
    ['localhost', swap('localhost:4000'), 'url_not_codeartifact'],
    ['file:', npm.replace('https', 'file'), 'url_not_codeartifact'],
    ['ftp:', npm.replace('https', 'ftp'), 'url_not_codeartifact'],
    ['javascript:', 'javascript:alert(1)', 'url_not_codeartifact'],
    ['data:', `data:text/plain,${npm}`, 'url_not_codeartifact'],
    ['percent in the path', npm.replace('my-repo', 'my%2drepo'), 'url_not_canonical'],
    ['escaped slash', npm.replace('/my-repo', '%2fmy-repo'), 'url_not_canonical'],
    ['folder up', npm.replace('my-repo', 'x/../my-repo'), 'url_not_canonical'],
    ['folder up alone', npm.replace('my-repo', '..'), 'url_not_canonical'],
    ['letter outside ASCII in the path', npm.replace('my-repo', 'my-rep\u043E'), 'url_not_canonical'],
    ['repository of one character', npm.replace('my-repo', 'x'), 'url_not_canonical'],
    ['repository beginning with a dot', npm.replace('my-repo', '.npm'), 'url_not_canonical'],
    ['repository too long', npm.replace('my-repo', 'x'.repeat(101)), 'url_not_canonical'],
    ['owner of 11 digits', npm.replace('111122223333', '11112222333'), 'url_not_codeartifact'],
    ['owner of 13 digits', npm.replace('-111122223333', '1-111122223333'.replace('-', '')), 'url_not_codeartifact'],
    ['no owner', npm.replace('-111122223333', ''), 'url_not_codeartifact'],
    ['no domain', npm.replace('my-domain-', ''), 'url_not_codeartifact'],
    ['domain with underscore', npm.replace('my-domain', 'my_domain'), 'url_not_codeartifact'],
    ['domain beginning with a digit', npm.replace('my-domain', '1-domain'), 'url_not_codeartifact'],
    ['domain too long', npm.replace('my-domain', 'd'.repeat(51)), 'url_not_codeartifact'],
    ['API', 'https://codeartifact.us-east-1.amazonaws.com/npm/my-repo/', 'url_control_plane_host'],
    ['dual-stack API', 'https://codeartifact.us-east-1.api.aws/', 'url_control_plane_host'],
    ['list in the console', 'https://console.aws.amazon.com/codesuite/codeartifact/home', 'url_control_plane_host'],
    ['VPC endpoint of the API', 'https://vpce-0a.codeartifact.us-east-1.vpce.amazonaws.com/', 'url_vpce_host'],
    ['no path', `https://${host}`, 'url_path_missing'],
    ['no repository', `https://${host}/npm/`, 'url_path_missing'],
    ['an unknown format', `https://${host}/conda/my-repo/`, 'url_path_missing'],
    ['a Region without CodeArtifact', npm.replace('us-east-1', 'ca-central-1'), 'region_unsupported'],
    ['a Region that is none', npm.replace('us-east-1', 'us-east1'), 'region_unsupported'],
    ['China', npm.replace('us-east-1.amazonaws.com', 'cn-north-1.amazonaws.com.cn'), 'region_unsupported'],
    ['too long', npm.replace('my-repo', 'x'.repeat(600)), 'url_not_codeartifact'],
    ['far too long', 'x'.repeat(1_000_000), 'url_not_codeartifact'],
    ['two URLs', `${npm} ${npm}`, 'url_not_canonical'],
    ['maven', npm.replace('npm', 'maven'), 'url_format_mismatch'],
    ['cargo', npm.replace('npm', 'cargo'), 'url_format_mismatch'],
    ['ruby', npm.replace('npm', 'ruby'), 'url_format_mismatch'],
    ['swift', npm.replace('npm', 'swift'), 'url_format_mismatch'],
    ['generic', npm.replace('npm', 'generic'), 'url_format_mismatch'],
    ['ARN of a domain', 'arn:aws:codeartifact:us-east-1:111122223333:domain/my-domain', 'url_not_codeartifact'],
  ])('is refused with its reason: %s', (_why, text, code) => {
    const check = checkRepositoryUrl(text);
    expect(check.valid).toBe(false);
    expect(codesOf(check)).toContain(code);
    expect(parseRepositoryUrl(text)).toBeNull();
    const offered = check.problems.filter(({ suggestion }) => suggestion !== null);
    expect(offered).toEqual([]);
  });

  it('names a format that is not read', () => {
    expect(checkRepositoryUrl(npm.replace('npm', 'maven')).problems[0]?.message).toContain('maven');
  });

  it('shows neither password nor query', () => {
    for (const text of [
      `https://aws:SECRET@${host}/npm/my-repo/`,
      `https://aws:SEC/SECRET@${host}/npm/my-repo/`,
      `https://aws:a@SECRET@${host}/npm/my-repo/`,
      `aws:SECRET@${host}`,
      `https://evil.com/x?token=SECRET`,
      `https://aws:SECRET`,
      `https://aws:SEC?SECRET@${host}/npm/my-repo/`,
      `https://SECRET\u200B@${host}/maven/my-repo/`,
      `${npm}?t=SECRET#SECRET`,
      'SECRET'.repeat(200),
    ]) {
      expect(JSON.stringify(checkRepositoryUrl(text))).not.toContain('SECRET');
    }
  });
});

function codesOf(check: RepositoryUrlCheck): string[] {
  return check.problems.map(({ code }) => code);
}

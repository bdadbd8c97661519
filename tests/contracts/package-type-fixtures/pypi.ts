import * as fc from 'fast-check';
import type { ServedAnswer } from '../../support/registry-server.ts';
import type { HeldPackage, PackageTypeFixture } from './fixture.ts';

const name = 'acme-billing';

const number = fc.oneof(fc.nat(3), fc.nat(Number.MAX_SAFE_INTEGER));
const separator = fc.constantFrom('', '.', '-', '_');

function labelled(...words: string[]): fc.Arbitrary<string> {
  return fc
    .tuple(separator, fc.constantFrom(...words), separator, fc.option(number))
    .map(([before, word, behind, count]) => `${before}${word}${count === null ? '' : `${behind}${count}`}`);
}

function sometimes(part: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.option(part, { nil: '', freq: 2 });
}

export const pypiFixture: PackageTypeFixture = {
  id: 'PYPI',
  repositoryPath: '/pypi/shop/simple/',
  packageName: name,
  serve: (held) => (path) => (path === `/pypi/shop/simple/${name}/` ? page(held) : undefined),

  names: [
    ['requests', 'requests'],
    ['Acme_Billing', 'acme-billing'],
    ['zope.interface', 'zope-interface'],
    ['a__.--b', 'a-b'],
    ['3to2', '3to2'],
    ['X', 'x'],
    ['x'.repeat(255), 'x'.repeat(255)],
  ],
  noNames: [
    '-requests', 'requests-', '.requests', 'requests_', 'requests[socks]', 'requests==2.0', 'requests>=2', 'requests@2',
    'requests~=2.0', 'requests;python_version<"3"', 'acme/billing', 'acme+billing', '@acme', 'x'.repeat(256),
  ], // prettier-ignore

  ascending: [
    '0.dev0', '0a1', '0', '0.9', '0.10', '1.dev2', '1.0a1.dev1', '1.0a1', '1.0a2', '1.0b1', '1.0rc1.dev3', '1.0rc1',
    '1.0rc1.post1', '1.0', '1.0+abc.5', '1.0+abc.10', '1.0+5', '1.0+10', '1.0.post1.dev1', '1.0.post1', '1.0.post2',
    '1.0.1', '2024.1', '9007199254740991', '1!0.1', '2!0',
  ], // prettier-ignore
  equal: [
    ['1.0', '1'],
    ['1.0.0', 'v1.0'],
    ['1.0ALPHA1', '1.0a1'],
    ['1.0-alpha.1', '1.0a1'],
    ['1.0c1', '1.0rc1'],
    ['1.0-1', '1.0.post1'],
    ['1.0.rev', '1.0.post0'],
    ['1.0+Ubuntu_1', '1.0+ubuntu.1'],
    ['1.0+01', '1.0+1'],
    ['0!1.0', '1.0'],
    ['01.00', '1.0'],
    [' 1.0\n', '1.0'],
  ],
  prereleases: ['1.5rc1', '1.0.dev1', '1.0a1', '1.0.post1.dev2', '1.0b2+local'],
  releases: ['1.0', '1.0.post1', '1.0+local', '1!2'],
  noVersions: [
    '', 'latest', '1.0-', '1.0.', '1.0+', '1..0', 'a1', '1.0+a+b', '1.0-rc-x', '==1.0', '1.*', '99999999999999999999', '1.0+é',
  ], // prettier-ignore
  requirements: [
    ['1.4', '>=1.2', true],
    ['1.4', '>=1.2,<2', true],
    ['2.0', '>=1.2,<2', false],
    ['2.0', '(>=1.2,<3)', true],
    ['1.4.5', '~=1.4.2', true],
    ['1.5.0', '~=1.4.2', false],
    ['1.5', '~=1', false],
    ['1.4.9', '==1.4.*', true],
    ['1.5', '!=1.4.*', true],
    ['1.0', '==1.0.0', true],
    ['1.0+local', '==1.0', true],
    ['1.0', '===1.0', true],
    ['1.0.0', '===1.0', false],
    ['1.0', '==1.0.0.*', true],
    ['1', '!=1.0.*', false],
    ['1.0', '==1!1.*', false],
    ['1.0', '==1.0a1.*', false],
    ['1.0', '>=1.0.*', false],
    ['1.0.post1', '>1.0', false],
    ['1.0.post2', '>1.0.post1', true],
    ['1.0.post1', '>1.0a1', true],
    ['1.0', '>1.0a1', true],
    ['1.0+local', '>1.0', false],
    ['1.0+local', '>=1.0', true],
    ['1.0', '<1.0.post1', true],
    ['1.0', '<1!1.0', true],
    ['2.0rc1', '<2.0', false],
    ['2.0rc1', '<2.0rc2', true],
    ['1.0', '>=1.0+local', false],
    ['1.0+Local', '==1.0+local', true],
    ['1.0', '==1.0+local', false],
    ['1.0', '>=1.0,', true],
    ['1.4.5', '~=1.4.2.post1', true],
    ['1.4.2', '~=1.4.2.post1', false],
    ['2.0rc1', '>=1.0', false],
    ['2.0rc2', '>=2.0rc1,<3', true],
    ['2.0rc1', '!=2.0rc2', false],
    ['1.0', '', true],
    ['1.0', '*', true],
    ['1.0rc1', '*', false],
    ['1!1.0', '>=2.0', true],
    ['1.0', '1.0', false],
    ['1.0', '^1.0', false],
    ['no version', '!=1.*', false],
    ['no version', '', false],
    ['1.0', `${'>=0,'.repeat(100_000)}>=0`, false],
  ],
  versions: fc.oneof(
    fc
      .tuple(
        sometimes(number.map((epoch) => `${epoch}!`)),
        fc.array(number, { minLength: 1, maxLength: 4 }),
        sometimes(labelled('a', 'b', 'c', 'rc', 'alpha', 'Beta', 'pre', 'preview')),
        sometimes(
          fc.oneof(
            labelled('post', 'rev', 'r'),
            number.map((count) => `-${count}`),
          ),
        ),
        sometimes(labelled('dev', 'DEV')),
        sometimes(
          fc
            .array(fc.oneof(fc.nat(20).map(String), fc.stringMatching(/^[a-zA-Z0-9]{1,4}$/)), {
              minLength: 1,
              maxLength: 3,
            })
            .map((parts) => `+${parts.join('.')}`),
        ),
      )
      .map(([epoch, release, pre, post, dev, local]) => `${epoch}${release.join('.')}${pre}${post}${dev}${local}`),
    fc.constantFrom('1.0+12e3', '1.0+12000', '1.0+0x10', '1.0+16', '1.0+infinity', ' 1.0'),
  ),
  numbered: (index) => `${Math.floor(index / 1_000)}.${index % 1_000}`,

  whereNothingIs: { unknown: 'not-found', gone: 'gone' },
  says: { published: false, withdrawn: true },
  requirement: null,
  mayPass: new Set(['cut']),
  hostileVersion: '1.0',
  hostile: () => () => ({
    headers: { 'content-type': 'text/html' },
    body: `<!DOCTYPE html><html><body><__proto__ href="polluted"><a __proto__="polluted" constructor="polluted" href="__proto__/polluted">x</a>
      <a href="1.0/acme_billing-1.0.tar.gz" __proto__="polluted" data-yanked-by="polluted">1.0</a>
      <a href="constructor/acme_billing-constructor.tar.gz">2</a><a href="__proto__/acme_billing-__proto__.tar.gz">3</a></body></html>`,
  }),
};

/** As CodeArtifact writes it: one line, links of the form `<version>/<file>`, no closing of `<br/>` tags. */
function page({ versions }: HeldPackage): ServedAnswer {
  const title = `Links for ${name}`;
  const links = versions.map(({ version, withdrawn }) => {
    const yanked = withdrawn === undefined ? '' : ` data-yanked="${escape(withdrawn)}"`;
    const attributes = `data-requires-python="&gt;=3.8"${yanked} data-gpg-sig="false" `;
    const file = `acme_billing-${version}`;
    return (
      `<a href="${version}/${file}.tar.gz#sha256=${'0'.repeat(64)}" ${attributes}>${file}.tar.gz</a><br/>` +
      `<a href="${version}/${file}-py3-none-any.whl#sha256=${'0'.repeat(64)}" ${attributes}>${file}-py3-none-any.whl</a><br/>`
    );
  });
  const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1>${links.join('')}</body></html>`;
  return { headers: { 'content-type': 'text/html; charset=UTF-8' }, body };
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

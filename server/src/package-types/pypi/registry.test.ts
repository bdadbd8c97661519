import { expect, it } from 'vitest';
import type { RegistryClient } from '../package-type.ts';
import { registry } from './registry.ts';

const url = 'https://acme-111122223333.d.codeartifact.us-east-1.amazonaws.com/pypi/shop/simple/';

function repositoryWith(page: string): RegistryClient & { asked: { url: string; accept: string }[] } {
  const asked: { url: string; accept: string }[] = [];
  return {
    asked,
    url,
    get(address, { accept }) {
      asked.push({ url: address, accept });
      return Promise.resolve({ status: 200, headers: { 'content-type': 'text/html' }, body: Buffer.from(page) });
    },
  };
}

const page = (links: string) => `<!DOCTYPE html><html><body><h1>Links for flask</h1>${links}</body></html>`;

it('asks for the page as HTML, with one slash behind the name, and never for a file', async () => {
  const client = repositoryWith(page('<a href="1.0/flask-1.0.tar.gz">x</a>'));
  await registry.readPackage(client, 'flask');
  await registry.readNewest(client, 'flask');
  expect(client.asked).toEqual([0, 1].map(() => ({ url: `${url}flask/`, accept: 'text/html' })));
});

it('takes a version for withdrawn only where every file of it is yanked', async () => {
  const client = repositoryWith(
    page(
      '<a href="1.0/flask-1.0.tar.gz" data-yanked="">x</a>' +
        '<a href="1.0/flask-1.0-py3-none-any.whl" data-yanked="It &lt;breaks&gt; &amp; burns">x</a>' +
        '<a href="2.0/flask-2.0.tar.gz" data-yanked="only this file">x</a>' +
        '<a href="2.0/flask-2.0-py3-none-any.whl">x</a>' +
        '<A HREF=3.0/flask-3.0.tar.gz data-yanked>x</A>',
    ),
  );
  const { versions, latest } = await registry.readPackage(client, 'flask');
  expect(versions.map(({ version, withdrawn }) => [version, withdrawn])).toEqual([
    ['1.0', 'It <breaks> & burns'],
    ['2.0', null],
    ['3.0', 'Yanked by its maintainer, who gave no reason.'],
  ]);
  expect(latest).toBe('2.0');
});

it('takes different spellings of a version for one', async () => {
  const client = repositoryWith(page('<a href="flask-1.0.0.tar.gz">x</a><a href="flask-1.0-py3-none-any.whl">x</a>'));
  const { versions } = await registry.readPackage(client, 'flask');
  expect(versions.map(({ version }) => version)).toEqual(['1.0.0']);
});

it('names the newest pre-release where there is no release, and nothing where all is yanked', async () => {
  const pre = repositoryWith(
    page('<a href="1.0a1/flask-1.0a1.tar.gz">x</a><a href="1.0rc1/flask-1.0rc1.tar.gz">x</a>'),
  );
  expect(await registry.readNewest(pre, 'flask')).toBe('1.0rc1');
  const none = repositoryWith(page('<a href="1.0/flask-1.0.tar.gz" data-yanked>x</a>'));
  expect(await registry.readNewest(none, 'flask')).toBeNull();
});

it('reads what stands in comments and scripts as no link, and markup that is not closed', async () => {
  const client = repositoryWith(
    '<html><!-- <a href="9.0/flask-9.0.tar.gz">x</a> --><script>"<a href=8.0/flask-8.0.tar.gz>"</script>' +
      '<p><a href="1.0/flask-1.0.tar.gz">x<br><a href=\'2.0/flask-2.0.tar.gz\'>y',
  );
  const { versions } = await registry.readPackage(client, 'flask');
  expect(versions.map(({ version }) => version)).toEqual(['1.0', '2.0']);
});

it.each([
  ['a base', '<base href="https://files.example/x/"><a href="flask-1.0.tar.gz">x</a>'],
  ['an absolute link', '<a href="https://files.example/packages/flask-1.0.tar.gz#sha256=00">x</a>'],
  ['a link without a scheme', '<a href="//files.example/flask-1.0.tar.gz">x</a>'],
  ['a link from the root', '<a href="/packages/ab/cd/flask-1.0-py3-none-any.whl">x</a>'],
  ['a link upwards', '<a href="../../flask-1.0.tar.gz">x</a>'],
  ['upper case', '<A REL="internal" HREF="flask-1.0.tar.gz" DATA-REQUIRES-PYTHON="&gt;=3.8">x</A>'],
  ['no quotes', '<a class=x href=1.0/flask-1.0.tar.gz#md5=00 data-requires-python=>=3.8>x</a>'],
  ['single quotes and line breaks', "<a\r\n\thref = '1.0/flask-1.0.tar.gz'\r\n>\r\nx</a>"],
  ['entities', '<a href="1&#46;0/flask&#x2d;1.0.tar.gz?a=1&amp;b=2">x</a>'],
  ['escapes', '<a href="1%2E0/flask%2D1.0.tar.gz">x</a>'],
  ['links without an address', '<a name="top"></a><a>x</a><a href="">y</a><a href="1.0/flask-1.0.tar.gz">z</a>'],
  ['links in other elements', '<ul><li><p><b><a href="1.0/flask-1.0.tar.gz"><i>x</i></a></ul>'],
  ['a byte order mark', '\ufeff<a href="1.0/flask-1.0.tar.gz">x</a>'],
  ['a file twice', '<a href="1.0/flask-1.0.tar.gz">x</a><a href="1.0/flask-1.0.tar.gz">x</a>'],
])('reads a page with %s', async (_what, links) => {
  const bare = await registry.readPackage(repositoryWith(links), 'flask');
  expect(bare.versions.map(({ version }) => version)).toEqual(['1.0']);
  expect(await registry.readPackage(repositoryWith(page(links)), 'flask')).toEqual(bare);
});

it('reads 250,000 versions of a page and no more', async () => {
  const links = Array.from({ length: 250_001 }, (_, minor) => `<a href=flask-1.${minor}.tar.gz>`);
  await expect(registry.readPackage(repositoryWith(page(links.join(''))), 'flask')).rejects.toMatchObject({
    reason: 'too-large',
  });
});

it('lists nothing for a project without files', async () => {
  expect(await registry.readPackage(repositoryWith(page('')), 'flask')).toEqual({ versions: [], latest: null });
  const old = repositoryWith(page('<a href="flask-0.1-py2.5.egg">x</a>'));
  expect(await registry.readPackage(old, 'flask')).toEqual({ versions: [], latest: null });
});

it.each([
  ['a page whose links lead elsewhere', page('<a href="/help">Help</a><a href="/terms">Terms</a>')],
  ['a sign-in', page('<form action="/login"><input name="user"></form>')],
  ['a newer simple index', '<html><head><meta name="pypi:repository-version" content="2.0"></head></html>'],
  ['JSON', '{"meta":{"api-version":"1.1"},"files":[]}'],
  ['plain text', 'Not here'],
  ['an endless nesting', `<html>${'<i>'.repeat(5_000)}`],
  [
    'an element with thousands of attributes',
    `<html><a ${Array.from({ length: 2_000 }, (_, i) => `a${i}=1`).join(' ')}>`,
  ],
  ['JSON of the newer form', '{"meta":{"api-version":"1.1"},"name":"flask","files":[{"filename":"flask-1.0.tar.gz"}]}'],
])('refuses %s as something else', async (_, content) => {
  const asked = registry.readPackage(repositoryWith(content), 'flask');
  await expect(asked).rejects.toMatchObject({ reason: 'unexpected-content', httpStatus: 200 });
});

it('lets others take their turn while it reads a page of 20 MB', async () => {
  const link = (minor: number) => `<a href="1.${minor}/flask-1.${minor}.tar.gz#sha256=${'0'.repeat(64)}">x</a><br/>\n`;
  const client = repositoryWith(page(Array.from({ length: 180_000 }, (_, minor) => link(minor)).join('')));
  let turns = 0;
  let isDone = false;
  const count = () => {
    turns += 1;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  const { versions, latest } = await registry.readPackage(client, 'flask');
  isDone = true;
  expect([versions.length, latest]).toEqual([180_000, '1.179999']);
  expect(turns).toBeGreaterThan(50);
});

it('tells the files of a release with the hashes that prove something', async () => {
  const [strong, weak] = ['A'.repeat(64), '0'.repeat(32)];
  const page = `<!DOCTYPE html><html><body>
    <a href="1.2/acme_billing-1.2.tar.gz#sha256=${strong}" data-requires-python="&gt;=3.9">1</a>
    <a href="../../files/acme_billing-1.2.0-py3-none-any.whl#md5=${weak}">2</a>
    <a href="1.3/acme_billing-1.3.tar.gz#sha256=${strong}">3</a></body></html>`;
  const url = 'https://acme-111122223333.d.codeartifact.us-east-1.amazonaws.com/pypi/shop/simple/';
  const client = { url, get: () => Promise.resolve({ status: 200 as const, headers: {}, body: Buffer.from(page) }) };
  expect(await registry.readRelease(client, 'acme-billing', '1.2')).toEqual({
    version: '1.2',
    requirements: null,
    archives: [
      {
        fileName: 'acme_billing-1.2.tar.gz',
        url: `${url}acme-billing/1.2/acme_billing-1.2.tar.gz`,
        integrity: [`sha256:${'a'.repeat(64)}`],
      },
      {
        fileName: 'acme_billing-1.2.0-py3-none-any.whl',
        url: `${url.replace('simple/', 'files/')}acme_billing-1.2.0-py3-none-any.whl`,
        integrity: [],
      },
    ],
    manifest: { 'requires-python': '>=3.9' },
  });
});

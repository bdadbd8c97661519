import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { fileVersion } from './file-version.ts';

it.each([
  // As CodeArtifact writes links: the folder is the version.
  ['3.0.2/flask-3.0.2-py3-none-any.whl#sha256=00', 'flask', '3.0.2'],
  ['0.1/Flask-0.1.tar.gz#sha256=00', 'flask', '0.1'],
  ['1.0/acme_billing-1.0.0.tar.gz', 'acme-billing', '1.0'],
  ['1.0/renamed-1.0.tar.gz', 'acme-billing', '1.0'],
  ['1.0%2Blocal/acme_billing-1.0%2Blocal.tar.gz', 'acme-billing', '1.0+local'],
  // As other indexes write them: the file's name says it.
  ['../../packages/34/56/7890/flask-3.0.2-py3-none-any.whl', 'flask', '3.0.2'],
  ['https://files.example/flask-3.0.2.tar.gz?x=1#sha256=00', 'flask', '3.0.2'],
  ['3/flask-3.0.2.tar.gz', 'flask', '3.0.2'],
  ['zope.interface-5.0-1-cp39-cp39-manylinux1_x86_64.whl', 'zope-interface', '5.0'],
  ['acme_billing-1.0_local.1-py3-none-any.whl', 'acme-billing', '1.0+local.1'],
  // Before PEP 625 names and versions held hyphens.
  ['acme-billing-1.0-1.tar.gz', 'acme-billing', '1.0-1'],
  ['Acme.Billing-1.0rc1.zip', 'acme-billing', '1.0rc1'],
  ['acme-2-3.0.tar.bz2', 'acme-2', '3.0'],
  ['acme-2.0.tgz', 'acme', '2.0'],
  ['foo-1.0-1-py3-none-any.whl', 'foo', '1.0'],
  ['foo_bar-1.0.tar.gz', 'foo-bar', '1.0'],
  ['foo-bar-2-1.0.post1.tar.gz', 'foo-bar-2', '1.0.post1'],
  ['../../packages/py2.py3/f/foo-1!2.0.tar.gz', 'foo', '1!2.0'],
  ['1.0.0/foo-1.0-py2.py3-none-any.whl?token=a/b#sha256=c/d', 'foo', '1.0.0'],
  ['HTTPS://FILES.EXAMPLE/FOO-1.0.tar.gz', 'foo', '1.0'],
])('reads %j of %j as %j', (href, project, version) => {
  expect(fileVersion(href, project)).toEqual({ version });
});

it.each([
  ['flask-0.1-py2.7.egg', 'unusable'],
  ['flask-0.1.win32.exe', 'unusable'],
  ['other-0.1-py3-none-any.whl', 'unusable'],
  ['flask-extra-1.0-py3-none-any.whl', 'unusable'],
  ['flask-2-1.0.zip', 'unusable'],
  ['flask-1.0-py3-none-any.whl.metadata', 'foreign'],
  ['flask-1.0.tar.gz.asc', 'foreign'],
  ['flask-latest.tar.gz', 'unusable'],
  ['flask.tar.gz', 'unusable'],
  ['', 'foreign'],
  ['/login', 'foreign'],
  ['https://example.com/', 'foreign'],
  ['%E0%A4%A.tar.gz', 'foreign'],
  [`${'x'.repeat(300)}-1.0.tar.gz`, 'foreign'],
  ['1.0%0A/flask-1.0%0A.tar.gz', 'foreign'],
])('says that %j is %s', (href, kind) => {
  expect(fileVersion(href, 'flask')).toBe(kind);
});

it('reads any text without an error, however long', () => {
  fc.assert(fc.property(fc.string(), (href) => void fileVersion(href, 'flask')));
  expect(fileVersion(`${'flask-'.repeat(100_000)}1.0.tar.gz`, 'flask')).toBe('foreign');
  expect(fileVersion(`${'/'.repeat(500_000)}?${'?#'.repeat(100_000)}`, 'flask')).toBe('foreign');
});

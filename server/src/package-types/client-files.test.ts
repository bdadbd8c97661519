import { expect, it } from 'vitest';
import { netrcLines, orderRepositories } from './client-files.ts';
import type { ClientRepository } from './package-type.ts';

function repository(label: string, routes: string[] = [], more: Partial<ClientRepository> = {}): ClientRepository {
  return { url: 'https://a.example/x/', label, userName: 'aws', secret: 'token', routes, ...more };
}

it('takes the first repository without routes for the default, and puts those with routes ahead of the rest', () => {
  const ordered = orderRepositories([
    repository('a/routed', ['x']),
    repository('a/main'),
    repository('a/other'),
    repository('a/late', ['y']),
  ]);
  expect(ordered?.main.name).toBe('a-main');
  expect(ordered?.others.map(({ name }) => name)).toEqual(['a-routed', 'a-late', 'a-other']);
  expect(orderRepositories([repository('a/one', ['x']), repository('a/two', ['y'])])?.main.name).toBe('a-one');
  expect(orderRepositories([])).toBeNull();
});

it('gives names that every file can hold, each once', () => {
  const labels = ['a/B.c_D', 'a/b-c-d', '1a/b', 'x\ninjected=1', 'a/b\u2028', ''];
  const ordered = orderRepositories(labels.map((label) => repository(label)));
  const names = [ordered?.main, ...(ordered?.others ?? [])].map((one) => one?.name);
  expect(names).toEqual(['a-b-c-d', 'a-b-c-d-2', 'repository-1a-b', 'repository', 'repository-2', 'repository-3']);
});

it('writes one line for each host, and nothing that a reader would take for something else', () => {
  const other = repository('a/c', [], { url: 'https://b.example:8443/x/' });
  expect(netrcLines([repository('a/a'), repository('a/b'), other])).toBe(
    'machine a.example login aws password token\nmachine b.example login aws password token\n',
  );
  for (const secret of ['a b', 'a\nmachine evil', '#a', '"a"']) {
    expect(() => netrcLines([repository('a/a', [], { secret })])).toThrow(
      /^A credential with white space or quotes fits/,
    );
  }
});

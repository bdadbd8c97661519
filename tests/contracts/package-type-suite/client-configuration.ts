import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ClientRepository, PackageTypePlug } from '../../../server/src/package-types/index.ts';

export function tryClientConfiguration({ client, definition }: PackageTypePlug): void {
  const host = 'https://acme-111122223333.d.codeartifact.us-east-1.amazonaws.com';

  function repositoryNamed(repository: string, more: Partial<ClientRepository> = {}): ClientRepository {
    const url = `${host}/${definition.format}/${repository}/${definition.urlTail}`;
    return { url, label: `acme/${repository}`, userName: 'aws', secret, routes: [], ...more };
  }

  const several = [repositoryNamed('routed', { routes: ['@acme'] }), repositoryNamed('shop'), repositoryNamed('other')];

  it('writes files with distinct places, each with its client and what it does', () => {
    for (const repositories of [several, several.slice(0, 1), several.slice(1)]) {
      const { files, environment } = client.write(repositories);
      expect(files.length + environment.length).toBeGreaterThan(0);
      expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
      expect(new Set(environment.map(({ name }) => name)).size).toBe(environment.length);
      for (const file of files) {
        expect(file.path).toMatch(/^(~\/)?[\w.@%-]+(\/[\w.@%-]+)*$/);
        expect(file.client).not.toBe('');
        expect(file.purpose).toMatch(/^[A-Z].*[.]$/);
        expect(file.content).toMatch(/[^\n]\n$/);
        expect(file.content.includes(secret) ? file.purpose : 'no token').toMatch(/token|credential|password/i);
      }
    }
  });

  it('names the default repository, and gives the credential somewhere', () => {
    const { files, environment } = client.write(several);
    const all = [...files.map(({ content }) => content), ...environment.map(({ value }) => value)].join('\n');
    expect(all).toContain(`/${definition.format}/shop/`);
    expect(all).toContain(secret);
  });

  it('puts the credential into no URL', () => {
    const { files, environment } = client.write(several);
    const all = [...files.map(({ content }) => content), ...environment.map(({ value }) => value)].join('\n');
    expect(all).not.toMatch(new RegExp(`://[^\\s/]*(${secret}|:[^\\s/@]*@)`));
  });

  it('writes nothing of its own accord where there is no repository', () => {
    expect(client.write([])).toEqual({ files: [], environment: [] });
  });

  it('lets no label or route add a line', () => {
    const hostile = fc.array(
      fc.constantFrom('\n', '\r', '\u2028', '"', "'", '`', '#', ';', ':', '<', '-->', ']]>', 'a', '@a'),
    );
    fc.assert(
      fc.property(hostile, hostile, (label, route) => {
        const ends = '\ninjected=1\n[injected]\ninjected: 1\n';
        const [labelText, routeText] = [label.join('') + ends, route.join('') + ends];
        const { files } = client.write([
          repositoryNamed('shop', { label: labelText }),
          repositoryNamed('other', { routes: [routeText] }),
        ]);
        for (const { content } of files) expect(content).not.toMatch(/^[\s["'<]*injected/m);
      }),
      { numRuns: 200 },
    );
  });
}

/** As long as a real one, so that what cannot hold it shows. */
const secret = `eyJ2ZXIiOjEsImlzdSI6MTc-_${'aB3dE6gH9jK_-'.repeat(110)}==`.replaceAll('=', '');

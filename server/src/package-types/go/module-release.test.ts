import { expect, it } from 'vitest';
import { RegistryFailure } from '../package-type.ts';
import { readModuleRelease } from './module-release.ts';

const answer = (text: string) => ({ status: 200 as const, headers: {}, body: Buffer.from(text) });
const zip = 'https://acme.example/go/shop/rsc.io/quote/@v/v1.5.2.zip';

// As go.sum files of many projects have it: rsc.io/quote v1.5.2/go.mod.
const goMod = 'module "rsc.io/quote"\n\nrequire "rsc.io/sampler" v1.3.0\n';

it('tells what a module needs, and the hash of its go.mod as go.sum files have it', () => {
  expect(readModuleRelease(answer(goMod), 'v1.5.2', zip)).toEqual({
    version: 'v1.5.2',
    requirements: [{ name: 'rsc.io/sampler', requirement: 'v1.3.0', kind: 'production', condition: null }],
    archives: [{ fileName: 'v1.5.2.zip', url: zip, integrity: [] }],
    manifest: { goMod, goModHash: 'h1:LzX7hefJvL54yjefDEDHNONDjII0t9xZLPXsUe+TKr0=' },
  });
});

it('refuses what is no go.mod', () => {
  for (const text of ['', 'require (', '<html></html>', 'go 1.22\n']) {
    expect(() => readModuleRelease(answer(text), 'v1.5.2', zip)).toThrow(RegistryFailure);
  }
});

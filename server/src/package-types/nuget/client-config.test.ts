import { expect, it } from 'vitest';
import type { ClientRepository } from '../package-type.ts';
import { client } from './client-config.ts';

const host = 'https://acme-111122223333.d.codeartifact.us-east-1.amazonaws.com';

function repository(name: string, more: Partial<ClientRepository> = {}): ClientRepository {
  const url = `${host}/nuget/${name}/v3/index.json`;
  return { url, label: `acme/${name}`, userName: 'aws', secret: 'tokentoken', routes: [], ...more };
}

it('writes nuget.config for one repository', () => {
  const { files, environment } = client.write([repository('shop')]);
  expect(files.map(({ path }) => path)).toEqual(['nuget.config']);
  expect(files[0]?.content).toBe(`<?xml version="1.0" encoding="utf-8"?>
<configuration>
  <packageSources>
    <clear />
    <!-- acme/shop -->
    <add key="acme_shop" value="${host}/nuget/shop/v3/index.json" protocolVersion="3" />
  </packageSources>
  <packageSourceCredentials>
    <acme_shop>
      <add key="Username" value="aws" />
      <add key="ClearTextPassword" value="tokentoken" />
    </acme_shop>
  </packageSourceCredentials>
  <packageSourceMapping>
    <clear />
    <packageSource key="acme_shop">
      <package pattern="*" />
    </packageSource>
  </packageSourceMapping>
</configuration>
`);
  expect(environment).toEqual([
    {
      name: 'NuGetPackageSourceCredentials_acme_shop',
      value: 'Username=aws;Password=tokentoken;ValidAuthenticationTypes=Basic',
    },
  ]);
});

it('maps prefixes to their repository and everything else to the default one', () => {
  const { files } = client.write([repository('shop'), repository('private', { routes: ['Acme.', 'Contoso.'] })]);
  expect(files[0]?.content).toContain(`  <packageSourceMapping>
    <clear />
    <packageSource key="acme_private">
      <package pattern="Acme.*" />
      <package pattern="Contoso.*" />
    </packageSource>
    <packageSource key="acme_shop">
      <package pattern="*" />
    </packageSource>
  </packageSourceMapping>`);
});

it('leaves a source without a pattern out of the mapping, for an empty one would be an error', () => {
  const { files } = client.write([repository('shop'), repository('private', { routes: ['*', 'a b'] })]);
  expect(files[0]?.content).toContain('<add key="acme_private"');
  expect(files[0]?.content).not.toContain('<packageSource key="acme_private">');
});

it('writes XML whatever stands in a value', () => {
  const content = client.write([
    repository('shop', { label: 'a--> <b/> -', secret: `&<>"'\u0000`, userName: 'x"y' }),
    repository('Shop', { routes: ['a"/><b x="'] }),
    repository('shop'),
  ]).files[0]?.content;
  expect(content).toContain('<add key="ClearTextPassword" value="&amp;&lt;&gt;&quot;\'" />');
  expect(content).toContain('<add key="Username" value="x&quot;y" />');
  expect(content?.match(/<!--((?!-->).)*-->/g)?.every((comment) => !comment.slice(4, -3).includes('--'))).toBe(true);
  expect(content).not.toContain('<b');
  const names = [...(content?.matchAll(/<(\w+)>\n {6}<add key="Username"/g) ?? [])].map(([, name]) => name);
  expect(new Set(names)).toEqual(new Set(['acme_shop', 'acme_shop_2', 'repository']));
});

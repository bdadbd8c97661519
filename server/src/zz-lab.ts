import { mkdtempSync } from 'node:fs';
import { setDefaultCACertificates, getCACertificates } from 'node:tls';
import { startLab, defaultExternalId } from '../lab/start.ts';
import { switches } from '../lab/switches/index.ts';
import { CUSTOMER_ROLE } from '../lab/default-world.ts';
import { createAws, CodeArtifactConnector } from './connectors/codeartifact/index.ts';
import { createHttp } from './lib/http.ts';
import { systemClock } from './lib/clock.ts';
const lab = await startLab({ dataFolder: mkdtempSync('/tmp/zzlab-') });
for (const [k,v] of Object.entries(lab.environment)) if (!k.startsWith('NODE')) process.env[k]=v;
setDefaultCACertificates([...getCACertificates('default'), lab.certificatePem]);
const account = lab.world.accounts[1]!.id;
const shared = lab.world.accounts[2]!.id;
const host=(d:string,o:string)=>`https://${d}-${o}.d.codeartifact.us-east-1.amazonaws.com`;
const base = host('my-domain',account);
const four = [['NPM',base+'/npm/my-repo/'],['PYPI',base+'/pypi/my-repo/simple/'],['NUGET',base+'/nuget/my-repo/v3/index.json'],['GO',base+'/go/my-repo/']] as const;
const sh = [['NPM',host('shared-domain',shared)+'/npm/shared-repo/']] as const;
const region='us-east-1';
const run = async (repos: readonly (readonly [any,string])[]) => {
  const p = { httpsProxy: lab.environment.HTTPS_PROXY, noProxy: undefined };
  const aws = createAws({ ...p, region }); const http = createHttp(p);
  const c = new CodeArtifactConnector(aws, http, systemClock, { platformRoleArn:'arn:aws:iam::198331734661:role/BacklineIntegrationReadOnlyCodeArtifact', templateUrl:'https://x.test/', homeRegion: region });
  const t = performance.now();
  const r = await c.test('018f2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d', { name:null, accountId: account, externalId: defaultExternalId, roleArn:`arn:aws:iam::${account}:role/${CUSTOMER_ROLE}`, repositories: repos.map(([packageType,url])=>({packageType,url})) });
  const ms = Math.round(performance.now()-t); aws.close(); await http.close(); return { r, ms };
};
for (let i=0;i<3;i++) { const { r, ms } = await run(four); console.log('healthy', r.status, ms+'ms', r.checks.map(c=>c.code+':'+c.status).join(' ')); }
{ const { r, ms } = await run(sh); console.log('shared', r.status, ms, r.checks.map(c=>c.code+':'+c.status).join(' ')); }
for (const s of switches) {
  lab.reset(); lab.set(s.id, true);
  const { r, ms } = await run(/cross_account|shared/.test(s.id) ? [...four.slice(0,1), ...sh] : four);
  const bad = r.checks.filter(c=>c.status==='FAILED'||(c.status==='WARNING'));
  const all = bad.map(c=>`${c.code}:${c.status}[${(c.diagnosis?.causes??[]).map(x=>x.code+' '+x.certainty).join(', ')}]`);
  const found = s.cause===null ? true : bad.some(c=>c.diagnosis?.causes.some(x=>x.code===s.cause));
  console.log(found?'ok ':'NO ', s.id, '->', s.cause, ms+'ms', [...new Set(all)].join(' | ').slice(0,420));
}
await lab.stop(); process.exit(0);

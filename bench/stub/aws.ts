/** STS and the CodeArtifact API as far as the role chain needs them: they answer, and are counted. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

const LIFETIME_MS = 3_600_000;

const IDENTITY =
  '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::555555555555:user/platform</Arn><UserId>AIDA</UserId><Account>555555555555</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>request</RequestId></ResponseMetadata></GetCallerIdentityResponse>';

export function awsServer(onCall: (action: 'AssumeRole' | 'GetAuthorizationToken') => void): Server {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const form = new URLSearchParams(await text(request));
    const expiration = new Date(Date.now() + LIFETIME_MS);
    if (request.url?.startsWith('/v1/authorization-token') === true) {
      onCall('GetAuthorizationToken');
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ authorizationToken: 'token', expiration: expiration.getTime() / 1_000 }));
    } else {
      const isRole = form.get('Action') === 'AssumeRole';
      if (isRole) onCall('AssumeRole');
      response.writeHead(200, { 'content-type': 'text/xml' });
      response.end(isRole ? session(form.get('RoleArn') ?? '', expiration) : IDENTITY);
    }
  };
  return createServer((request, response) => void answer(request, response));
}

function session(roleArn: string, expiration: Date): string {
  const [, , , , account, role = ''] = roleArn.split(':');
  const arn = `arn:aws:sts::${account}:assumed-role/${role.slice(role.lastIndexOf('/') + 1)}/session`;
  return `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><AssumedRoleUser><AssumedRoleId>AROA:session</AssumedRoleId><Arn>${arn}</Arn></AssumedRoleUser><Credentials><AccessKeyId>ASIABENCH</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>session</SessionToken><Expiration>${expiration.toISOString()}</Expiration></Credentials></AssumeRoleResult><ResponseMetadata><RequestId>request</RequestId></ResponseMetadata></AssumeRoleResponse>`;
}

import { defaultDeployment } from './default-world.ts';
import { switchGroups } from './switches/index.ts';

const groupTitles: Readonly<Record<(typeof switchGroups)[number], string>> = {
  platform: 'Our side and STS',
  role: "The customer's role",
  token: 'The token',
  endpoint: 'The repository endpoint',
  read: 'Reading',
  packages: 'Packages',
  wording: 'What AWS does not document',
};

/** The lab's page. Its script fills it from the JSON interface; nothing from the lab's data is put in as HTML. */
export function controlPage(nonce: string): string {
  const { externalId, accountId, roleName } = defaultDeployment;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>AWS lab</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<header><h1>AWS lab</h1><p>Stands in for STS and CodeArtifact on this machine. Flip a switch, then test the connection in the product.</p></header>
<main>
<section aria-labelledby="deploy-title"><h2 id="deploy-title">Deploy the role</h2>
<p>Does what the CloudFormation stack does: creates the role in the customer's account, or gives it the External ID that the product shows.</p>
<form id="deploy">
<label>External ID <input name="externalId" required minlength="8" value="${externalId}" autocomplete="off"></label>
<label>Account ID <input name="accountId" required pattern="[0-9]{12}" value="${accountId}"></label>
<label>Role name <input name="roleName" required value="${roleName}"></label>
<button>Deploy</button></form>
<p id="message" role="status"></p></section>
<section aria-labelledby="world-title"><h2 id="world-title">What there is</h2><dl id="world"></dl></section>
<section aria-labelledby="switches-title"><h2 id="switches-title">Failures</h2>
<button id="reset" type="button">All off</button><div id="switches"></div></section>
<section aria-labelledby="requests-title"><h2 id="requests-title">Requests</h2>
<div class="scroll"><table><thead><tr><th>Time</th><th>Status</th><th>Action</th><th>Host and path</th><th>Caller</th></tr></thead><tbody id="requests"></tbody></table></div></section>
</main>
<script nonce="${nonce}">const groupTitles = ${JSON.stringify(groupTitles)};${script}</script>
</body>
</html>`;
}

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem; }
h1, h2, h3 { line-height: 1.2; } h2 { margin-top: 2.5rem; }
form { display: flex; flex-wrap: wrap; gap: 1rem; align-items: end; }
label { display: grid; gap: .25rem; } input:not([type=checkbox]) { font: inherit; padding: .4rem; min-width: 18rem; max-width: 100%; box-sizing: border-box; }
button { font: inherit; padding: .4rem 1rem; cursor: pointer; }
.switch { display: grid; grid-template-columns: auto 1fr; gap: .25rem .75rem; padding: .5rem 0; border-top: 1px solid color-mix(in srgb, currentColor 15%, transparent); }
.switch small { grid-column: 2; opacity: .8; } code { font-size: .85em; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .85rem; } th, td { text-align: left; padding: .25rem .75rem .25rem 0; vertical-align: top; }
dd { margin: 0 0 .75rem; } dt { font-weight: 600; }`;

// Text goes in as text only.
const script = `
const byId = (id) => document.getElementById(id);
const make = (name, text, parent) => { const node = document.createElement(name); if (text) node.textContent = text; parent?.append(node); return node; };
async function call(path, body) {
  const options = body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const reply = await (await fetch(path, options)).json();
  if (reply.error) { byId('message').textContent = reply.error; return; }
  show(reply);
}
function show(state) {
  const active = document.activeElement?.id;
  showSwitches(state.switches); showWorld(state.accounts); showRequests(state.requests);
  if (active) byId(active)?.focus();
}
function showSwitches(switches) {
  const root = byId('switches'); root.replaceChildren();
  for (const [group, title] of Object.entries(groupTitles)) {
    make('h3', title, root);
    for (const item of switches.filter((one) => one.group === group)) {
      const row = make('label', '', root); row.className = 'switch';
      const box = make('input', '', row); box.type = 'checkbox'; box.id = item.id; box.checked = item.on;
      box.addEventListener('change', () => call('/api/switches/' + item.id, { on: box.checked }));
      make('span', item.title, row);
      const note = make('small', item.effect + ' ', row); make('code', item.id, note);
    }
  }
}
function showWorld(accounts) {
  const root = byId('world'); root.replaceChildren();
  for (const account of accounts) {
    for (const role of account.roles) { make('dt', 'Role in ' + account.id, root); make('code', role.arn, make('dd', '', root)); }
    for (const domain of account.domains) {
      make('dt', 'Domain ' + domain.name + ' (' + domain.region + ')', root);
      const entry = make('dd', '', root);
      make('code', domain.address, entry); make('span', ' with ' + domain.repositories.join(', '), entry);
    }
  }
}
function showRequests(requests) {
  const root = byId('requests'); root.replaceChildren();
  for (const item of requests) {
    const row = make('tr', '', root);
    make('td', item.at.slice(11, 19), row); make('td', item.status + (item.errorCode ? ' ' + item.errorCode : ''), row);
    make('td', item.action ?? '', row); make('code', item.host + item.path, make('td', '', row)); make('code', item.principal ?? '', make('td', '', row));
  }
}
byId('deploy').addEventListener('submit', async (event) => {
  event.preventDefault(); byId('message').textContent = '';
  await call('/api/deploy', Object.fromEntries(new FormData(event.target)));
  if (byId('message').textContent === '') byId('message').textContent = 'Deployed. The role now accepts this External ID.';
});
byId('reset').addEventListener('click', () => call('/api/reset', {}));
call('/api/state'); setInterval(() => { if (!document.hidden) call('/api/state'); }, 3000);`;

/** The composition root: builds every part once, projects with `server-projects.ts`, and starts them; nothing else wires. */

import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import { migrations } from '../../migrations/index.ts';
import { bundleFacts } from './bundle-facts.ts';
import { CodeArtifactConnector, createAws, isAssetHost } from './connectors/codeartifact/index.ts';
import { connectorDefinitions } from './connectors/index.ts';
import { createDataSource, databaseOf, migrateDatabase } from './db.ts';
import { ENTITIES } from './entities.ts';
import type { Environment } from './env.ts';
import { AuditLog, AuditResolver, AuditStore } from './features/audit/index.ts';
import {
  FailureTextResolver,
  FailureTexts,
  PackageDiagnoses,
  PackageDiagnosisResolver,
  RolePolicies,
  RolePolicyResolver,
} from './features/diagnostics/index.ts';
import {
  ApiKeyResolver,
  ApiKeyService,
  ApiKeyStore,
  AuthenticationService,
  AuthenticationStore,
  BootstrapService,
  BootstrapStore,
  MemberResolver,
  MemberService,
  MemberStore,
  OrganizationResolver,
  OrganizationService,
  OrganizationStore,
  Passwords,
  SignInLimits,
  SignInService,
  SignInStore,
} from './features/identity/index.ts';
import {
  ConnectionReportStore,
  ConnectionTestResolver,
  ConnectionTests,
  ExternalIds,
  ExternalIdStore,
  IntegrationLoaders,
  IntegrationResolver,
  Integrations,
  IntegrationSetup,
  IntegrationSetupResolver,
  IntegrationStatusChangeResolver,
  IntegrationStore,
  IntegrationVersionStore,
  StatusChangeLoaders,
  StatusChangeResolver,
} from './features/integrations/index.ts';
import {
  BuildCredentialsResolver,
  BuildCredentialsService,
  PackageLookUp,
  PackageLookupStore,
  PackageResolver,
  PackageRouteResolver,
  PackageRoutes,
  Packages,
  RepositoryReader,
} from './features/packages/index.ts';
import {
  ExternalIdMask,
  SupportBundleResolver,
  SupportBundles,
  SupportGrantResolver,
  SupportGrants,
  SupportGrantStore,
  SupportLooks,
  SupportRequestResolver,
  SupportRequests,
  SupportRequestStore,
} from './features/support/index.ts';
import { guardOperations } from './graphql/operation-guard.ts';
import { createSchema } from './graphql/schema.ts';
import type { Services } from './graphql/context.ts';
import { addAnalysisExport } from './http/analysis-export.ts';
import { addApiTools } from './http/api-tools.ts';
import { createApp } from './http/app.ts';
import { addAuditExport } from './http/audit-export.ts';
import { createSessionCookie } from './http/credentials.ts';
import { addGraphql } from './http/graphql.ts';
import { signInRoutes } from './http/sign-in.ts';
import { JobQueue } from './jobs/index.ts';
import { systemClock } from './lib/clock.ts';
import { createHttp } from './lib/http.ts';
import { createLogger } from './lib/log.ts';
import { RegistryHttp } from './lib/registry-http.ts';
import { buildProjects } from './server-projects.ts';

/** What one organization may have under way at once, all of it to one domain. */
const CONNECTIONS_PER_ORIGIN = 64;
/** How late the audit log may learn that support access ran out; the access itself ends at once. */
const EXPIRY_INTERVAL_MS = 5_000;
const WEB_FOLDER = fileURLToPath(new URL('../../web/dist', import.meta.url));

export interface RunningServer {
  /** Where it listens, e.g. `http://localhost:4000`. */
  address: string;
  /** Ends what is under way, then the listener and the database. */
  close(): Promise<void>;
}

/** Migrates the database, makes what BOOTSTRAP_ settings name, and listens. Rejects where the database cannot be reached. */
export async function startServer(environment: Environment): Promise<RunningServer> {
  const logger = createLogger(environment.LOG_LEVEL);
  const clock = systemClock;
  await migrateDatabase(environment.DATABASE_URL, migrations);
  const dataSource = await createDataSource(environment.DATABASE_URL, { entities: ENTITIES, migrations }).initialize();
  const database = databaseOf(dataSource);
  const { PUBLIC_URL: publicUrl } = environment;

  const audit = new AuditLog(database, new AuditStore(), clock);
  const grantStore = new SupportGrantStore();
  const authentication = new AuthenticationService(database, new AuthenticationStore(), clock, grantStore);
  const organizations = new OrganizationService(database, new OrganizationStore(), audit, clock, grantStore);
  const members = new MemberService(database, new MemberStore(), audit, clock, publicUrl);
  const apiKeys = new ApiKeyService(database, new ApiKeyStore(), audit, clock);
  const passwords = new Passwords();
  const signIn = new SignInService(database, new SignInStore(), audit, new SignInLimits(), clock, passwords);
  await new BootstrapService(database, new BootstrapStore(), audit, clock, passwords).run({
    email: environment.BOOTSTRAP_ADMIN_EMAIL,
    password: environment.BOOTSTRAP_ADMIN_PASSWORD,
    apiKey: environment.BOOTSTRAP_API_KEY,
    supportEmail: environment.BOOTSTRAP_SUPPORT_EMAIL,
    supportPassword: environment.BOOTSTRAP_SUPPORT_PASSWORD,
  });

  const proxy = { httpsProxy: environment.HTTPS_PROXY, noProxy: environment.NO_PROXY };
  const http = createHttp({ ...proxy, connectionsPerOrigin: CONNECTIONS_PER_ORIGIN });
  const aws = createAws({
    ...proxy,
    region: environment.AWS_REGION,
    stsEndpoint: environment.AWS_ENDPOINT_URL_STS,
    codeArtifactEndpoint: environment.AWS_ENDPOINT_URL_CODEARTIFACT,
  });
  const codeArtifact = new CodeArtifactConnector(aws, http, clock, {
    platformRoleArn: environment.PLATFORM_ROLE_ARN,
    templateUrl: environment.TEMPLATE_URL,
    homeRegion: environment.AWS_REGION,
  });

  const integrationStore = new IntegrationStore();
  const versionStore = new IntegrationVersionStore();
  const reportStore = new ConnectionReportStore();
  const externalIds = new ExternalIds(new ExternalIdStore(), clock);
  const tests = new ConnectionTests(database, integrationStore, reportStore, externalIds, codeArtifact, audit, clock);
  const integrations = new Integrations(
    database,
    integrationStore,
    versionStore,
    externalIds,
    tests,
    codeArtifact,
    audit,
    clock,
  );
  const loaders = new IntegrationLoaders(database, integrationStore, reportStore);
  const statusChanges = new StatusChangeLoaders(database, integrationStore, versionStore, reportStore);
  const setup = new IntegrationSetup(database, externalIds, codeArtifact);

  const registryHttp = new RegistryHttp({
    http,
    clock,
    requestsPerSecond: environment.REGISTRY_REQUESTS_PER_SECOND,
    isAssetHost,
  });
  const reader = new RepositoryReader(registryHttp, codeArtifact);
  const lookUp = new PackageLookUp(reader);
  const lookups = new PackageLookupStore();
  const packages = new Packages(database, lookups, integrations, lookUp, clock, logger);
  const packageDiagnoses = new PackageDiagnoses({
    database,
    lookups,
    integrations,
    http: registryHttp,
    connector: codeArtifact,
    audit,
    clock,
  });
  const credentials = new BuildCredentialsService(database, integrations, codeArtifact, audit);

  const queue = new JobQueue({ databaseUrl: environment.DATABASE_URL, logger });
  const { projects, analysisJob, buildChecks, projectServices } = buildProjects({
    environment,
    database,
    queue,
    reader,
    integrations,
    connector: codeArtifact,
    audit,
    clock,
    logger,
  });

  const requestStore = new SupportRequestStore();
  const requests = new SupportRequests(database, requestStore, grantStore, audit, clock);
  const grants = new SupportGrants(database, grantStore, requestStore, audit, clock);
  const mask = new ExternalIdMask(database, externalIds);
  const looks = new SupportLooks(database, integrations, audit);
  const facts = () => bundleFacts(environment, schema);
  const bundles = new SupportBundles(
    database,
    organizations,
    integrations,
    tests,
    statusChanges,
    audit,
    mask,
    clock,
    facts,
  );

  const services: Services = new Map<unknown, unknown>([
    [ConnectionTests, tests],
    [OrganizationResolver, new OrganizationResolver(organizations)],
    [MemberResolver, new MemberResolver(members)],
    [ApiKeyResolver, new ApiKeyResolver(apiKeys)],
    [AuditResolver, new AuditResolver(audit)],
    [IntegrationResolver, new IntegrationResolver(integrations, loaders, connectorDefinitions)],
    [IntegrationSetupResolver, new IntegrationSetupResolver(setup)],
    [IntegrationStatusChangeResolver, new IntegrationStatusChangeResolver(statusChanges)],
    [StatusChangeResolver, new StatusChangeResolver(statusChanges)],
    [ConnectionTestResolver, new ConnectionTestResolver(tests)],
    [PackageResolver, new PackageResolver(packages)],
    [PackageRouteResolver, new PackageRouteResolver(new PackageRoutes(integrations))],
    [PackageDiagnosisResolver, new PackageDiagnosisResolver(packageDiagnoses)],
    [BuildCredentialsResolver, new BuildCredentialsResolver(credentials)],
    [FailureTextResolver, new FailureTextResolver(new FailureTexts(codeArtifact))],
    [RolePolicyResolver, new RolePolicyResolver(new RolePolicies(integrations, codeArtifact))],
    ...projectServices,
    [SupportRequestResolver, new SupportRequestResolver(requests)],
    [SupportGrantResolver, new SupportGrantResolver(grants)],
    [SupportBundleResolver, new SupportBundleResolver(bundles)],
  ]);
  const schema = guardOperations(createSchema(services), (context, operation, values) =>
    looks.admit(context, operation, values),
  );
  const cookie = createSessionCookie(publicUrl);
  const isReady = async () => (await dataSource.query('SELECT 1')) !== undefined;
  const { app, contextOf } = await createApp({
    logger,
    services,
    authentication,
    cookie,
    publicUrl,
    trustedProxies: environment.TRUSTED_PROXIES,
    webFolder: WEB_FOLDER,
    isReady,
  });
  await app.register(signInRoutes, { signIn, authentication, cookie, publicUrl });
  addAuditExport(app, { audit, contextOf, publicUrl });
  addAnalysisExport(app, { projects, contextOf, publicUrl });
  await addGraphql(app, { schema, contextOf, logger, publicUrl, maskerFor: (context) => mask.maskerFor(context) });
  addApiTools(app, { schema, contextOf });
  const expiryTimer = setInterval(() => {
    grants.noteExpired().catch((error: unknown) => logger.warn({ err: error }, 'Ended support access was not noted'));
  }, EXPIRY_INTERVAL_MS);
  await queue.start([analysisJob]);
  await app.listen({ port: environment.PORT, host: environment.HOST });

  return {
    address: `http://localhost:${environment.PORT}`,
    close: async () => {
      clearInterval(expiryTimer);
      // Ends the streams of progress, for which the app would wait.
      await queue.notices.stop();
      // Would keep the app waiting for minutes.
      buildChecks.stop();
      await app.close();
      await queue.stop();
      aws.close();
      await http.close();
      await dataSource.destroy();
    },
  };
}

/** What server and browser must agree on: package types, URL and field rules, codes. */
export * from './account-id.ts';
export * from './cause-codes.ts';
export * from './client-configuration.ts';
export * from './connection-details.ts';
export * from './external-id.ts';
export * from './package-types/index.ts';
export * from './project-files.ts';
export * from './regions.ts';
export * from './repository-address.ts';
export * from './repository-routes.ts';
export * from './repository-url.ts';
export * from './role-arn.ts';
export * from './support-bundle-reading.ts';
export * from './support-bundle.ts';
export * from './user-error.ts';

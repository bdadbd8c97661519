/** Organizations, members, API keys and sign-in: who is asking, and what they may do. */

import {
  ApiKeyEntity,
  InvitationEntity,
  MemberEntity,
  OrganizationEntity,
  PersonEntity,
  SessionEntity,
} from './entity.ts';

export { ApiKeyResolver } from './api-keys/resolver.ts';
export { ApiKeyService } from './api-keys/service.ts';
export { ApiKeyStore } from './api-keys/store.ts';
export { AuthenticationService, type Credentials, type Identity } from './authentication/service.ts';
export { AuthenticationStore } from './authentication/store.ts';
export { BootstrapService } from './bootstrap/service.ts';
export { BootstrapStore } from './bootstrap/store.ts';
export { emailField, readField, userError } from './fields.ts';
export { MemberResolver } from './members/resolver.ts';
export { MemberService } from './members/service.ts';
export { MemberStore } from './members/store.ts';
export { OrganizationResolver } from './organizations/resolver.ts';
export { OrganizationService } from './organizations/service.ts';
export { OrganizationStore } from './organizations/store.ts';
export { Passwords } from './password.ts';
export { authorize, BEYOND_SUPPORT, requireActor, requirePerson, requireSupport } from './policy.ts';
export { SESSION_ABSOLUTE_MS } from './session.ts';
export { SIGN_IN_RULES, SignInLimits } from './sign-in/limits.ts';
export { SignInService } from './sign-in/service.ts';
export { SignInStore } from './sign-in/store.ts';
export type { OpenOrganization, SupportAccess } from './support-access.ts';

export { OrganizationEntity, PersonEntity };

export const IDENTITY_ENTITIES = [
  OrganizationEntity,
  PersonEntity,
  MemberEntity,
  SessionEntity,
  ApiKeyEntity,
  InvitationEntity,
];

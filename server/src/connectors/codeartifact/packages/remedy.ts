/** Why a dependency of a project cannot have the version that would help. */

import { packageTypeDefinition } from '@backline/shared';
import type { Diagnosis } from '../../../lib/diagnosis.ts';
import type { Facts, RemedyCauseCode } from '../causes/index.ts';
import { diagnose } from '../explain.ts';
import { unexpectedAnswer } from '../failure.ts';
import { blankPackageFacts } from './facts.ts';
import type { RemedyFacts } from './remedy-facts.ts';

export function explainRemedy(known: Facts, code: RemedyCauseCode, remedy: RemedyFacts): Diagnosis {
  const summary = summarise(code, remedy);
  // For the commands that can be pasted.
  const about = blankPackageFacts('version-absent', remedy.packageType, remedy.name, new Date(0));
  const facts = { ...known, remedy, package: about };
  return diagnose(summary, [[code, 'CERTAIN']], facts, unexpectedAnswer(summary, null, null));
}

function summarise(code: RemedyCauseCode, found: RemedyFacts): string {
  const { name, fixedVersions, helpful, advisoryId } = found;
  const subject = found.version === null ? name : `${name} ${found.version}`;
  switch (code) {
    case 'fix_not_published':
      return `${advisoryId ?? 'The advisory'} names no version of ${name} that fixes it, and none that is offered is free of it.`;
    case 'fix_not_in_repository':
      return `${fixedVersions.join(' or ')} would fix ${subject}, but no repository of the integration offers ${fixedVersions.length > 1 ? 'them' : 'it'}.`;
    case 'fix_withdrawn':
      return `${helpful ?? 'The version'} of ${name} would fix it, but its maintainer took it back.`;
    case 'fix_is_prerelease':
      return `Only the pre-release ${helpful ?? ''} would fix ${subject}.`;
    case 'newer_versions_affected':
      return `Every newer version of ${name} that is offered is affected by an advisory itself.`;
    case 'requirement_excludes_fix':
      return `${helpful ?? 'A version'} of ${name} would help, but what depends on it does not accept it.`;
    case 'project_rule_excludes_fix':
      return `${helpful ?? 'A version'} of ${name} would help, but a rule of the project keeps it out.`;
    case 'dependency_bundled':
      return `${subject} comes inside the archive of another package.`;
    case 'source_not_registry':
      return `${subject} does not come from a registry.`;
    case 'no_repository_for_type':
      return `The integration has no ${packageTypeDefinition(found.packageType).label} repository, so nothing could be asked for ${name}.`;
    case 'requirement_unsatisfied':
      return `No version of ${name} that is offered is one that the project accepts.`;
    case 'fix_not_writable':
      return `${helpful ?? 'A version'} of ${name} would help, but the change was not proposed.`;
    case 'private_name_offered_elsewhere':
      return `${name} is claimed by a route of the integration, and ${found.elsewhere ?? 'another repository'} offers the same name.`;
  }
}

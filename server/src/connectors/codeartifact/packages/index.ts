/** Why a package, or a version of it, cannot be had at a repository that works; and what would settle what remains open. */

import { packageTypeDefinition } from '@backline/shared';
import type { Diagnosis } from '../../../lib/diagnosis.ts';
import type { Facts } from '../causes/index.ts';
import { diagnose } from '../explain.ts';
import { unexpectedAnswer } from '../failure.ts';
import type { PackageFacts } from './facts.ts';
import { settlingPermissions, type SettlingPermission } from './permissions.ts';
import { rankingReason, rankPackage } from './rankings.ts';

export interface ExplainedPackage {
  diagnosis: Diagnosis;
  settledBy: SettlingPermission[];
}

export function explainPackage(known: Facts, found: PackageFacts): ExplainedPackage {
  const facts = { ...known, package: found };
  const summary = summarise(facts);
  const { causes, ...rest } = diagnose(summary, rankPackage(facts), facts, unexpectedAnswer(summary, null, null));
  const reason = causes.length > 1 ? rankingReason(found) : null;
  const reasoned = causes.map((cause, place) =>
    place === 0 && reason !== null ? { ...cause, explanation: `${cause.explanation} ${reason}` } : cause,
  );
  const codes = causes.map(({ code }) => code);
  return { diagnosis: { ...rest, causes: reasoned }, settledBy: settlingPermissions(facts, codes) };
}

function summarise({ repository, package: found }: Facts & { package: PackageFacts }): string {
  const place = repository ? `${repository.domain}/${repository.repository}` : 'The repository';
  const { label } = packageTypeDefinition(found.packageType);
  switch (found.problem) {
    case 'package-absent':
      return found.absentBeside ? noneOfProject(found, found.absentBeside) : `${place} does not offer ${found.name}.`;
    case 'version-absent':
      return `${place} offers ${found.name}, but not ${found.version ?? 'that version'}.`;
    case 'version-unlisted':
      return `${place} has ${found.version ?? 'the version'} of ${found.name}, but does not list it.`;
    case 'withdrawn':
      return `${found.version ? `${found.version} of ${found.name}` : `Every version of ${found.name}`} is available but withdrawn.`;
    case 'version-invalid':
      return `${JSON.stringify(found.version ?? '')} is no exact version for ${label}.`;
    case 'other-spelling':
      return `${place} does not offer ${found.name}, but ${found.suggestion ?? 'another spelling of it'}.`;
    case 'other-type':
      return found.inputProblem
        ? `${found.name} is no name of a package for ${label}.`
        : `No ${label} repository offers ${found.name}.`;
    case 'routed-elsewhere':
      return `No repository that serves ${found.name} offers it.`;
  }
}

function noneOfProject(
  { name, packageType }: PackageFacts,
  { nameCount, repositories }: NonNullable<PackageFacts['absentBeside']>,
): string {
  const { label } = packageTypeDefinition(packageType);
  const where = repositories.join(' and ');
  if (nameCount === 1) return `${name}, the one ${label} package of the project, is not offered by ${where}.`;
  return `None of the ${nameCount} ${label} packages of the project is offered by ${where}, ${name} among them.`;
}

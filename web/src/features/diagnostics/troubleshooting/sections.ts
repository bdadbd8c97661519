/** The parts of the list of causes: the four that every customer knows first, then those beyond. */

import type { ListedCause } from './queries.ts';

type Category = ListedCause['category'];

export interface Section {
  category: Category;
  title: string;
  /** What all of its causes have in common. */
  introduction: string;
}

export const sections: readonly Section[] = [
  {
    category: 'AUTHENTICATION_FAILED',
    title: 'Authentication failed',
    introduction:
      'Role, External ID or token were not accepted. Compare the role ARN with the stack’s output, letter by letter, and the External ID with the one in the trust policy; see whether the stack has finished.',
  },
  {
    category: 'PERMISSION_DENIED',
    title: 'Permission denied',
    introduction:
      'AWS knows who asks and says no. See that the role’s policy has all four permissions, sts:GetServiceBearerToken among them, and that its trust policy names Backline’s role.',
  },
  {
    category: 'PACKAGE_RESOLUTION',
    title: 'Package resolution issues',
    introduction:
      'The repository answers, but a package or a version of it cannot be had. See that it is in the repository, and that the URL is that of the package type.',
  },
  {
    category: 'URL_FORMAT',
    title: 'URL format',
    introduction:
      'The address itself is wrong, which shows before anything is asked. A PyPI address ends in /simple/, a NuGet address in /v3/index.json, an npm address in a slash.',
  },
  {
    category: 'NETWORK',
    title: 'Network',
    introduction: 'No answer of AWS came, or something between changed it.',
  },
  {
    category: 'RATE_LIMITED',
    title: 'Too many requests',
    introduction: 'A quota of AWS was reached. This is never about permissions, and passes by itself.',
  },
  { category: 'SERVICE', title: 'Service', introduction: 'AWS, or what stands in front of it, failed by itself.' },
  { category: 'UNKNOWN', title: 'Anything else', introduction: 'What no other section has a place for.' },
];

export function sectionOf(category: Category): Section {
  const section = sections.find((candidate) => candidate.category === category);
  return section ?? { category, title: category, introduction: '' };
}

/** The causes of which every word of the search is in code, title, signs or explanation. */
export function matching(causes: readonly ListedCause[], search: string): ListedCause[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return causes.filter(({ code, title, shows, explanation }) => {
    const text = `${code} ${code.replaceAll('_', ' ')} ${title} ${shows} ${explanation}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

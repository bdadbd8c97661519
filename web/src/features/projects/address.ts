/** Addresses of projects' pages, and what of a page's state they hold. */

import { packageTypes, type PackageType } from '@backline/shared';
import type { DependencyOrder } from '../../graphql/generated/graphql.ts';
import { severities } from './severities.ts';

export const TABS = ['overview', 'findings', 'dependencies', 'proposals', 'exports'] as const;
export type Tab = (typeof TABS)[number];

export function analysisAddress(projectId: string, id: string, tab: Tab = 'overview'): string {
  return `/projects/${projectId}/analyses/${id}${tab === 'overview' ? '' : `/${tab}`}`;
}

/** Where the same project is given again; its files are not kept, so they have to be. */
export function againAddress(integrationId: string, name: string): string {
  return `/projects/new?${new URLSearchParams({ integration: integrationId, name }).toString()}`;
}

export interface FindingView {
  text: string;
  /** Key of a rating; empty for all. */
  severity: string;
  packageType: PackageType | '';
  proposal: '' | 'with' | 'without';
}

export function readFindingView(search: URLSearchParams): FindingView {
  return {
    text: search.get('text') ?? '',
    severity: severities.find(({ key }) => key === search.get('severity'))?.key ?? '',
    packageType: readType(search),
    proposal: (['with', 'without'] as const).find((value) => value === search.get('proposal')) ?? '',
  };
}

export interface DependencyView {
  text: string;
  packageType: PackageType | '';
  isDirect: boolean;
  isVulnerable: boolean;
  isUnavailable: boolean;
  order: DependencyOrder;
}

const orders: readonly DependencyOrder[] = ['NAME', 'SEVERITY', 'AVAILABILITY'];

export function readDependencyView(search: URLSearchParams): DependencyView {
  return {
    text: search.get('text') ?? '',
    packageType: readType(search),
    isDirect: search.get('direct') === '1',
    isVulnerable: search.get('vulnerable') === '1',
    isUnavailable: search.get('unavailable') === '1',
    order: orders.find((order) => order.toLowerCase() === search.get('order')) ?? 'NAME',
  };
}

/** The filter as the API takes it. */
export function dependencyFilter({ text, packageType, isDirect, isVulnerable, isUnavailable, order }: DependencyView) {
  return {
    packageType: packageType || null,
    search: text.trim() || null,
    onlyDirect: isDirect || null,
    onlyVulnerable: isVulnerable || null,
    onlyUnavailable: isUnavailable || null,
    order,
  };
}

/** The address's search with one value changed; an empty one is left out. */
export function withValue(search: URLSearchParams, name: string, value: string): URLSearchParams {
  const next = new URLSearchParams(search);
  if (value === '') next.delete(name);
  else next.set(name, value);
  return next;
}

/** Ids that stand in one value of the address, with commas between them. */
export function readList(search: URLSearchParams, name: string): string[] {
  return (search.get(name) ?? '').split(',').filter((id) => id !== '');
}

/** The address's search with an id taken into a list of it, or out where it stands there. */
export function withToggled(search: URLSearchParams, name: string, id: string): URLSearchParams {
  const ids = new Set(readList(search, name));
  if (!ids.delete(id)) ids.add(id);
  return withValue(search, name, [...ids].join(','));
}

function readType(search: URLSearchParams): PackageType | '' {
  return packageTypes.find(({ id }) => id === search.get('type'))?.id ?? '';
}

/** How severe an advisory is, from its CVSS vectors: https://www.first.org/cvss/ */

import cvss from 'ae-cvss-calculator';

export const SEVERITY_RATINGS = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'NONE'] as const;
export type SeverityRating = (typeof SEVERITY_RATINGS)[number];

export interface Severity {
  rating: SeverityRating;
  /** 0 to 10 with one decimal; null where the record gives a word and no vector. */
  score: number | null;
  vector: string | null;
}

/** What OSV calls each version of CVSS, the one that counts first: the newer standard replaces the older. */
const VERSIONS = ['CVSS_V4', 'CVSS_V3'] as const;

/** A vector that repeats in a data set is calculated once; version 4 takes milliseconds. */
const kept = new Map<string, Severity | null>();
const MOST_KEPT = 10_000;

/** The severity that a record's list of vectors gives, null where there is none that can be read. */
export function severityOf(entries: unknown, problems: string[]): Severity | null {
  if (!Array.isArray(entries)) return null;
  const vectors = entries as readonly { type?: unknown; score?: unknown }[];
  for (const type of VERSIONS) {
    const given = vectors.find((entry) => entry?.type === type);
    if (!given) continue;
    const severity = typeof given.score === 'string' ? readVector(given.score) : null;
    if (severity) return severity;
    problems.push(`has a ${type} vector that cannot be read`);
  }
  return null;
}

/** What the GitHub Advisory Database says in one word, where there is no vector. */
export function severityOfWord(word: unknown): Severity | null {
  if (typeof word !== 'string') return null;
  const said = word.toUpperCase();
  const rating = SEVERITY_RATINGS.find((candidate) => candidate === (said === 'MODERATE' ? 'MEDIUM' : said));
  return rating ? { rating, score: null, vector: null } : null;
}

/** A vector of CVSS 3.0, 3.1 or 4.0 with all its base metrics, each once; null for any other text. */
export function readVector(vector: string): Severity | null {
  const known = kept.get(vector);
  if (known !== undefined) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const severity = calculate(vector);
  kept.set(vector, severity);
  return severity;
}

/** The more severe one: by rating, and by score where both have one. */
export function moreSevere(one: Severity | null, other: Severity | null): Severity | null {
  if (!one || !other) return one ?? other;
  const difference = SEVERITY_RATINGS.indexOf(one.rating) - SEVERITY_RATINGS.indexOf(other.rating);
  if (difference !== 0) return difference < 0 ? one : other;
  return (other.score ?? -1) > (one.score ?? -1) ? other : one;
}

/** For whoever sorts by numbers: the score, or the least one of its rating where the record gives a word and no vector. */
export function leastScoreOf({ score, rating }: Severity): number {
  return score ?? LEAST_SCORES[rating];
}

/** https://www.first.org/cvss/v4.0/specification-document#Qualitative-Severity-Rating-Scale, which is that of version 3. */
const LEAST_SCORES: Record<SeverityRating, number> = { CRITICAL: 9, HIGH: 7, MEDIUM: 4, LOW: 0.1, NONE: 0 };

/** Longer than any vector with every metric. */
const MAXIMUM_LENGTH = 300;

/** The calculator takes metrics that are missing, repeated or unknown; a score made of those would mean nothing. */
const FORMS = [
  {
    prefix: 'CVSS:3.0/',
    base: 'AV:[NALP] AC:[LH] PR:[NLH] UI:[NR] S:[UC] C:[NLH] I:[NLH] A:[NLH]',
    score: (vector: string) => new cvss.Cvss3P0(vector).calculateScores().overall,
  },
  {
    prefix: 'CVSS:3.1/',
    base: 'AV:[NALP] AC:[LH] PR:[NLH] UI:[NR] S:[UC] C:[NLH] I:[NLH] A:[NLH]',
    score: (vector: string) => new cvss.Cvss3P1(vector).calculateScores().overall,
  },
  {
    prefix: 'CVSS:4.0/',
    base: 'AV:[NALP] AC:[LH] AT:[NP] PR:[NLH] UI:[NPA] VC:[HLN] VI:[HLN] VA:[HLN] SC:[HLN] SI:[HLN] SA:[HLN]',
    score: (vector: string) => new cvss.Cvss4P0(vector).calculateScores().overall,
  },
].map(({ prefix, base, score }) => ({
  prefix,
  score,
  base: base.split(' ').map((metric) => new RegExp(`^${metric}$`)),
}));

function calculate(vector: string): Severity | null {
  const form = FORMS.find(({ prefix }) => vector.startsWith(prefix));
  if (!form || vector.length > MAXIMUM_LENGTH) return null;
  const metrics = vector.slice(form.prefix.length).replace(/\/$/, '').split('/');
  const names = new Set(metrics.map((metric) => metric.split(':')[0]));
  if (names.size < metrics.length) return null;
  if (!form.base.every((metric) => metrics.some((given) => metric.test(given)))) return null;
  const score = scoreOf(form.score, vector);
  return score === null ? null : { rating: ratingOf(score), score, vector };
}

function scoreOf(calculator: (vector: string) => number | undefined, vector: string): number | null {
  try {
    const score = calculator(vector);
    return score !== undefined && score >= 0 && score <= 10 ? Math.round(score * 10) / 10 : null;
  } catch {
    return null;
  }
}

function ratingOf(score: number): SeverityRating {
  return SEVERITY_RATINGS.find((rating) => score >= LEAST_SCORES[rating]) ?? 'NONE';
}

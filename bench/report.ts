/** How the figures are printed. */

import { cpus, loadavg, release, totalmem, type } from 'node:os';
import type { Row, RowResult } from './bench.ts';
import type { Standing } from './compare.ts';
import { isMet, type Verdict } from './verdict.ts';

const MEGABYTE = 1_024 * 1_024;

/** With the load before anything is measured: times of a busy machine say little, processor times somewhat more. */
export function machine(): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / MEGABYTE / 1_024);
  return `${cpus().length} x ${first?.model.trim() ?? 'unknown processor'}, ${memory} GB, ${type()} ${release()}, Node ${process.versions.node}, load average ${(loadavg()[0] ?? 0).toFixed(1)}`;
}

export function heading({ id, title }: Row): string {
  return `\n${id}  ${title}`;
}

export function lines({ standings, verdicts, missing = [], notes = [] }: RowResult): string[] {
  const named = standings.filter((standing) => standing !== undefined);
  const width = Math.max(...named.map(({ name }) => name.length));
  return [
    ...named.map((standing) => `    ${standing.name.padEnd(width)}  ${figures(standing)}`),
    ...verdicts.filter((verdict) => verdict !== undefined).map((verdict) => `  ${judged(verdict)}`),
    ...missing.map(({ label, reason }) => `  not compared with ${label}: ${reason}`),
    ...notes.map((note) => `  ${note}`),
  ];
}

function figures({ wallMs, cpuMs, passMs, passCpuMs, memory, requests }: Standing): string {
  return [
    `wall ${seconds(wallMs)}`,
    `CPU ${seconds(cpuMs)}`,
    passMs === null || passCpuMs === null ? '' : `pass ${seconds(passMs)} (CPU ${seconds(passCpuMs)})`,
    memory === null ? '' : `memory ${Math.round(memory / MEGABYTE)} MB`,
    `${Math.round(requests).toLocaleString('en')} requests`,
  ]
    .filter(Boolean)
    .join('  ');
}

function judged(verdict: Verdict): string {
  const { what, measured, goal, bound } = verdict;
  return `${isMet(verdict) ? 'met   ' : 'missed'}  ${what}: ${rounded(measured)}, goal ${bound} ${goal}`;
}

function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(milliseconds < 1_000 ? 3 : 2)} s`;
}

/** Runs what is compared turn by turn, so that whatever else the machine does meets all of them alike. */

export interface Sample {
  wallMs: number;
  cpuMs: number;
  /** Largest resident set in bytes; null where it was not asked for. */
  memory: number | null;
  requests: number;
  /** Time of one pass within the process; null for programs that do not say. */
  passMs: number | null;
  /** Processor time of that pass. */
  passCpuMs: number | null;
}

export interface Contender {
  name: string;
  run(): Promise<Sample>;
}

export interface Standing extends Sample {
  name: string;
}

type Contenders = Readonly<Record<string, Contender | undefined>>;

/** Medians of each, in the order given. A contender that is undefined is left out. */
export async function compare<T extends Contenders>(
  contenders: T,
  runs: number,
): Promise<{ [Key in keyof T]: StandingOf<T[Key]> }> {
  const present = Object.entries(contenders).flatMap(([key, contender]) =>
    contender ? [{ key, contender, samples: [] as Sample[] }] : [],
  );
  for (let run = 0; run < runs; run += 1) {
    for (const { contender, samples } of present) samples.push(await contender.run());
  }
  const standings = present.map(({ key, contender, samples }): [string, Standing] => [
    key,
    { name: contender.name, ...medianOf(samples) },
  ]);
  return Object.fromEntries(standings) as { [Key in keyof T]: StandingOf<T[Key]> };
}

type StandingOf<C> = C extends undefined ? undefined : Standing;

function medianOf(samples: readonly Sample[]): Sample {
  const of = (read: (sample: Sample) => number | null) => {
    const values = samples.map(read).filter((value) => value !== null);
    return values.length === 0 ? null : median(values);
  };
  return {
    wallMs: of(({ wallMs }) => wallMs) ?? Number.NaN,
    cpuMs: of(({ cpuMs }) => cpuMs) ?? Number.NaN,
    memory: of(({ memory }) => memory),
    requests: of(({ requests }) => requests) ?? Number.NaN,
    passMs: of(({ passMs }) => passMs),
    passCpuMs: of(({ passCpuMs }) => passCpuMs),
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

import { describe, expect, it } from 'vitest';
import { moreSevere, readVector, severityOf, severityOfWord } from './severity.ts';

/** https://www.first.org/cvss/v3.1/examples and https://www.first.org/cvss/v4.0/examples */
const published: [vector: string, score: number, rating: string][] = [
  ['CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N', 6.4, 'MEDIUM'],
  ['CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N', 3.1, 'LOW'],
  ['CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H', 9.9, 'CRITICAL'],
  ['CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H', 8.8, 'HIGH'],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N', 7.5, 'HIGH'],
  ['CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8, 'CRITICAL'],
  ['CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1, 'MEDIUM'],
  ['CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:N', 0, 'NONE'],
  ['CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 7.3, 'HIGH'],
  ['CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 7.7, 'HIGH'],
  ['CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N', 8.3, 'HIGH'],
  ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:A/VC:N/VI:N/VA:N/SC:L/SI:L/SA:N', 5.1, 'MEDIUM'],
  ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H', 10, 'CRITICAL'],
  ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N', 8.7, 'HIGH'],
];

describe('the severity of an advisory', () => {
  it.each(published)('is what its publisher gives for %s', (vector, score, rating) => {
    expect(readVector(vector)).toEqual({ vector, score, rating });
  });

  it.each([
    '',
    'junk',
    'CVSS:2.0/AV:N/AC:L/Au:N/C:P/I:P/A:P',
    'AV:N/AC:L/Au:N/C:P/I:P/A:P',
    'CVSS:3.1/',
    'CVSS:3.1/AV:N',
    'CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H',
    'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H/AV:L',
    'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H/XX:Y',
    'CVSS:4.0/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H',
    'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H/__proto__:x',
  ])('is not guessed from %j', (vector) => {
    expect(readVector(vector)).toBeNull();
  });

  it('is not looked for in a long text', () => {
    expect(readVector(`CVSS:3.1/${'AV:N/'.repeat(100_000)}`)).toBeNull();
  });

  it('comes from version 4 where there are both, and from version 3 where that cannot be read', () => {
    const three = { type: 'CVSS_V3', score: published[0]?.[0] };
    const four = { type: 'CVSS_V4', score: published[8]?.[0] };
    expect(severityOf([three, four], [])).toMatchObject({ score: 7.3 });
    const problems: string[] = [];
    expect(severityOf([three, { type: 'CVSS_V4', score: 'junk' }], problems)).toMatchObject({ score: 6.4 });
    expect(problems).toEqual(['has a CVSS_V4 vector that cannot be read']);
    expect(severityOf([null, 'x', { type: 'Ubuntu', score: 'high' }], [])).toBeNull();
    expect(severityOf({ type: 'CVSS_V3' }, [])).toBeNull();
  });

  it('is a word where there is no vector', () => {
    expect(severityOfWord('MODERATE')).toEqual({ rating: 'MEDIUM', score: null, vector: null });
    expect(severityOfWord('toString')).toBeNull();
    expect(severityOfWord(7)).toBeNull();
  });

  it('is compared by rating first, then by score', () => {
    const [medium, low] = [readVector(published[0]?.[0] ?? ''), readVector(published[1]?.[0] ?? '')];
    expect(moreSevere(low, medium)).toBe(medium);
    expect(moreSevere(medium, severityOfWord('MEDIUM'))).toBe(medium);
    expect(moreSevere(severityOfWord('HIGH'), medium)).toEqual(severityOfWord('HIGH'));
    expect(moreSevere(null, low)).toBe(low);
  });
});

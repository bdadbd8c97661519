import { describe, expect, it } from 'vitest';
import { readLines } from './lines.ts';

const ERROR = 'npm ERR! code E401';

describe('lines of a text', () => {
  it.each([
    ['as they are', ERROR],
    ['with colours', `\u001b[31;1mnpm ERR!\u001b[0m code E401`],
    ['with a timestamp of GitHub Actions', `2026-01-05T02:07:12.0671533Z ${ERROR}`],
    ['with a marker of Azure Pipelines behind it', `2026-01-05T02:07:12.0671533Z ##[error]${ERROR}`],
    ['with a command of GitHub Actions', `::error file=a.yml,line=1::${ERROR}`],
    ['with a bracketed time', `[2026-01-05T02:07:12.067Z] ${ERROR}`],
    ['of docker build', `#12 32.53 ${ERROR}`],
    ['of docker compose', `api_1  | ${ERROR}`],
    ['in a box of Terraform', `│ ${ERROR}`],
    ['behind arrows of yarn', `➤ ${ERROR}`],
    ['quoted in a letter, twice', `> > ${ERROR}`],
    ['with a line number of an editor', `118: ${ERROR}`],
    ['with spaces that are none', `\u00a0\u200b${ERROR}\ufeff`],
    ['between control characters', `\u0000\u0007${ERROR}\u0001`],
  ])('%s', (_, text) => {
    expect(readLines(text)).toEqual([{ number: 1, text: ERROR }]);
  });

  it('count from 1, empty ones and every kind of line end included', () => {
    expect(readLines('a\r\n\r\nb\rc\n\nd').map(({ number, text }) => `${number} ${text}`)).toEqual([
      '1 a',
      '3 b',
      '4 c',
      '6 d',
    ]);
  });

  it('are found where another tool escaped them, once or twice', () => {
    const once = JSON.stringify({ msg: 'first "line"\n\tsecond' });
    for (const text of [once, JSON.stringify({ log: once })]) {
      const lines = readLines(text).map((line) => line.text);
      expect(lines).toHaveLength(2);
      expect(lines[0]).toContain('first "line"');
      expect(lines[1]).toMatch(/^second/);
    }
  });

  it('keep the backslashes of Windows paths apart from escapes only where they can', () => {
    expect(readLines(String.raw`at C:\Users\me\.pip`)[0]?.text).toBe(String.raw`at C:\Users\me\.pip`);
  });

  it('have plain quotes and no entities', () => {
    expect(readLines('‘a’ “b” &lt;Code&gt;&quot;')).toEqual([{ number: 1, text: `'a' "b" <Code>"` }]);
  });

  it('are cut where they are too long, all under the same number', () => {
    const lines = readLines('word '.repeat(2_000));
    expect(lines.length).toBeGreaterThan(3);
    for (const { number, text } of lines) {
      expect(number).toBe(1);
      expect(text.length).toBeLessThanOrEqual(2_000);
    }
    expect(
      lines
        .map(({ text }) => text)
        .join(' ')
        .split(' '),
    ).toHaveLength(2_000);
  });
});

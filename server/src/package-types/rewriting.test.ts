import { describe, expect, it } from 'vitest';
import type { VersionChange } from './manifest.ts';
import { newLine, nextLine, RefusedChange, Rewriting } from './rewriting.ts';

const change: VersionChange = {
  name: 'tools',
  from: '1.0.0',
  to: '2.0.0',
  way: 'requirement',
  release: { version: '2.0.0', requirements: null, archives: [], manifest: {} },
};

function rewritingOf(text: string) {
  const files = [
    { path: 'one.txt', text },
    { path: 'other.txt', text: 'as it is' },
  ];
  return new Rewriting(files, { isValid: (version) => /^[\d.]+$/.test(version) });
}

describe('edits of several changes', () => {
  it('are made at the places of the given text, in any order, and leave other files out', () => {
    const rewriting = rewritingOf('one two three');
    rewriting.change(change, (edits) => edits.add('one.txt', { start: 8, end: 13, text: '3' }));
    rewriting.change(change, (edits) => edits.add('one.txt', { start: 0, end: 3, text: '1' }));
    rewriting.change(change, (edits) => edits.add('one.txt', { start: 4, end: 4, text: 'and ' }));
    const rewrite = rewriting.finish();
    expect(rewrite.files).toEqual([{ path: 'one.txt', text: '1 and two 3' }]);
    expect(rewrite.written).toHaveLength(3);
  });

  it('leave no trace where the change is refused', () => {
    const rewriting = rewritingOf('one two');
    rewriting.change(change, (edits) => {
      edits.add('one.txt', { start: 0, end: 3, text: '1' });
      edits.command('tool lock', 'Something is left.');
      throw new RefusedChange('The line cannot be edited.');
    });
    rewriting.change(change, (edits) => edits.add('one.txt', { start: 4, end: 7, text: '2' }));
    expect(rewriting.finish()).toEqual({
      files: [{ path: 'one.txt', text: 'one 2' }],
      written: [change],
      refused: [{ change, reason: 'The line cannot be edited.' }],
      commands: [],
    });
  });

  it('are refused where two of them write different texts into one place, and made once where they are the same', () => {
    const rewriting = rewritingOf('one two');
    for (const text of ['1', '1', 'first'])
      rewriting.change(change, (edits) => edits.add('one.txt', { start: 0, end: 3, text }));
    const { files, written, refused } = rewriting.finish();
    expect([files[0]?.text, written.length]).toEqual(['1 two', 2]);
    expect(refused[0]?.reason).toBe('Another change writes something else into the same place of one.txt.');
  });

  it('are refused where there are none', () => {
    const rewriting = rewritingOf('one');
    rewriting.change(change, () => undefined);
    expect(rewriting.finish().refused[0]?.reason).toMatch(/^No file of the project states this version/);
  });

  it('are refused for what is no version, which could say anything', () => {
    const rewriting = rewritingOf('one');
    rewriting.change({ ...change, to: '1.0.0\nevil' }, (edits) => edits.add('one.txt', { start: 0, end: 0, text: '' }));
    expect(rewriting.finish().refused[0]?.reason).toBe('The new version is none.');
  });

  it('do not hide a defect of our own', () => {
    expect(() =>
      rewritingOf('').change(change, () => {
        throw new TypeError('defect');
      }),
    ).toThrow('defect');
  });
});

it('joins the reasons of one command', () => {
  const rewriting = rewritingOf('');
  rewriting.command('tool lock', 'First.');
  rewriting.command('tool lock', 'Second.');
  rewriting.command('tool lock', 'First.');
  expect(rewriting.finish().commands).toEqual([{ command: 'tool lock', reason: 'First. Second.' }]);
});

describe('a new line', () => {
  it.each([
    ['a\nb\n', 0, 'x\na\nb\n'],
    ['a\nb\n', 4, 'a\nb\nx\n'],
    ['a\nb', 3, 'a\nb\nx'],
    ['a\r\nb', 3, 'a\r\nx\r\nb'],
    ['', 0, 'x\n'],
  ])('has the line ends of %j at %d', (text, offset, expected) => {
    const { start, text: put } = newLine(text, offset, 'x');
    expect(text.slice(0, start) + put + text.slice(start)).toBe(expected);
  });

  it('stands behind the line of an offset', () => {
    expect([nextLine('ab\ncd', 1), nextLine('ab\ncd', 4)]).toEqual([3, 5]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMasker, MASK } from './mask.ts';

const OURS = `bl-${'0123456789abcdef'.repeat(2)}`;

describe('createMasker', () => {
  it('masks what we made and what people chose, wherever it stands', () => {
    const mask = createMasker(['own/id+1', 'own/id+12']);
    expect(
      mask({ externalId: OURS, steps: [`Compare with ${OURS}.`], snippet: { text: `"sts:ExternalId": "own/id+12"` } }),
    ).toEqual({
      externalId: MASK,
      steps: [`Compare with ${MASK}.`],
      snippet: { text: `"sts:ExternalId": "${MASK}"` },
    });
    expect(mask('https://console.test/?param_ExternalId=own%2Fid%2B1&x=1')).toBe(
      `https://console.test/?param_ExternalId=${MASK}&x=1`,
    );
  });

  it('masks the end of one as well, where it stands alone', () => {
    expect(createMasker([])({ before: '…90ab', after: '…cdef', summary: 'Wait…what' })).toEqual({
      before: MASK,
      after: MASK,
      summary: 'Wait…what',
    });
  });

  it('leaves everything else as it is', () => {
    const at = new Date();
    const value = { at, number: 1, nothing: null, yes: true, text: 'bl-0123', list: [[]] };
    expect(createMasker([])(value)).toEqual(value);
    expect(createMasker([''])('text')).toBe('text');
  });

  it('leaves none, whatever people chose', () => {
    const externalId = fc.stringMatching(/^[\w+=,.@:/-]{2,40}$/);
    fc.assert(
      fc.property(fc.array(externalId, { minLength: 1, maxLength: 5 }), fc.string(), (chosen, around) => {
        const masked = createMasker(chosen)([around, ...chosen, `${around}${chosen.join(around)}`]);
        for (const value of chosen) expect(JSON.stringify(masked.slice(1))).not.toContain(`"${value}"`);
        expect(masked.slice(1, -1)).toEqual(chosen.map(() => MASK));
      }),
    );
  });
});

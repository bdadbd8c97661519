import { CAUSE_CODES } from '@backline/shared';
import { describe, expect, it } from 'vitest';
import { denial, refusal, silence } from '../../../../../tests/support/failures.ts';
import { CERTAINTIES, DIAGNOSIS_CATEGORIES, SIDES } from '../../../lib/diagnosis.ts';
import { causes, describeCause, describeCauses, type Facts } from './index.ts';

const PLATFORM = { platformRoleArn: 'arn:aws:iam::555555555555:role/Platform', homeRegion: 'us-east-1' };
const catalogue = describeCauses(PLATFORM);

describe('the page of all causes', () => {
  it('has every code of the taxonomy once, in its order', () => {
    expect(catalogue.map(({ code }) => code)).toEqual([...CAUSE_CODES]);
    expect(Object.keys(causes).sort()).toEqual([...CAUSE_CODES].sort());
  });

  it('gives every cause a title of its own that fits a list', () => {
    expect(new Set(catalogue.map(({ title }) => title)).size).toBe(catalogue.length);
    for (const { title } of catalogue) expect(title).toMatch(/^[A-Zcs'].{5,70}[^.]$/);
  });

  it.each(catalogue.map((entry) => [entry.code, entry] as const))('%s can be read without a failure', (_, entry) => {
    expect(DIAGNOSIS_CATEGORIES).toContain(entry.category);
    expect(SIDES).toContain(entry.side);
    expect(entry.shows).toMatch(/^["'\d\p{Lu}\p{Ll}].*\.$/su);
    expect(entry.decidedBy).toMatch(/^Decided by .*\.$/s);
    expect(entry.explanation).toMatch(/^\S.*\.$/s);
    for (const step of entry.steps) expect(step).toMatch(/^[A-Z].*\.$/s);
    const text = JSON.stringify(entry);
    expect(text).not.toMatch(/undefined|\[object|NaN|!|\bplease\b/i);
    expect(text).not.toMatch(/domain {2}|repository {2}|account {2}/);
    if (entry.snippet?.language === 'json')
      expect(() => JSON.parse(entry.snippet?.text ?? '') as unknown).not.toThrow();
    expect(entry.documentationUrl ?? 'https://').toMatch(/^https:\/\//);
  });

  it('puts the role that trust policies must name into what can be pasted, and placeholders for the rest', () => {
    const { snippet } = catalogue.find(({ code }) => code === 'external_id_mismatch') ?? {};
    expect(snippet?.text).toContain('"AWS": "arn:aws:iam::555555555555:role/Platform"');
    expect(snippet?.text).toContain('<External ID>');
    const statement = catalogue.find(({ code }) => code === 'missing_get_authorization_token')?.snippet?.text;
    expect(statement).toContain('arn:aws:codeartifact:<region>:<domain owner>:domain/<domain>');
  });
});

describe("the text of a cause of somebody else's request", () => {
  const bare: Facts = {
    platformRoleArn: '<caller>',
    accountId: '<account id>',
    externalId: '',
    roleArn: 'arn:aws:iam::<account id>:role/<role name>',
    workedBefore: false,
    homeRegion: '<region>',
    isForeign: true,
  };
  const failures = [
    refusal('AccessDenied', denial('x:Y', 'arn:aws:x')),
    refusal('AccessDenied', denial('x:Y', 'arn:aws:x', ' with an explicit deny in an identity-based policy')),
    silence('timeout'),
    silence('no-credentials'),
  ];

  it.each(CAUSE_CODES)('%s reads well without any name, and blames no part of Backline', (code) => {
    for (const failure of failures) {
      for (const certainty of CERTAINTIES) {
        const { explanation, steps } = describeCause(code, certainty, bare, failure);
        for (const sentence of [explanation, ...steps]) {
          expect(sentence).toMatch(/^\S.*\.$/s);
          expect(sentence).not.toMatch(/undefined|<role name>|<account id>|<caller>|<region>/);
          if (code !== 'test_stopped')
            expect(sentence).not.toMatch(/Backline server|Operator of this server|defect of Backline/);
        }
      }
    }
  });
});

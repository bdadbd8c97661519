import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAccountId, checkExternalId, externalIdWarning, isGuessableExternalId } from './index.ts';

describe('an account ID', () => {
  it.each(['111122223333', '000000000000'])('is 12 digits: %s', (text) => {
    expect(checkAccountId(text)).toEqual({ valid: true, problems: [] });
  });

  it.each<[text: string, suggestion: string | null]>([
    ['1111-2222-3333', '111122223333'],
    ['1111 2222 3333', '111122223333'],
    [' 111122223333\n', '111122223333'],
    ['"111122223333"', '111122223333'],
    ['1111\u20112222\u20113333', '111122223333'],
    ['111', null],
    ['11112222333', null],
    ['1111222233334', null],
    ['11112222333x', null],
    ['１１１１２２２２３３３３', null],
    ['', null],
  ])('is refused otherwise: %j', (text, suggestion) => {
    const { valid, problems } = checkAccountId(text);
    expect(valid).toBe(false);
    expect(problems).toMatchObject([{ field: ['accountId'], code: 'account_id_malformed', suggestion }]);
  });

  it('of another type is refused', () => {
    expect(checkAccountId(111122223333 as unknown as string).valid).toBe(false);
  });
});

describe('the form of an External ID', () => {
  it.each(['bl-0123456789abcdef0123456789abcdef', 'a_+=,.@:', '/-234567', 'x'.repeat(1224)])(
    'is accepted: %.40s',
    (text) => {
      expect(checkExternalId(text)).toEqual({ valid: true, problems: [] });
    },
  );

  it.each<[text: string, suggestion: string | null]>([
    ['seven77', null],
    ['', null],
    ['x'.repeat(1225), null],
    ['with$dollar', null],
    ['übermäßig-lang', null],
    ['%20%20%20%20', null],
    [' abcdefgh12 ', 'abcdefgh12'],
    ['"abcdefgh12"', 'abcdefgh12'],
    ['abcd\u200Befgh12', 'abcdefgh12'],
  ])('is refused: %j', (text, suggestion) => {
    const { valid, problems } = checkExternalId(text);
    expect(valid).toBe(false);
    expect(problems).toMatchObject([{ field: ['externalId'], code: 'external_id_invalid_format', suggestion }]);
  });
});

describe('an External ID that could be guessed', () => {
  it.each([
    'abcd1234',
    'backline',
    'backline-prod',
    'BacklineExternalId',
    'backline-codeartifact-integration-production',
    'my-company-external-id-2026',
    'acme-production-platform-team',
    'changeme-changeme-changeme',
    '12345678901234567890',
    '1111-2222-3333-4444-5555',
    'aaaaaaaaaaaaaaaaaaaaaaaa',
    'abcabcabcabcabcabcabcabc',
    'abcdefghijklmnopqrstuvwxyz',
    'qwertyuiopasdfghjklzxcvbnm',
    'correcthorsebattery',
    'secret-secret-password-2025!'.replace('!', ''),
  ])('is warned of: %s', (value) => {
    expect(isGuessableExternalId(value)).toBe(true);
    expect(externalIdWarning(value)).toMatchObject({ field: ['externalId'], code: 'external_id_guessable' });
  });

  it('may hold what is known of the customer', () => {
    const context = { accountId: '111122223333', name: 'Wonderful Widgets' };
    expect(isGuessableExternalId('111122223333-x7', context)).toBe(true);
    expect(isGuessableExternalId('widgets-111122223333-wonderful-q9z8', context)).toBe(true);
  });

  it.each([
    'bl-00000000000000000000000000000000',
    'f47ac10b-58cc-4372-a567-0e02b2c3d479',
    '9f8b1c7de24a60358bd97ce1f0a2b463',
    'Zk3uQv8xTn5RgLw2YbMp',
    'backline-Zk3uQv8xTn5RgLw2YbMp',
  ])('is not seen in a random one: %s', (value) => {
    expect(externalIdWarning(value)).toBeNull();
  });

  it('is never seen in what the server makes, and seldom in other random ones', () => {
    const hexadecimal = fc.stringMatching(/^[0-9a-f]{32}$/);
    fc.assert(fc.property(hexadecimal, (digits) => !isGuessableExternalId(`bl-${digits}`)));
    const random = fc.sample(
      fc.array(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'.split('')), {
        minLength: 24,
        maxLength: 24,
      }),
      500,
    );
    const warned = random.filter((characters) => isGuessableExternalId(characters.join('')));
    expect(warned.length).toBeLessThan(50);
  });
});

import type { Switch } from './switch.ts';

/** Answers of which nobody outside AWS knows which one it gives; they only show together with a failure. */
export const wordingSwitches: readonly Switch[] = [
  {
    id: 'denial_reason_documented',
    group: 'wording',
    title: 'Denials across accounts say why',
    effect:
      'Messages name the kind of policy that decided, as the IAM user guide shows them; logs mostly show them without.',
    cause: null,
    apply: (world) => {
      world.settings.crossAccountReason = 'documented';
    },
  },
  {
    id: 'read_denied_as_404',
    group: 'wording',
    title: 'Forbidden reads look like missing ones',
    effect: 'A token without ReadFromRepository gets HTTP 404 where it would get 403.',
    cause: null,
    apply: (world) => {
      world.settings.readDenialStatus = 404;
    },
  },
  {
    id: 'foreign_token_as_403',
    group: 'wording',
    title: 'Tokens of another Region are forbidden',
    effect: 'A token of another Region or domain gets HTTP 403 where it would get 401.',
    cause: null,
    apply: (world) => {
      world.settings.foreignTokenStatus = 403;
    },
  },
];

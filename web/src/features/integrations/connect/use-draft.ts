import { useCallback, useEffect, useState } from 'react';
import { forgetStored, readStored, writeStored } from '../../../lib/stored.ts';
import { emptyDraft, parseDraft, type DetailsDraft } from '../details/draft.ts';

export interface WizardDraft extends DetailsDraft {
  region: string;
  /** Whether the External ID is the customer's choice instead of the server's. */
  hasOwnExternalId: boolean;
}

const emptyWizardDraft = (): WizardDraft => ({ ...emptyDraft(), region: 'us-east-1', hasOwnExternalId: false });

/** The wizard's draft; it survives a reload, for each organization its own. It holds no secret. */
export function useDraft(organizationId: string) {
  const key = `backline.draft.${organizationId}`;
  const [draft, setDraft] = useState(() => readStored(key, parseWizardDraft) ?? emptyWizardDraft());
  const [isDiscarded, setIsDiscarded] = useState(false);
  useEffect(() => {
    if (!isDiscarded) writeStored(key, draft);
  }, [key, draft, isDiscarded]);

  const change = useCallback((part: Partial<WizardDraft>) => {
    setIsDiscarded(false);
    setDraft((current) => ({ ...current, ...part }));
  }, []);
  const discard = useCallback(() => {
    forgetStored(key);
    setIsDiscarded(true);
    setDraft(emptyWizardDraft());
  }, [key]);
  return { draft, change, discard };
}

function parseWizardDraft(value: unknown): WizardDraft | null {
  const details = parseDraft(value);
  if (!details) return null;
  const { region, hasOwnExternalId } = value as Partial<WizardDraft>;
  return {
    ...details,
    region: typeof region === 'string' ? region : 'us-east-1',
    hasOwnExternalId: hasOwnExternalId === true,
  };
}

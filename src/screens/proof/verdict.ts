import type { Proof } from '../../api/contract/proof.ts';

interface VerdictMessages {
  title: string;
  explained: string;
}

export const verdictMessages: Record<Proof['verdict'], VerdictMessages> = {
  supported: { title: 'proof.supported', explained: 'proof.supported.explained' },
  not_supported: { title: 'proof.not_supported', explained: 'proof.not_supported.explained' },
  too_thin: { title: 'proof.too_thin', explained: 'proof.too_thin.explained' },
};

/** Under so many that left, no rate is shown as a finding (definitions.md 9). */
export const fewestChurned = 20;

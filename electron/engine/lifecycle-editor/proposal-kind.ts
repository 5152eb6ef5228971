import type { BucketLifecycle, LifecycleProposal } from '../../../shared/schema/lifecycle.ts';
import type { SnippetTool } from '../../../shared/values/lifecycle-kinds.ts';
import type { Proposal } from '../lifecycle/propose.ts';

/** The store that a rule is proposed to. */
interface ProposedTo {
  state: BucketLifecycle['state'];
  /** The tool that puts such rules there, where S3's own way is not theirs. */
  ownTool: SnippetTool | null;
  /** As they are now. */
  rules: readonly { id: string }[];
}

/** What would become of a bucket's rules, or why nothing can: what `apply` would refuse is said before. Pure. */
export function proposalKind(proposal: Proposal, { state, ownTool, rules }: ProposedTo): LifecycleProposal['kind'] {
  const idOf = (place: number) => rules[place]?.id ?? '';
  if (state === 'not supported') return { kind: 'impossible', why: state };
  switch (proposal.kind) {
    case 'added':
      return ownTool === null ? { kind: 'added' } : { kind: 'impossible', why: 'own way' };
    case 'altered':
      return ownTool === null ? { kind: 'altered', id: idOf(proposal.rule) } : { kind: 'impossible', why: 'own way' };
    case 'there':
      return { kind: 'there', id: idOf(proposal.rule) };
    case 'impossible':
      return { kind: 'impossible', why: proposal.why };
  }
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { QuarantineChoice } from '../../api/contract/job.ts';
import { call } from '../server/call.ts';
import { factsKey, statusQuery } from '../server/queries.ts';

/** What is done to rows of quarantine, and to which. */
export interface QuarantineChange {
  to: 'discarded' | 'open';
  choice: z.input<typeof QuarantineChoice>;
}

/** Gives rows up, or takes that back; answers with how many. */
export const useQuarantineChange = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ to, choice }: QuarantineChange) =>
      call(to === 'discarded' ? 'quarantine.discard' : 'quarantine.restore', { body: choice }),
    onSuccess: () =>
      Promise.all(
        [factsKey, statusQuery.queryKey].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  });
};

import { Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../server/call.ts';
import { factsKey, jobsQuery } from '../server/queries.ts';
import { useText } from '../text/text.ts';

/** Stops a job that leaves nothing half done. */
export const CancelJob = ({ id }: { id: string }) => {
  const say = useText();
  const client = useQueryClient();
  const cancelling = useMutation({
    mutationFn: () => call('job.cancel', { params: { job: id } }),
    // Refused where it has ended meanwhile: then the list says so.
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: jobsQuery.queryKey }),
        client.invalidateQueries({ queryKey: factsKey }),
      ]),
  });
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        loading={cancelling.isPending}
        onClick={() => cancelling.mutate()}
        style={{ alignSelf: 'flex-start' }}
      >
        {say('jobs.cancel')}
      </Button>
      {cancelling.isError && (
        <Text size="sm" c="error" role="alert">
          {cancelling.error.message}
        </Text>
      )}
    </>
  );
};

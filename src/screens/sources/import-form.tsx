import { Button, FileInput, NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportSource } from '../../api/contract/job.ts';
import { CallFailed, upload } from '../server/call.ts';
import { jobsQuery, statusQuery } from '../server/queries.ts';
import { useText } from '../text/text.ts';

const sources: readonly ImportSource[] = ['csv', 'zendesk', 'servicenow'];

/** What is wrong with the files, without the name of the field that carried them. */
const reasonOf = (error: Error): string =>
  (error instanceof CallFailed && error.problem.errors?.map(({ message }) => message).join('; ')) ||
  error.message;

/** Chooses files and hands them to the server, which imports them in the background. */
export const ImportForm = () => {
  const say = useText();
  const client = useQueryClient();
  const [source, setSource] = useState('csv');
  const [files, setFiles] = useState<File[]>([]);
  const sending = useMutation({
    mutationFn: () => upload(source, files),
    onSuccess: async () => {
      setFiles([]);
      await Promise.all([
        client.invalidateQueries({ queryKey: statusQuery.queryKey }),
        client.invalidateQueries({ queryKey: jobsQuery.queryKey }),
      ]);
    },
  });
  return (
    <Stack
      component="form"
      gap="xs"
      onSubmit={(event) => {
        event.preventDefault();
        sending.mutate();
      }}
    >
      <NativeSelect
        label={say('import.source')}
        value={source}
        onChange={(event) => setSource(event.currentTarget.value)}
        data={sources.map((value) => ({ value, label: say(`import.source.${value}`) }))}
      />
      <FileInput
        label={say('import.files')}
        description={say(`import.files.${source}`)}
        placeholder={say('import.files.choose')}
        multiple
        clearable
        clearButtonProps={{ 'aria-label': say('import.files.clear') }}
        accept=".csv,.gz,.txt"
        value={files}
        onChange={setFiles}
      />
      <Button
        type="submit"
        variant="default"
        disabled={files.length === 0}
        loading={sending.isPending}
      >
        {say('import.button', { n: files.length })}
      </Button>
      {sending.isError && (
        <Text c="error" size="sm" role="alert">
          {say('import.failed', { reason: reasonOf(sending.error) })}
        </Text>
      )}
      {sending.isSuccess && (
        <Text size="sm" role="status">
          {say('import.started')}
        </Text>
      )}
    </Stack>
  );
};

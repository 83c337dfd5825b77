import { createContext, type ReactNode, useContext } from 'react';
import type { Status } from '../../api/contract/status.ts';

const StatusContext = createContext<Status | null>(null);

export const StatusProvider = ({ status, children }: { status: Status; children: ReactNode }) => (
  <StatusContext value={status}>{children}</StatusContext>
);

/** What the server said of itself; the shell shows no screen before it is there. */
export const useStatus = (): Status => {
  const status = useContext(StatusContext);
  if (status === null) throw new Error('useStatus stands outside of StatusProvider');
  return status;
};
